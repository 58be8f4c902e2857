// A sheet as a word processor's file, read again with its changes accepted, and with them rejected.
import { toDocx, toOdt, type Sheet } from '#core/paper'
import { readDocx } from '../../src/core/files/docx/index.ts'
import type { Flow } from '#document/flow'
import { readOdt } from '../../src/core/files/odt/index.ts'
import { settled } from '../../src/core/files/settle.ts'

type Shown = unknown[]

/** A flow as a reader sees it: neighbours of one look are one, and nothing empty ends it. */
const shown = (
  flow: Flow,
  notes: ReadonlyMap<string, Flow>,
  as: 'accepted' | 'rejected',
): Shown => {
  const all = settled(flow, as)
  const isBare = (each: Flow[number]): boolean =>
    each.is === 'paragraph' && each.pieces.length === 0
  return all.slice(0, all.findLastIndex(each => !isBare(each)) + 1).map(each => {
    if (each.is === 'table')
      return each.rows.map(row => [
        row.isHead,
        ...row.cells.map(cell => shown(cell.flow, notes, as)),
      ])
    if (each.is === 'picture') return [each.alternative]
    const pieces: [string, string][] = []
    for (const { text, look, note } of each.pieces) {
      const words =
        note === undefined ? text : JSON.stringify(shown(notes.get(note) ?? [], notes, as))
      const last = pieces.at(-1)
      if (last?.[1] === JSON.stringify(look)) last[0] += words
      else pieces.push([words, JSON.stringify(look)])
    }
    return [each.role, each.isMirrored, each.beginsPage, pieces]
  })
}

/** Each format with the writer of its files and their reader. */
export const fileFormats = {
  docx: { write: toDocx, read: readDocx },
  odt: { write: toOdt, read: readOdt },
} as const
export type FileFormat = keyof typeof fileFormats

/** The lines above the title. */
const mastheadLines = (sheet: Sheet): number => (sheet.page.meta.reference === '' ? 3 : 4)

/** The title and the text, without the lines above. */
export const readingsOf = async (sheet: Sheet, format: FileFormat) => {
  const { write, read } = fileFormats[format]
  const { flow, notes } = await read(await write(sheet))
  const reading = (as: 'accepted' | 'rejected'): Shown =>
    shown(flow, notes, as).slice(mastheadLines(sheet))
  return { accepted: reading('accepted'), rejected: reading('rejected') }
}
