// The original beside the page, to read only, in its own language and direction. A paragraph that is
// pressed brings the caret to the one beside it, which F7 does by the keyboard.
import { memo, useCallback, useEffect, useRef } from 'react'
import type { MemberId } from '#shared/ids'
import { useWords } from '../../words/index.ts'
import { memberIn } from '../history/names.ts'
import { usePageState } from '../page/page-state.ts'
import { ownNames } from '#shared/vocabulary'
import { directionOf } from './names.ts'
import { OriginalRow } from './original-row.tsx'
import type { SideBySide } from './use-side-by-side.ts'
import { useGroupHere } from '../stable-summary.ts'
import './side-by-side.css'

export type OriginalColumnProps = { beside: SideBySide }

export const OriginalColumn = memo(function OriginalColumn({ beside }: OriginalColumnProps) {
  const group = useGroupHere()
  const words = useWords()
  const page = usePageState()
  const { original, rows, drawn, start, list, current, writes } = beside
  const at = page.snapshot().blocks.findIndex(({ id }) => id === current)
  const latest = useRef(beside)
  useEffect(() => void (latest.current = beside))
  const rowOf = (name: string) => latest.current.rows.find(({ key }) => key === name)
  const onConfirm = useCallback((name: string) => {
    const row = rowOf(name)
    if (row) void latest.current.confirm([row])
  }, [])
  useEffect(() => {
    const element = list.current
    const onClick = ({ target }: MouseEvent): void => {
      if (!(target instanceof Element) || target.closest('button')) return
      // Words that are selected for copying stay selected.
      if (getSelection()?.isCollapsed === false) return
      const name = target.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? ''
      const block = page.snapshot().blocks[rowOf(name)?.at ?? -1]
      if (block) page.goTo(block.id)
    }
    element?.addEventListener('click', onClick)
    return () => element?.removeEventListener('click', onClick)
  }, [list, page])
  const nameOf = useCallback(
    (id: MemberId | null) => memberIn(group, id)?.handle ?? words('history.someone'),
    [group, words],
  )
  const { language, title } = original
  const run = { lang: language, dir: directionOf(language) }
  return (
    <>
      <div className="original-head">
        <p className="original-name">
          {words.rich('languages.original', { language: <bdi>{ownNames[language]}</bdi> })}
        </p>
        <p className="original-title" {...run}>
          {title}
        </p>
      </div>
      <ol
        className="original"
        {...run}
        ref={list}
        aria-label={words('languages.column', { title })}
      >
        {drawn.map((row, index) => (
          <OriginalRow
            key={row.key}
            row={row}
            position={start + index + 1}
            count={rows.length}
            isCurrent={at >= 0 && row.at === at}
            writes={writes}
            onConfirm={onConfirm}
            nameOf={nameOf}
          />
        ))}
      </ol>
    </>
  )
})
