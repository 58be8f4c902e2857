// One paragraph of the original, in the row of the one that translates it: its words (with what became
// of them since), and how the two stand to each other.
import { type CSSProperties, memo } from 'react'
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
import type { LanguagePair } from '#shared/contract'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { RowIs } from './rows.ts'

export type OriginalRowProps = {
  name: string
  /** Counted from 1. */
  row: number
  pair: LanguagePair | null
  is: RowIs
  /** How the paragraph is called; empty without a number. */
  place: string
  isCurrent: boolean
  writes: boolean
  /** Many rows: out of sight they are not laid out. */
  isLarge: boolean
  onConfirm: (name: string) => void
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
const charactersPerLine = 46

export const OriginalRow = memo(function OriginalRow(props: OriginalRowProps) {
  const { name, row, pair, is, place, isCurrent, isLarge } = props
  const words = useWords()
  const { source = null } = pair ?? {}
  const lines = Math.max(1, Math.ceil((source?.text.length ?? 0) / charactersPerLine))
  const label = words('languages.row', { place: place || 'none' })
  return (
    <li
      className="original-row"
      data-key={name}
      data-is={is}
      data-kind={source?.kind}
      data-current={isCurrent || undefined}
      data-large={isLarge || undefined}
      style={{ '--beside': row, '--lines': lines } as CSSProperties}
      tabIndex={-1}
      aria-label={label}
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

function Mark({ name, pair, is, place, isCurrent, writes, onConfirm }: OriginalRowProps) {
  const words = useWords()
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
      {may ? (
        <button
          type="button"
          className="row-act"
          tabIndex={isCurrent ? 0 : -1}
          aria-label={words('languages.confirm.of', { place: place || 'none' })}
          onClick={event => {
            // The button goes with the mark.
            event.currentTarget.closest('li')?.focus({ preventScroll: true })
            onConfirm(name)
          }}
        >
          {words('languages.confirm.short')}
        </button>
      ) : null}
    </div>
  )
}
