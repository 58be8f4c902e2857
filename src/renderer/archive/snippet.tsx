// A piece of a text with what was found marked in it.
import type { SearchHit } from '#shared/contract'
import { useWords } from '../words/index.ts'

export function Snippet({ hit }: { hit: SearchHit }) {
  const words = useWords()
  return (
    <>
      {hit.circle === undefined ? null : (
        <bdi className="muted">{words('restricted.found', { name: hit.circle })} </bdi>
      )}
      {hit.number === '' ? null : <bdi>{hit.number} </bdi>}
      {hit.snippet.map((piece, index) =>
        piece.match ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
      )}
    </>
  )
}
