// A sheet as a Word file, read again with its changes accepted, and with them rejected.
import { toDocx, type Sheet } from '#core/paper'
import { readDocx } from '../../src/core/files/docx/index.ts'
import type { Flow } from '../../src/core/files/flow.ts'
import { settled } from '../../src/core/files/settle.ts'

type Shown = unknown[]

/** A flow as a reader sees it: neighbours of one look are one. */
const shown = (flow: Flow, notes: ReadonlyMap<string, Flow>, as: 'accepted' | 'rejected'): Shown =>
  settled(flow, as).map(each => {
    if (each.is === 'table')
      return each.rows.map(row => [
        row.isHead,
        ...row.cells.map(cell => shown(cell.flow, notes, as)),
      ])
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

const readBack = async (bytes: Uint8Array, as: 'accepted' | 'rejected'): Promise<Shown> => {
  const { flow, notes } = await readDocx(bytes)
  return shown(flow, notes, as)
}

/** The lines above the title. */
const mastheadLines = (sheet: Sheet): number => (sheet.page.meta.reference === '' ? 3 : 4)

/** The title and the text, without the lines above. */
export const readingsOf = async (sheet: Sheet) => {
  const bytes = await toDocx(sheet)
  const behind = (all: Shown): Shown => all.slice(mastheadLines(sheet))
  return {
    accepted: behind(await readBack(bytes, 'accepted')),
    rejected: behind(await readBack(bytes, 'rejected')),
  }
}
