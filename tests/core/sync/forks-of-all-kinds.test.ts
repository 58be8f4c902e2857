// Feeds that were forked in many ways. A newcomer began behind all of it, and a device that meets
// only the newcomer gets everything, under the same names.
import { describe, expect, test } from 'vitest'
import { encode } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { feedFor, fileOfPacks, forge, forgeAfter, packed, type Forged } from '#tests/forge'
import { joiner } from '#tests/group'
import {
  aliceWithSync,
  handFile,
  joined,
  link,
  nextSession,
  untilSame,
  withSync,
  type Device,
} from '#tests/sync'

const give = async ({ group, sync }: Device, run: readonly Forged[]) =>
  sync.readFile(await fileOfPacks(group.self.keys, group.id, [packed(run)]))

/**
 * Runs of Mallory in one feed. A run of letters is a pack: each letter is a message after the one
 * before it, and the same beginning is the same messages.
 */
const writer = (mallory: Device, page: DocumentId) => {
  const { group, archive } = mallory
  const pen = { group: group.id, ...group.self }
  const feed = feedFor(pen)
  const { secret } = archive.documents.get(page)!
  const known = new Map<string, Forged>()
  const messageOf = (path: string): Forged => {
    const body = encode([1, 'update', null, [path]])
    const wrong = { kind: 'update', document: page, secret, body }
    const after = { records: group.recordHeads(), feeds: [] }
    const before = path.length > 1 ? messageOf(path.slice(0, -1)) : null
    const made = before ? forgeAfter(pen, before, wrong) : forge(pen, { ...wrong, after, feed })
    const found = known.get(path) ?? made
    known.set(path, found)
    return found
  }
  return (path: string): Forged[] =>
    Array.from({ length: path.length }, (_, at) => messageOf(path.slice(0, at + 1)))
}

/** The messages of Mallory for all that are here, under which names. */
const counted = ({ archive, group }: Device, mallory: Device) =>
  archive.messages
    .heads(group.id)
    .filter(({ device, audience }) => device === mallory.group.self.device && audience === group.id)
    .flatMap(({ feed, first, seq }) => archive.messages.range(group.id, feed, first, seq + 1))
    .map(({ id, line }) => `${line} ${id}`)
    .toSorted()

const waitingAt = ({ archive, group }: Device): number =>
  archive.waitingMessages.list({ group: group.id }).length

/** The messages of Mallory that Amina, Ben and Eve each have, and those that Chen has. */
const kinds: [string, { amina: string; ben: string; eve: string; chen: string }][] = [
  ['at the first message', { amina: 'y', ben: 'n', eve: 'n', chen: '' }],
  ['at the first message, and one goes on', { amina: 'yes', ben: 'n', eve: 'n', chen: 'n' }],
  ['in three', { amina: 'ay', ben: 'an', eve: 'ao', chen: 'a' }],
  ['in three at the first message', { amina: 'y', ben: 'n', eve: 'o', chen: 'o' }],
  ['in a branch too', { amina: 'abyc', ben: 'abyd', eve: 'abn', chen: 'ab' }],
  ['in a branch too, at its first message', { amina: 'abc', ben: 'abd', eve: 'ae', chen: 'ae' }],
  ['far back', { amina: 'abcdefgh', ben: 'abn', eve: 'abnopqrst', chen: 'abn' }],
]

const scene = async ({ amina: ofAmina, ben: ofBen, eve: ofEve, chen: ofChen }: Given) => {
  const amina = aliceWithSync()
  const page = amina.notebook.create()
  amina.notebook.share(page)
  const ben = await joined('Ben', amina)
  const eve = await joined('Eve', amina)
  const chen = await joined('Chen', amina)
  const mallory = await joined('Mallory', amina)
  const others = [ben, eve, chen, mallory]
  for (const each of others) await handFile(amina, each)
  const run = writer(mallory, page)
  await give(amina, run(ofAmina))
  await give(ben, run(ofBen))
  await give(eve, run(ofEve))
  if (ofChen) await give(chen, run(ofChen))
  // All state what they have; Chen hears nothing.
  for (const each of [chen, ben, eve]) await handFile(each, amina)
  for (const each of [ben, eve]) await handFile(amina, each)
  for (const each of [ben, eve]) await handFile(each, amina)
  amina.group.shutOut(mallory.group.self.device)
  return { amina, ben, eve, chen, mallory, page }
}
type Given = (typeof kinds)[number][1]

describe.each(kinds)('a feed was forked %s', (_, given) => {
  test('all have the same; a newcomer gives it by a file, and by a link', async () => {
    const { amina, ben, eve, chen, mallory, page } = await scene(given)
    const all = counted(amina, mallory)
    const paths = [given.amina, given.ben, given.eve]
    const messages = new Set(
      paths.flatMap(path => Array.from({ length: path.length }, (_x, at) => path.slice(0, at + 1))),
    )
    expect(all).toHaveLength(messages.size)
    for (const each of [ben, eve]) expect(counted(each, mallory)).toEqual(all)
    const dana = withSync(joiner('Dana', amina, { archive: temporaryArchive() }))
    await handFile(amina, dana, true)
    dana.notebook.write(page, 'Dana')
    await handFile(dana, chen)
    const lines = [...messages, 'Dana'].toSorted()
    expect(chen.notebook.lines(page)).toEqual(lines)
    expect(counted(chen, mallory)).toEqual(all)
    expect(waitingAt(chen)).toBe(0)
    // The newcomer takes what it lacked, and another one that it admits nothing less.
    const later = nextSession(dana)
    link(later, chen)
    await untilSame(later, chen)
    await later.sync.level(later.group.id)
    expect(later.notebook.lines(page)).toEqual(lines)
    expect(waitingAt(later)).toBe(0)
    for (const each of [chen, later]) expect(each.defects).toEqual([])
  })
})
