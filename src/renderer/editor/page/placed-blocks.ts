// Where blocks of the text stand on the sheet, for marks that lie over it in the margin.
import { useEffect, useState, type RefObject } from 'react'
import type { LexicalEditor } from 'lexical'
import { inNextFrame } from './next-frame.ts'

/** Pixels from the start of the sheet. */
export type Placed = { top: number; height: number }

export type OnSheet = { editor: LexicalEditor | null; sheet: RefObject<HTMLElement | null> }

/** By number in the page; a block that is not drawn is left out. */
export function usePlacedBlocks(
  { editor, sheet }: OnSheet,
  indexes: readonly number[],
): ReadonlyMap<number, Placed> {
  const wanted = indexes.join()
  const [placed, setPlaced] = useState<ReadonlyMap<number, Placed>>(new Map())
  useEffect(() => {
    const paper = sheet.current
    if (!editor || !paper || wanted === '') return
    const place = (): void => {
      const root = editor.getRootElement()
      const start = paper.getBoundingClientRect().top
      const found = wanted.split(',').flatMap((index): [number, Placed][] => {
        const box = root?.children[Number(index)]?.getBoundingClientRect()
        return box ? [[Number(index), { top: box.top - start, height: box.height }]] : []
      })
      setPlaced(before =>
        JSON.stringify([...before]) === JSON.stringify(found) ? before : new Map(found),
      )
    }
    let forget = (): void => {}
    const soon = (): void => void (forget = inNextFrame(place))
    const watch = new ResizeObserver(soon)
    watch.observe(paper)
    soon()
    const release = editor.registerUpdateListener(soon)
    return () => {
      forget()
      watch.disconnect()
      release()
    }
  }, [editor, sheet, wanted])
  return placed
}
