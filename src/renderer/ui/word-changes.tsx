// A change of words as people read it: what goes struck through, what comes underlined, and long stretches
// that stay in short.
import { wordChanges } from '#shared/document'
import './word-changes.css'

const shown = 90

/** The ends of what stays that lie beside a change. */
const shortened = (text: string, isFirst: boolean, isLast: boolean): string => {
  if (text.length <= shown * 2) return text
  const start = isFirst ? '' : text.slice(0, shown)
  const end = isLast ? '' : text.slice(-shown)
  return `${start}…${end}`
}

export function WordChanges({ before, after }: { before: string; after: string }) {
  const changes = wordChanges(before, after)
  return (
    <p className="word-changes" dir="auto">
      {changes.map(({ kind, text }, index) => {
        const key = `${index} ${kind}`
        if (kind === 'removed') return <del key={key}>{text}</del>
        if (kind === 'added') return <ins key={key}>{text}</ins>
        return <span key={key}>{shortened(text, index === 0, index === changes.length - 1)}</span>
      })}
    </p>
  )
}
