// An original beside its version: the rows, what in them waits, and what can be done about it. Null while
// the version stands alone.
import { type RefObject, useCallback, useMemo, useRef } from 'react'
import type { Languages } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { useCore } from '../../shell/core-client.ts'
import { say } from '../../ui/index.ts'
import { sentenceFor, useWords } from '../../words/index.ts'
import { useAnnounced } from '../page/announced.ts'
import { usePage, usePageState } from '../page/page-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { useRowHere } from './row-here.ts'
import { isToConfirm, isToDo, type Row } from './rows.ts'
import { useComparison } from './use-comparison.ts'
import { useRows } from './use-rows.ts'
import { useFollowed, useSeen } from './use-seen.ts'
import { useVersionsHere } from './versions-state.ts'

export type Original = NonNullable<Languages['original']>

export type SideBySide = {
  original: Original
  rows: readonly Row[]
  /** The rows near the screen; the first of them is the one of `rows` with that index. */
  drawn: readonly Row[]
  start: number
  /** The original has been compared with what is here. */
  isReady: boolean
  failure: FailureCode | undefined
  again: () => void
  /** This member says of paragraphs that they are translated. */
  writes: boolean
  /** The paragraph that is written in, by its id in the page. */
  current: string | null
  list: RefObject<HTMLOListElement | null>
  /** The rows that can be said to be translated and were on the screen as they are now. */
  seen: readonly Row[]
  /** For who cannot see it. */
  announced: string
  confirm: (rows: readonly Row[]) => Promise<void>
  /** Confirms the paragraph at the cursor, or the one whose original has the focus. */
  confirmHere: () => void
  bring: () => Promise<void>
  /** To the next paragraph that waits, or the one before. */
  go: (step: 1 | -1) => void
}

const isUnconfirmed = ({ is }: Row): boolean => is === 'stale' || is === 'unchecked'

/** Adds the paragraphs that only the original has, and says how many. */
function useBringing(version: DocumentId, again: () => void): () => Promise<void> {
  const words = useWords()
  const core = useCore()
  return useCallback(async () => {
    try {
      const count = await core.call('languages.bring', { document: version })
      say(words('languages.bring.done', { count }))
    } catch (error) {
      say(words(sentenceFor(error)))
    }
    again()
  }, [core, version, words, again])
}

export function useSideBySide(version: DocumentId, bound: Bound | null): SideBySide | null {
  const words = useWords()
  const core = useCore()
  const page = usePageState()
  const versions = useVersionsHere()
  const original = versions.beside ? versions.original : null
  const current = usePage(each => (original ? each.current : null))
  const comparison = useComparison(version, original?.document ?? null)
  const { writes, failure, again } = comparison
  const list = useRef<HTMLOListElement>(null)
  const sight = useSeen()
  const { pairs } = comparison
  const { rows, drawn, start, reveal } = useRows({ pairs, bound, list, onSight: sight.onSight })
  useFollowed(sight, rows)
  const { here, goingTo } = useRowHere(rows, list, current)
  const [announced, announce] = useAnnounced()

  const confirm = useCallback(
    async (chosen: readonly Row[]) => {
      const paragraphs = chosen.flatMap(({ pair }) =>
        pair?.block ? [{ block: pair.block, digest: pair.digest }] : [],
      )
      try {
        const given = { document: version, paragraphs }
        const { confirmed, left } = await core.call('languages.confirm', given)
        const place = chosen.length === 1 ? (chosen[0]?.place ?? '') : ''
        if (left.length > 0) say(words('languages.confirm.left', { count: left.length }))
        if (confirmed > 0)
          announce(words('languages.confirm.done', { count: confirmed, place: place || 'none' }))
      } catch (error) {
        say(words(sentenceFor(error)))
      }
      again()
    },
    [core, version, words, announce, again],
  )
  const bring = useBringing(version, again)

  const tell = useCallback(
    (row: Row) => {
      const { place, is, pair } = row
      const text = pair?.source?.text ?? ''
      announce(words('languages.at', { place: place || 'none', is, text }))
    },
    [announce, words],
  )
  const go = useCallback(
    (step: 1 | -1) => {
      const from = here()
      const start = from < 0 && step < 0 ? 0 : from
      for (let turn = 1; turn <= rows.length; turn++) {
        const row = rows[(start + step * turn + rows.length * 2) % rows.length]
        if (!row || !isToDo(row)) continue
        const block = page.snapshot().blocks[row.at]
        goingTo(row.key)
        if (block) page.goTo(block.id)
        else reveal(row.key)
        return tell(row)
      }
      announce(words('languages.nothing'))
    },
    [here, rows, page, tell, reveal, goingTo, announce, words],
  )
  const confirmHere = useCallback(() => {
    const row = rows[here()]
    if (!writes) announce(words('languages.confirm.mayNot'))
    else if (!row || !isToConfirm(row))
      announce(words('languages.confirm.cannot', { is: row?.is ?? 'none' }))
    else void confirm([row])
  }, [rows, here, writes, confirm, announce, words])

  const seen = useMemo(
    () => rows.filter(row => isUnconfirmed(row) && sight.seen.get(row.key) === row.pair?.digest),
    [rows, sight.seen],
  )
  return original === null
    ? null
    : {
        original,
        rows,
        drawn,
        start,
        failure,
        again,
        writes,
        current,
        list,
        seen,
        announced,
        confirm,
        confirmHere,
        bring,
        go,
        isReady: pairs !== undefined && rows.length > 0,
      }
}
