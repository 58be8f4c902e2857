// An edit that the disk refuses is reported as refused only where nothing of it was kept, at any
// write.
import { expect, test } from 'vitest'
import type { Archive } from '#core/archive'
import type { NewBlock } from '#document/blocks'
import { Failure } from '#shared/failure'
import { reopened, crashImage, temporaryProfile } from '#tests/archive'
import { openRoom, sharedGroup, type Room } from '#tests/documents'
import { laterRefusal } from '#tests/refusal'

/** From the `nth` write on the disk is full, until it has room again. */
const fullFrom = (archive: Archive, nth: number) => {
  const disk = { isFull: true, writes: 0 }
  for (const store of Object.values<unknown>(archive)) {
    if (typeof store !== 'object' || store === null) continue
    const methods = store as Record<string, (...values: unknown[]) => unknown>
    for (const name of ['put', 'append', 'replace', 'remove']) {
      const real = methods[name]
      if (!real) continue
      methods[name] = (...values) => {
        if (disk.isFull && disk.writes++ >= nth) throw new Failure('disk-full')
        return real.apply(methods, values)
      }
    }
  }
  return disk
}

/** The newest first. */
const titles = (archive: Archive): string[] =>
  archive.documents.list(sharedGroup).map(({ title }) => title)

type Attempt = (room: Room) => Promise<unknown>

const blocks: NewBlock[] = [{ kind: 'paragraph', runs: [{ text: 'Imported words.' }] }]
const create = (room: Room, title: string) =>
  room.documents.create({ group: sharedGroup, kind: 'minutes', language: 'en', title, blocks })

const attempts: [string, Attempt, after: string[]][] = [
  ['imported', room => create(room, 'Imported'), ['Imported', 'Before']],
  [
    'duplicated',
    ({ documents, archive }) =>
      documents.duplicate(archive.documents.list(sharedGroup)[0]!.id, 'Copy'),
    ['Copy', 'Before'],
  ],
]

test.each(attempts)(
  'the disk is full while a text is %s: the text is there, or refused and absent',
  async (_, attempt, after) => {
    let [refused, taken] = [0, 0]
    for (let nth = 0; taken < 3; nth++) {
      const { archive, directory } = temporaryProfile()
      const room = openRoom('ana', archive)
      await create(room, 'Before')
      const disk = fullFrom(archive, nth)
      const code = await laterRefusal(attempt(room))
      disk.isFull = false
      room.timers.pass(5_000)
      expect([null, 'disk-full']).toContain(code)
      const kept = code === null ? after : ['Before']
      expect([code, ...titles(archive)]).toEqual([code, ...kept])
      expect(titles(reopened(crashImage(directory)))).toEqual(kept)
      const hits = archive.search.query({ text: 'Imported', groups: [sharedGroup] })
      const texts = new Set(hits.map(({ document }) => document))
      expect(texts.size).toBe(kept.length)
      if (code === null) taken++
      else refused++
    }
    expect(refused).toBeGreaterThan(1)
  },
)
