// A piece of a text with what was found marked in it.
import type { SearchHit } from '#shared/contract'

export function Snippet({ hit }: { hit: SearchHit }) {
  return (
    <>
      {hit.number === '' ? null : <bdi>{hit.number} </bdi>}
      {hit.snippet.map((piece, index) =>
        piece.match ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
      )}
    </>
  )
}
