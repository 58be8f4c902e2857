// Shows on the page which paragraphs a suggestion would remove, move or join, after which one a new
// one would come, and where one would be split. Only a look of the page: nothing is added to the
// text. The marks in the margin say it in words.
import { useEffect } from 'react'
import type { LexicalEditor } from 'lexical'
import type { ParagraphSuggestion } from '#document/review/suggestions'
import { useRemarks } from '../comments/comments-state.ts'
import { rangeOf } from '../comments/page-words.ts'
import './suggestions.css'

const names = ['leaving', 'awaits', 'moving', 'joining'] as const
const splitName = 'split-place'
const supported = typeof Highlight !== 'undefined' && 'highlights' in CSS

/** Numbers of blocks in the page. */
const indexesOf = (
  paragraphs: readonly ParagraphSuggestion[],
): Record<(typeof names)[number], Set<number>> => {
  const found = { leaving: [], awaits: [], moving: [], joining: [] } as Record<
    (typeof names)[number],
    number[]
  >
  for (const { what, target, whither } of paragraphs) {
    if (!target) continue
    if (what === 'remove') found.leaving.push(target.index)
    if (what === 'add') found.awaits.push(target.index)
    if (what === 'join' && whither) found.joining.push(target.index)
    if (what !== 'move' || !whither) continue
    found.moving.push(target.index)
    found.awaits.push(whither.index)
  }
  const { leaving, awaits, moving, joining } = found
  return {
    leaving: new Set(leaving),
    awaits: new Set(awaits),
    moving: new Set(moving),
    joining: new Set(joining),
  }
}

/** The signs on both sides of each place. */
const drawSplits = (root: Element | null, paragraphs: readonly ParagraphSuggestion[]): void => {
  if (!supported) return
  const ranges = paragraphs.flatMap(({ what, whither }) => {
    if (!root || what !== 'split' || !whither) return []
    const { index, inAll } = whither
    return rangeOf(root, { index, from: inAll - 1, to: inAll + 1 }) ?? []
  })
  if (ranges.length > 0) CSS.highlights.set(splitName, new Highlight(...ranges))
  else CSS.highlights.delete(splitName)
}

export function ParagraphMarks({ editor }: { editor: LexicalEditor | null }) {
  const { paragraphs } = useRemarks()
  useEffect(() => {
    if (!editor) return
    const indexes = indexesOf(paragraphs)
    const paint = (): void => {
      const root = editor.getRootElement()
      for (const name of names) {
        const blocks = new Set([...indexes[name]].map(index => root?.children[index]))
        for (const block of root?.querySelectorAll(`:scope > [data-${name}]`) ?? [])
          if (!blocks.has(block)) block.removeAttribute(`data-${name}`)
        for (const block of blocks) block?.setAttribute(`data-${name}`, '')
      }
      drawSplits(root, paragraphs)
    }
    paint()
    // Without waiting suggestions there is no work while a person types.
    return paragraphs.length === 0 ? undefined : editor.registerUpdateListener(paint)
  }, [editor, paragraphs])
  useEffect(() => () => void (supported && CSS.highlights.delete(splitName)), [])
  return null
}
