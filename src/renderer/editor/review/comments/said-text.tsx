// The words of a comment, with the members whom they mention. A member who cannot read the text is named in plain words.
import type { Member } from '#shared/contract'
import { saidParts, type Mention } from '#document/review/comments'

export type SaidTextProps = {
  text: string
  mentions: readonly Mention[] | undefined
  /** The members who can read the text. */
  readers: readonly Member[]
}

export function SaidText({ text, mentions, readers }: SaidTextProps) {
  const readerOf = (id: string) => readers.find(each => each.id === id)
  const parts = saidParts(text, mentions, id => readerOf(id)?.handle)
  return (
    <p className="said-text" dir="auto">
      {parts.map(part =>
        part.member === null ? (
          part.text
        ) : (
          <bdi
            key={part.from}
            className="mention"
            data-self={readerOf(part.member)?.self || undefined}
          >
            {part.text}
          </bdi>
        ),
      )}
    </p>
  )
}
