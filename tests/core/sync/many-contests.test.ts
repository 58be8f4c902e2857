// A snapshot brought a thousand contested client ids into a document: the cost of a message in it.
import { expect, test, vi } from 'vitest'
import { encode, random, toHex } from '#core/keys'
import type { DeviceId, FeedId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { deviceIn, give, withShortIds } from '#tests/contesting'
import { textIn } from '#tests/documents'
import { cast } from '#tests/page-shared'
import type { Device } from '#tests/writing-device'
import { contestsOf } from '../../../src/core/documents/contested/contests.ts'
import { rowsToWire, type ClientRow } from '../../../src/core/documents/bodies/bodies.ts'

const many = 1_000

test('a document has a thousand contested ids: a message is judged with few reads of the archive, and keeps few bytes', async () => {
  const archives = Array.from({ length: 3 }, () => temporaryArchive())
  const { devices, page } = await cast(archives, withShortIds)
  const [alice, ben] = devices as [Device, Device]
  const { archive, group } = ben.person
  const [place] = alice.replica.heads().feeds
  const rowSince = (client: number, feed: FeedId): ClientRow => ({
    client,
    device: deviceIn(alice),
    feed: toHex(random(16)) as FeedId,
    writer: 0,
    since: { feed, seq: 0 },
  })
  // For each contest the author knows one writer, so that the id means that one.
  const contests = Array.from({ length: many }, (_, at) => [
    2 ** 52 + at * 4,
    0,
    rowsToWire([
      rowSince(2 ** 52 + at * 4 + 1, place!.feed),
      rowSince(2 ** 52 + at * 4 + 2, toHex(random(16)) as FeedId),
    ]),
  ])
  archive.contests.put({ group: group.id, document: page, contests: encode(contests) })
  ben.documents.rebuild(page)
  expect(contestsOf(archive, group.id, page).all()).toHaveLength(many)

  await alice.documents.editAs(page, doc => textIn(doc, 1).insert(0, 'ALICE '))
  await alice.documents.flush()
  const looks = vi.spyOn(archive.messages, 'ofDocument')
  const put = vi.spyOn(archive.contests, 'put')
  const note = vi.spyOn(archive.messageRenames, 'put')
  give(alice, ben)
  expect(looks.mock.calls.length).toBeLessThan(20)
  expect(put).not.toHaveBeenCalled()
  expect(note.mock.calls.reduce((sum, [row]) => sum + row.renames.length, 0)).toBeLessThan(1_024)
  const [, second] = ben.documents.page(page).blocks
  expect(second?.runs.map(run => run.text).join('')).toContain('ALICE')
  expect(ben.replica.offences().get('' as DeviceId)).toBe(undefined)
})
