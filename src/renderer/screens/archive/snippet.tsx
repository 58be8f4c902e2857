// A piece of a text with what was found marked in it.
import type { FoundParagraph, SearchHit } from '#shared/contract'
import { useWords } from '../../words/index.ts'

export function Snippet({ hit }: { hit: Omit<SearchHit, 'document'> }) {
  return <Marked {...hit} pieces={hit.snippet} />
}

export type MarkedProps = Pick<FoundParagraph, 'number' | 'pieces' | 'what' | 'circle'>

/** The number of the paragraph, who else reads it, and its words. A footnote is not numbered as its paragraph. */
export function Marked({ number, pieces, what, circle }: MarkedProps) {
  const words = useWords()
  return (
    <>
      {circle === undefined ? null : (
        <bdi className="muted">{words('restricted.found', { name: circle })} </bdi>
      )}
      {what === undefined ? null : <span className="muted">{words(`archive.found.${what}`)} </span>}
      {number === '' || what === 'note' ? null : <bdi>{number} </bdi>}
      {pieces.map((piece, index) =>
        piece.match ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
      )}
    </>
  )
}
