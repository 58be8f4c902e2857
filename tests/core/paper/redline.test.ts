// Word files with changes: the changes are Word's own. With all of them rejected the text is the
// earlier one, with all of them accepted the later one. The reader of Word files judges.
import { describe, expect, test } from 'vitest'
import { toDocx, type Sheet } from '#core/paper'
import type { Language } from '#shared/contract'
import { stateOf } from '#shared/document'
import { readDocx } from '../../../src/core/files/docx/index.ts'
import type { Flow } from '../../../src/core/files/flow.ts'
import { settled } from '../../../src/core/files/settle.ts'
import { diceFrom } from '#tests/documents'
import { changeAtRandom, generatedText, sixLanguages } from '#tests/generated-text'
import { redlineSheet } from '#tests/redline-sheet'

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

const mastheadLines = (sheet: Sheet): number => (sheet.page.meta.reference === '' ? 4 : 5)

/** Both readings of a file with changes, and the two texts as files of their own. */
const roundTrip = async (sheet: Sheet) => {
  const bytes = await toDocx(sheet)
  const { since, ...now } = sheet
  if (!since) throw new Error('no changes')
  const before = { ...now, page: since.page }
  const behind = (all: Shown): Shown => all.slice(mastheadLines(sheet) - 1)
  return {
    bytes,
    accepted: behind(await readBack(bytes, 'accepted')),
    rejected: behind(await readBack(bytes, 'rejected')),
    now: behind(await readBack(await toDocx(now), 'accepted')),
    before: behind(await readBack(await toDocx(before), 'accepted')),
  }
}

const generated = (seed: number, language: Language): Sheet => {
  const doc = generatedText(seed, language)
  const from = stateOf(doc)
  const dice = diceFrom(seed)
  changeAtRandom(doc, language, dice, 12)
  doc.clientID = 8
  changeAtRandom(doc, language, dice, 12)
  return redlineSheet(doc, from)
}

const count = process.env['BARAZA_PROVE'] === '1' ? 504 : 54

describe.each(sixLanguages)('a generated text in %s with changes of every kind', language => {
  test('when its changes are accepted it is the text now, and when they are rejected the earlier one', async () => {
    const own = sixLanguages.indexOf(language)
    for (let seed = own; seed < count; seed += sixLanguages.length) {
      const { accepted, rejected, now, before } = await roundTrip(generated(seed, language))
      expect({ seed, flow: accepted }).toEqual({ seed, flow: now })
      expect({ seed, flow: rejected }).toEqual({ seed, flow: before })
    }
  })
})
