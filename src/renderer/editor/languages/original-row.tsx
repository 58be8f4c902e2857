// One paragraph of the original, in the row of the one that translates it: its words (with what became
// of them since), and how the two stand to each other.
import { memo, useState } from 'react'
import {
  Check,
  CircleDashed,
  Lock,
  type LucideIcon,
  PencilLine,
  Plus,
  TriangleAlert,
  Unlink,
} from 'lucide-react'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { MemberId } from '#shared/ids'
import type { Row, RowIs } from './rows.ts'

export type OriginalRowProps = {
  row: Row
  /** Among all rows, counted from 1. */
  position: number
  count: number
  isCurrent: boolean
  writes: boolean
  onConfirm: (key: string) => void
  nameOf: (member: MemberId | null) => string
}

const icons: Record<Exclude<RowIs, 'empty'>, LucideIcon> = {
  current: Check,
  stale: TriangleAlert,
  unchecked: CircleDashed,
  untranslated: PencilLine,
  missing: Unlink,
  added: Plus,
  withheld: Lock,
}

export const OriginalRow = memo(function OriginalRow(props: OriginalRowProps) {
  const { row, position, count, isCurrent } = props
  const { key: name, pair, is, place } = row
  const words = useWords()
  const { source = null } = pair ?? {}
  return (
    <li
      className="original-row"
      data-key={name}
      data-is={is}
      data-kind={source?.kind}
      data-current={isCurrent || undefined}
      tabIndex={-1}
      aria-label={words('languages.row', { place: place || 'none' })}
      aria-posinset={position}
      aria-setsize={count}
    >
      {source ? (
        <div
          className="original-words"
          {...(source.direction && { dir: source.direction })}
          {...(source.number !== '' && { 'data-number': source.number })}
        >
          {source.withheld ? (
            <span className="original-withheld">{words('editor.withheld')}</span>
          ) : is === 'stale' && pair?.since ? (
            pair.since.map(({ kind, text }, index) => {
              const key = `${index} ${kind}`
              if (kind === 'removed') return <del key={key}>{text}</del>
              if (kind === 'added') return <ins key={key}>{text}</ins>
              return <span key={key}>{text}</span>
            })
          ) : (
            source.text
          )}
        </div>
      ) : null}
      <Mark {...props} />
    </li>
  )
})

function Mark({ row, isCurrent, writes, onConfirm, nameOf }: OriginalRowProps) {
  const words = useWords()
  const [now] = useState(() => Date.now())
  const { key, pair, is, place } = row
  if (is === 'empty') return null
  const isUnknown = is === 'stale' && pair?.since === null
  const may = writes && (is === 'stale' || is === 'unchecked' || is === 'untranslated')
  return (
    <div
      className="row-mark"
      lang={document.documentElement.lang}
      dir={document.documentElement.dir}
    >
      <span className="row-is">
        <Icon of={icons[is]} size="small" />
        {words(isUnknown ? 'languages.is.staleUnknown' : `languages.is.${is}`)}
      </span>
      {pair && pair.said.length > 0 && (is === 'current' || is === 'stale') ? (
        <span>
          {words('languages.by', {
            who: words.list([...new Set(pair.said.map(({ by }) => nameOf(by)))]),
            when: words.when(Math.max(...pair.said.map(({ at }) => at)), now),
          })}
        </span>
      ) : null}
      {may ? (
        <button
          type="button"
          className="row-act"
          tabIndex={isCurrent ? 0 : -1}
          aria-label={words('languages.confirm.of', { place: place || 'none' })}
          onClick={event => {
            // The button goes with the mark.
            event.currentTarget.closest('li')?.focus({ preventScroll: true })
            onConfirm(key)
          }}
        >
          {words('languages.confirm.short')}
        </button>
      ) : null}
    </div>
  )
}
