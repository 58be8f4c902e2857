// A change of words as people read it: what goes struck through, what comes underlined, and long stretches
// that stay in short.
import { wordChanges } from '#document/words'
import './word-changes.css'

const shown = 90

/** The ends of what stays that lie beside a change. */
const shortened = (text: string, isFirst: boolean, isLast: boolean): string => {
  if (text.length <= shown * 2) return text
  const start = isFirst ? '' : text.slice(0, shown)
  const end = isLast ? '' : text.slice(-shown)
  return `${start}…${end}`
}

/** `isWhole`: nothing that stays is shortened. */
type WordChangesProps = { before: string; after: string; isWhole?: boolean }

export function WordChanges({ before, after, isWhole = false }: WordChangesProps) {
  const changes = wordChanges(before, after)
  return (
    <p className="word-changes" dir="auto">
      {changes.map(({ kind, text }, index) => {
        const key = `${index} ${kind}`
        if (kind === 'removed') return <del key={key}>{text}</del>
        if (kind === 'added') return <ins key={key}>{text}</ins>
        const stays = isWhole ? text : shortened(text, index === 0, index === changes.length - 1)
        return <span key={key}>{stays}</span>
      })}
    </p>
  )
}
