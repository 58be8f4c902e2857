// The restricted paragraphs of the page: for who is in the circle the text itself, in its place; for who
// was, and where something does not fit, a sentence that says so. Others see “Withheld” and nothing here.
import { memo, type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import type { DocumentSummary, Restricted } from '#shared/contract'
import { useWords } from '../../words/index.ts'
import { usePage } from '../page/page-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { type Box, type Placing, usePlaced } from './placed.ts'
import { Region } from './region.tsx'
import './restricted.css'

export type RegionsProps = {
  bound: Bound | null
  summary: DocumentSummary
  restricted: readonly Restricted[]
  sheet: RefObject<HTMLElement | null>
  /** This member may write in the page. */
  writable: boolean
}

const isSaid = ({ is }: Restricted): boolean => is === 'left' || is === 'misplaced'
const isShown = (each: Restricted): boolean => each.is === 'open' || isSaid(each)

export const Regions = memo(function Regions({
  bound,
  summary,
  restricted,
  sheet,
  writable,
}: RegionsProps) {
  const blocks = usePage(page => page.blocks)
  // Where the page has it now: what core said may be of a moment ago.
  const shown = useMemo(() => {
    const places = new Map(blocks.map(({ id }, index) => [id, index]))
    return restricted.filter(isShown).flatMap(each => {
      const isThere = blocks[each.index]?.id === each.block
      const index = isThere ? each.index : places.get(each.block ?? '')
      return index === undefined ? [] : [{ ...each, index }]
    })
  }, [restricted, blocks])
  const { boxes, measure } = usePlaced(
    bound?.editor ?? null,
    sheet,
    shown.map(({ index }) => index),
  )
  return (
    <div className="regions">
      {shown.map(each => (
        <Standing
          key={`${each.text ?? each.is} ${each.block}`}
          box={boxes.get(each.index)}
          index={each.index}
          measure={measure}
        >
          {each.is === 'open' && each.text !== null ? (
            <Region summary={summary} text={each.text} found={each} writable={writable} />
          ) : (
            <Said found={each} />
          )}
        </Standing>
      ))}
    </div>
  )
})

type StandingProps = {
  box: Box | undefined
  index: number
  measure: Placing['measure']
  children: ReactNode
}

/** Lies where the page has made room for it. */
function Standing({ box, index, measure, children }: StandingProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const mine = element.current
    if (!mine) return
    const look = (): void => measure(index, mine.offsetHeight)
    const watch = new ResizeObserver(look)
    watch.observe(mine)
    look()
    return () => watch.disconnect()
  }, [index, measure])
  return (
    <div
      ref={element}
      className="region-place"
      data-placed={box ? '' : undefined}
      style={
        box && { insetBlockStart: box.top, insetInlineStart: box.start, inlineSize: box.width }
      }
    >
      {children}
    </div>
  )
}

function Said({ found }: { found: Restricted }) {
  const words = useWords()
  return (
    <p className="region-said">
      <span className="withheld-sign">{words('editor.withheld')}</span>{' '}
      {found.is === 'left'
        ? words('restricted.left', { name: found.circle?.name ?? '' })
        : words('restricted.misplaced')}
    </p>
  )
}
