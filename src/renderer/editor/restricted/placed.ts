// The positions of restricted paragraphs on the sheet, and the room that their texts take there.
// Their texts lie over the sheet: in the page itself is only the placeholder.
import { mergeRegister, type LexicalEditor } from 'lexical'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { inNextFrame } from '../page/next-frame.ts'

/** Pixels from the start of the sheet. */
export type Box = { top: number; start: number; width: number }

const boxOf = (block: Element, room: number, sheet: Element): Box => {
  const [box, paper, style] = [
    block.getBoundingClientRect(),
    sheet.getBoundingClientRect(),
    getComputedStyle(block),
  ]
  const [before, after] = [
    Number.parseFloat(style.paddingInlineStart),
    Number.parseFloat(style.paddingInlineEnd),
  ]
  const isMirrored = getComputedStyle(sheet).direction === 'rtl'
  const outer = isMirrored ? paper.right - box.right : box.left - paper.left
  const isLikeSheet = (style.direction === 'rtl') === isMirrored
  return {
    top: Math.round(box.bottom - paper.top - room),
    start: Math.round(outer + (isLikeSheet ? before : after)),
    width: Math.round(box.width - before - after),
  }
}

/** Gives a block that many pixels below its own words. */
const makeRoom = (block: HTMLElement, room: number): void => {
  const kind = block.textContent === '' ? 'empty' : 'words'
  if (block.dataset['room'] !== kind) block.dataset['room'] = kind
  const wanted = `${room}px`
  if (block.style.getPropertyValue('--room') !== wanted) block.style.setProperty('--room', wanted)
}
const takeRoom = (block: HTMLElement): void => {
  delete block.dataset['room']
  block.style.removeProperty('--room')
}

export type Placing = {
  boxes: ReadonlyMap<number, Box>
  /** Says how high what stands at a place is. */
  measure(index: number, height: number): void
}

/** `indexes`: of the blocks in the page that something stands at. */
export function usePlaced(
  editor: LexicalEditor | null,
  sheet: RefObject<HTMLElement | null>,
  indexes: readonly number[],
): Placing {
  const [boxes, setBoxes] = useState<ReadonlyMap<number, Box>>(new Map())
  const ports = useRef(new Map<number, number>())
  const again = useRef(() => {})
  const wanted = indexes.join()

  useEffect(() => {
    const paper = sheet.current
    if (!editor || !paper) return
    const all = wanted === '' ? [] : wanted.split(',').map(Number)
    const place = (): void => {
      const root = editor.getRootElement()
      const found = new Map<number, Box>()
      const held = new Set<Element>()
      for (const index of all) {
        const block = root?.children[index]
        if (!(block instanceof HTMLElement) || block.dataset['withheld'] === undefined) continue
        const room = ports.current.get(index) ?? 0
        makeRoom(block, room)
        held.add(block)
        found.set(index, boxOf(block, room, paper))
      }
      for (const block of root?.querySelectorAll<HTMLElement>(':scope > [data-room]') ?? [])
        if (!held.has(block)) takeRoom(block)
      setBoxes(before =>
        JSON.stringify([...before]) === JSON.stringify([...found]) ? before : found,
      )
    }
    if (all.length === 0) return place()
    let forget = (): void => {}
    const soon = (): void => void (forget = inNextFrame(place))
    again.current = soon
    const watch = new ResizeObserver(soon)
    watch.observe(paper)
    soon()
    const release = mergeRegister(editor.registerUpdateListener(soon))
    return () => {
      forget()
      watch.disconnect()
      release()
      again.current = () => {}
    }
  }, [editor, sheet, wanted])

  const measure = useCallback((index: number, height: number) => {
    if (ports.current.get(index) === height) return
    ports.current.set(index, height)
    again.current()
  }, [])
  return { boxes, measure }
}
