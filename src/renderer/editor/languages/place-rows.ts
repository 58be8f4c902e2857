// Puts the blocks of the page into the rows in which their originals stand. Only a custom property of
// each element is written, so nothing of the text changes.
import type { LexicalEditor } from 'lexical'
import type { Row } from './rows.ts'

const property = '--beside'

export function placeRows(editor: LexicalEditor, rows: readonly Row[]): void {
  const blocks = editor.getRootElement()?.children
  for (const [index, { at }] of rows.entries()) {
    const element = at < 0 ? null : blocks?.[at]
    const wanted = String(index + 1)
    if (element instanceof HTMLElement && element.style.getPropertyValue(property) !== wanted)
      element.style.setProperty(property, wanted)
  }
}

export function releaseRows(editor: LexicalEditor): void {
  for (const element of editor.getRootElement()?.children ?? [])
    if (element instanceof HTMLElement) element.style.removeProperty(property)
}
