// In the margin beside text in brackets: who proposed it, as a button that opens what can be done.
import { memo, type RefObject, useEffect, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { mergeRegister } from 'lexical'
import type { DocumentSummary } from '#shared/contract'
import type { Wording } from '#document/review/brackets'
import { initialsOf, Menu } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { useFreeMargin } from '../amendments/use-free-margin.ts'
import { authorIn } from '../comments/author.tsx'
import { useMembersOf } from '../comments/use-authors.ts'
import { rangeOf } from '../comments/page-words.ts'
import { inNextFrame } from '../../page/next-frame.ts'
import { usePage } from '../../page/page-state.ts'
import type { Bound } from '../../page/use-binding.ts'
import { useBracketActs } from './bracket-acts.tsx'
import { useBrackets, useBracketsNow } from './brackets-state.ts'
import './brackets.css'

export type BracketMarksProps = {
  bound: Bound | null
  summary: DocumentSummary
  sheet: RefObject<HTMLElement | null>
  writable: boolean
}

/** Pixels between two marks that would lie over one another. */
const step = 24

/** Pixels from the top of the sheet at which a version begins, and at which its block does. */
type Begins = { line: number; block: number }

function placesOf(root: Element, sheet: Element, versions: readonly Wording[]): Begins[] {
  const { top } = sheet.getBoundingClientRect()
  return versions.map(version => {
    const [first] = version.words
    const range = first && rangeOf(root, first)
    const block = root.children[indexOf(version)]?.getBoundingClientRect()
    const line = range?.getClientRects()[0] ?? block
    return {
      line: line ? Math.round(line.top - top) : 0,
      block: block ? Math.round(block.top - top) : 0,
    }
  })
}

/** Where the marks go: below other marks in the margin, and below one another. */
function clear(
  begins: readonly Begins[],
  versions: readonly Wording[],
  freeFrom: (index: number) => number,
): number[] {
  let last = -Infinity
  return versions.map((version, at) => {
    const { line, block } = begins[at] ?? { line: 0, block: 0 }
    last = Math.max(line, block + freeFrom(indexOf(version)), last + step)
    return last
  })
}

const same = (a: readonly Begins[], b: readonly Begins[]): boolean =>
  a.length === b.length &&
  a.every(({ line, block }, at) => line === b[at]?.line && block === b[at].block)

export const BracketMarks = memo(function BracketMarks(props: BracketMarksProps) {
  const { bound, summary, sheet, writable } = props
  const words = useWords()
  const brackets = useBrackets()
  const { sets } = useBracketsNow()
  const blocks = usePage(page => page.blocks)
  const acts = useBracketActs(summary.id, bound)
  const [begins, setBegins] = useState<readonly Begins[]>([])
  const versions = inOrder(sets.flatMap(set => set.versions))
  const tops = clear(begins, versions, useFreeMargin())
  const memberOf = useMembersOf(
    summary.id,
    versions.flatMap(({ client }) => client ?? []),
  )

  useEffect(() => {
    const page = sheet.current
    if (!bound || !page) return
    const draw = (): void => {
      const root = bound.editor.getRootElement()
      const all = inOrder(brackets.get().sets.flatMap(set => set.versions))
      if (!root) return
      const next = all.length === 0 ? [] : placesOf(root, page, all)
      setBegins(before => (same(before, next) ? before : next))
    }
    let forget = (): void => {}
    const redraw = (): void => void (forget = inNextFrame(draw))
    const watch = new ResizeObserver(redraw)
    watch.observe(page)
    redraw()
    const release = mergeRegister(
      bound.editor.registerUpdateListener(redraw),
      brackets.subscribe(redraw),
    )
    return () => {
      forget()
      watch.disconnect()
      release()
    }
  }, [bound, brackets, sheet])

  return (
    <div className="bracket-marks">
      {versions.map((version, at) => {
        const member = version.client === null ? undefined : memberOf(version.client)
        const { quoted } = version
        const who = quoted
          ? authorIn({ author: undefined, quoted }, words)
          : (member?.handle ?? words('brackets.someone'))
        const named = quoted ? quoted.name : member?.handle
        const place = blocks[indexOf(version)]?.place || 'none'
        const label = words(version.words.length > 0 ? 'brackets.mark.words' : 'brackets.mark', {
          place,
          who,
        })
        return (
          <span
            key={version.id}
            className="bracket-mark"
            data-color={quoted ? undefined : member?.color}
            style={{ insetBlockStart: tops[at] ?? 0 }}
          >
            <Menu label={label} groups={[{ acts: acts.menu(version) }]}>
              <Button aria-label={label} isDisabled={!writable}>
                <bdi data-initials={named ? initialsOf(named) : '?'} />
              </Button>
            </Menu>
          </span>
        )
      })}
      {acts.asking}
    </div>
  )
})

const indexOf = ({ blocks, words }: Wording): number => blocks[0] ?? words[0]?.index ?? -1
const startOf = ({ blocks, words }: Wording): number =>
  blocks[0] ?? (words[0] ? words[0].index + words[0].from / 1e9 : 0)
const inOrder = (versions: Wording[]): Wording[] =>
  versions.toSorted((a, b) => startOf(a) - startOf(b))
