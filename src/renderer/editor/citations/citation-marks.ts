// A quiet line under every document and session that the page cites, by the browser's own highlights:
// nothing is added to the text. Only what changed is read again, behind the frame that shows it.
import { instrumentsIn, type CitedInstrument } from '#document/citations'
import { mergeRegister, type LexicalEditor } from 'lexical'
import { keepsBlockOrder } from '../blocks/block-order.ts'
import { blockAround, rangeIn, unitsBefore } from '../review/comments/page-words.ts'
import { behindFrame } from '../replica/after-paint.ts'

const supported = typeof Highlight !== 'undefined' && 'highlights' in CSS

/** Marked in one paragraph; one that is made of symbols alone is not worth more. */
const mostInBlock = 200

/** Returns its undo. */
export function markCitations(editor: LexicalEditor): () => void {
  if (!supported) return () => {}
  const highlight = new Highlight()
  const painted = new Map<Element, readonly Range[]>()
  const changed = new Set<Element>()
  let isWhole = true

  const forget = (block: Element): void => {
    for (const range of painted.get(block) ?? []) highlight.delete(range)
    painted.delete(block)
  }
  const paint = (block: Element): void => {
    forget(block)
    const cited = instrumentsIn(block.textContent).slice(0, mostInBlock)
    const ranges = cited.flatMap(each => rangeIn(block, each) ?? [])
    for (const range of ranges) highlight.add(range)
    if (ranges.length > 0) painted.set(block, ranges)
  }
  const { ask, forget: undraw } = behindFrame(() => {
    const root = editor.getRootElement()
    if (!root) return
    if (isWhole) {
      for (const block of painted.keys()) if (block.parentNode !== root) forget(block)
      for (const block of root.children) if (!painted.has(block)) changed.add(block)
    }
    for (const block of changed) if (block.parentNode === root) paint(block)
    changed.clear()
    isWhole = false
  })
  CSS.highlights.set('citation', highlight)
  // The first to be painted and so the last to be seen, under what is found or commented.
  highlight.priority = -1
  return mergeRegister(
    editor.registerRootListener(() => {
      isWhole = true
      ask()
    }),
    editor.registerUpdateListener(update => {
      for (const key of update.dirtyElements.keys()) {
        const block = editor.getElementByKey(key)
        if (block) changed.add(block)
      }
      if (update.dirtyElements.size === 0) return
      isWhole ||= !keepsBlockOrder(update)
      ask()
    }),
    () => {
      undraw()
      CSS.highlights.delete('citation')
    },
  )
}

/** The document or session whose words the caret is in or beside; null elsewhere. */
export function citedAtCaret(root: Element): CitedInstrument | null {
  const selection = root.ownerDocument.getSelection()
  if (!selection?.isCollapsed || selection.anchorNode === null) return null
  const block = blockAround(root, selection.anchorNode)
  if (!block) return null
  const cited = instrumentsIn(block.textContent)
  if (cited.length === 0) return null
  const at = unitsBefore(block, selection.anchorNode, selection.anchorOffset)
  return cited.find(({ from, to }) => from <= at && at <= to) ?? null
}
