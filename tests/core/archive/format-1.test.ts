// The archive in tests/fixtures/format-1 was written once; every version opens it completely.
import { cpSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openProfile, profileState, readAppearance, type WholeArchive } from '#core/archive'
import { temporaryDirectory } from '#tests/archive'
import {
  blocks,
  documents,
  drafts,
  epoch,
  format1Directory,
  format1Passphrase,
  group,
  journalEntries,
  messages,
  note,
  proof,
  records,
  settings,
  snapshot,
  waitingRecord,
} from '#tests/format-1'

const withPositions = <Row>(rows: Row[], first = 1): (Row & { position: number })[] =>
  rows.map((row, index) => ({ ...row, position: first + index }))
/** No feed in it has branches. */
const inLines = <Row extends { feed: string }>(rows: Row[]) =>
  rows.map(row => ({ ...row, line: row.feed }))

const expectAll = (archive: WholeArchive): void => {
  expect(archive.missing).toBe(0)
  expect(archive.settings.get()).toEqual(settings)
  expect(archive.groups.list()).toEqual([group])
  expect(archive.records.list(group.id)).toEqual(withPositions(records))
  expect(archive.records.waiting(group.id)).toEqual(withPositions([waitingRecord], 3))
  expect(archive.epochs.list(group.id)).toEqual([epoch])
  expect(archive.notes.list(group.id, 'seed/')).toEqual([note])
  expect(archive.notes.list(null, '')).toEqual([note])
  expect(archive.proofs.list({})).toEqual([{ group: group.id, ...proof }])
  expect(archive.documents.list(group.id).map(({ id }) => archive.documents.get(id))).toEqual(
    documents,
  )
  expect(archive.drafts.list(documents[1]!.id)).toEqual(drafts)
  expect(archive.messages.range(group.id, messages[0]!.feed, 0, 9)).toEqual(
    inLines(withPositions(messages)),
  )
  expect(archive.messages.heads(group.id)).toMatchObject([{ first: 0, seq: 3 }])
  expect(archive.messages.waiting(group.id).map(each => each.kind)).toEqual(['zz-later'])
  expect(archive.snapshots.list({})).toEqual([{ document: documents[0]!.id, ...snapshot }])
  expect(archive.journal.pending()).toEqual(journalEntries)
  const found = (text: string) => archive.search.query({ text }).map(hit => hit.number)
  expect([found('المجلس'), found('理事会'), found('ete')]).toEqual([
    [blocks[0]!.number],
    [blocks[1]!.number],
    [''],
  ])
  expect(archive.check()).toEqual({ documents: 2, messages: 4, missing: 0, damaged: 0 })
}

test('when an archive of format 1 is opened, everything is in it', () => {
  const directory = temporaryDirectory()
  cpSync(format1Directory, directory, { recursive: true })
  expect(profileState(directory)).toBe('locked')
  expect(readAppearance(directory)).toEqual({ language: 'ar', theme: 'dark', size: 100 })
  const typedElsewhere = 'مجلس\u064f nin\u0303o 和平'
  for (const passphrase of [format1Passphrase, typedElsewhere]) {
    const archive = openProfile(directory, passphrase, { now: () => 0 })
    expectAll(archive)
    archive.close()
  }
})
