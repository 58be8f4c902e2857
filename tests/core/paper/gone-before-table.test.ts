// Paragraphs and tables that several members took out in front of a table. No paragraph that stays can
// bear their marks, and each of them keeps its own end.
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { toOdt, type Sheet } from '#core/paper'
import { readOdt } from '../../../src/core/files/odt/index.ts'
import { applyEditScript } from '#document/edits'
import type { Flow } from '#document/flow'
import { stateOf } from '#document/history/versions'
import type { MemberId } from '#shared/ids'
import { countedRandom } from '#tests/editor-peer'
import { fileFormats, readingsOf, type FileFormat } from '#tests/file-readings'
import { redlineSheet } from '#tests/redline-sheet'
import { block, documentWith } from '#tests/shared-pages'

type Taker = 'Amina' | 'Badia'

/** A text in which blocks went, each by the member that `takers` names for its place, and its words. */
const without = (tables: number[], steps: object[], takers: Record<number, Taker[]>): Sheet => {
  const doc = documentWith(
    ['Stays.', 'One goes.', 'Two goes.', 'Last.'].map(text => block('num1', text)),
  )
  const random = countedRandom(3)
  const edit = (...all: object[]) => applyEditScript(doc, all, { random, now: () => 0 })
  for (const after of tables) edit({ table: [[`Cell ${after}`]], after })
  const from = stateOf(doc)
  edit(...steps)
  const sheet = redlineSheet(doc, from)
  if (!sheet.since) throw new Error('no changes')
  const { redline } = sheet.since
  const by = (index: number, at: number): MemberId[] => {
    const names = takers[index] ?? []
    return [names[Math.min(at, names.length - 1)] as string as MemberId]
  }
  const words = redline.words.map(word => {
    if (word.is || !word.was || !takers[word.was.index]) return word
    return { ...word, by: by(word.was.index, word.was.from === 0 ? 0 : 1) }
  })
  const removers = new Map(Object.keys(takers).map(at => [Number(at), by(Number(at), 1)]))
  return { ...sheet, since: { ...sheet.since, redline: { ...redline, words, removers } } }
}

/** Words that went, each with the name of who took them. */
const takenIn = (flow: Flow): string[] =>
  flow.flatMap(each => {
    if (each.is === 'picture') return []
    if (each.is === 'table')
      return each.rows.flatMap(row => [
        ...(row.deleted ? [`a row by ${row.deleted.author}`] : []),
        ...row.cells.flatMap(cell => takenIn(cell.flow)),
      ])
    const words = each.pieces.flatMap(({ text, deleted }) =>
      deleted ? [`${text} by ${deleted.author}`] : [],
    )
    return [...words, ...(each.endDeleted ? [`an end by ${each.endDeleted.author}`] : [])]
  })

const cases: Record<string, { sheet: Sheet; taken: string[] }> = {
  'two paragraphs': {
    sheet: without([3], [{ remove: 3 }, { remove: 2 }], { 1: ['Amina'], 2: ['Badia'] }),
    taken: ['One goes. by Amina', 'an end by Amina', 'Two goes. by Group', 'an end by Group'],
  },
  'the words of one paragraph': {
    sheet: without([2], [{ remove: 2 }], { 1: ['Amina', 'Badia'] }),
    taken: ['One by Amina', '  by Group', 'goes. by Group', 'an end by Group'],
  },
  'a paragraph and a table': {
    sheet: without([2, 2], [{ cells: 'remove-table', block: 3 }, { remove: 2 }], {
      1: ['Amina'],
      2: ['Badia'],
    }),
    taken: ['One goes. by Amina', 'an end by Amina', 'a row by Group'],
  },
  'a table and a paragraph': {
    sheet: without([3, 2], [{ remove: 4 }, { cells: 'remove-table', block: 3 }], {
      2: ['Amina'],
      3: ['Badia'],
    }),
    taken: ['a row by Amina', 'Two goes. by Badia', 'an end by Badia'],
  },
}

describe.each(Object.entries(cases))('%s that two members took out', (_, { sheet, taken }) => {
  test.each(Object.keys(fileFormats) as FileFormat[])(
    'when they stood in front of a table, a file in %s has both texts whole',
    async format => {
      const { since, ...now } = sheet
      if (!since) throw new Error('no changes')
      const { accepted, rejected } = await readingsOf(sheet, format)
      expect(accepted).toEqual((await readingsOf(now, format)).accepted)
      expect(rejected).toEqual((await readingsOf({ ...now, page: since.page }, format)).accepted)
    },
  )

  // LibreOffice shows a change within another one under the name of the one around.
  test('when they stood in front of a table, an OpenDocument text names neither for words of the other', async () => {
    const { flow } = await readOdt(await toOdt(sheet))
    expect(takenIn(flow).filter(each => !each.startsWith('Cell'))).toEqual(taken)
  })
})

test('a table and a paragraph that one member took out in front of a table are two changes', async () => {
  const sheet = without([3, 2], [{ remove: 4 }, { cells: 'remove-table', block: 3 }], {
    2: ['Amina'],
    3: ['Amina'],
  })
  const content = strFromU8(unzipSync(await toOdt(sheet))['content.xml'] ?? new Uint8Array())
  // As one, LibreOffice 25.2 loses the paragraph where the change is rejected.
  expect(content.match(/<text:changed-region /g)).toHaveLength(2)
  const { since, ...now } = sheet
  const before = await readingsOf({ ...now, page: since?.page ?? now.page }, 'odt')
  expect((await readingsOf(sheet, 'odt')).rejected).toEqual(before.accepted)
})
