// A member wrote in the epoch before, offline, while a newcomer was admitted. Others write inside
// that text before the newcomer has it. All of them end with one text, in any order of messages,
// with real documents: an edit on top of missing text would be pending for ever.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import type { DocumentId, GroupId } from '#shared/ids'
import { admitted, create, founded, handFile, newSession, type Opened } from '#tests/sessions'
import { until } from '#tests/sync'
import { memoryLinks } from '../../acceptance/link.ts'
import {
  contentOf,
  openOutside,
  readInside,
  writeLocked,
} from '../../../src/core/sync/files/locked-file.ts'
import { readPack } from '../../../src/core/sync/packs/pack.ts'

const insert = async (
  { documents }: Opened,
  id: DocumentId,
  text: string,
  at: number,
): Promise<void> => {
  await documents.editAs(id, doc => {
    applyEditScript(doc, [{ insert: text, block: 1, at }], { random, now: () => 1 })
  })
  await documents.flush()
}

const textOf = ({ documents }: Opened, id: DocumentId): string =>
  documents
    .page(id)
    .blocks[0]!.runs.map(({ text }) => text)
    .join('')

const all = 'First, [by Bob [by Carol] [by Alice] out of reach].'

type Setting = { group: GroupId; page: DocumentId; a: Opened; b: Opened; c: Opened }

/**
 * Bob wrote before Carol came, in the epoch before Carol's; Alice wrote in the middle of that text
 * since.
 */
const setting = async (): Promise<Setting> => {
  const [a, b, c] = [await newSession(), await newSession(), await newSession()]
  const group = founded(a)
  const page = await create(a, group, 'First.')
  await a.documents.share(page)
  await admitted(a, b, group)
  await handFile(a, b, group)
  await handFile(b, a, group)
  await insert(b, page, ', [by Bob out of reach]', 5)
  const before = b.groups.get(group).epoch().id
  await admitted(a, c, group)
  await handFile(a, c, group)
  expect(a.groups.get(group).epoch().id).not.toBe(before)
  expect(b.groups.get(group).epoch().id).toBe(before)
  expect(textOf(c, page)).toBe('First.')
  await handFile(b, a, group)
  await insert(a, page, ' [by Alice]', 'First, [by Bob'.length)
  return { group, page, a, b, c }
}

const isLevel = ({ a, b, c, page }: Setting): boolean =>
  new Set([a, b, c].map(({ documents }) => documents.digest(page))).size === 1

const expectOne = ({ group, page, a, b, c }: Setting): void => {
  for (const each of [a, b, c]) {
    expect(textOf(each, page)).toBe(all)
    expect(each.archive.waitingMessages.list({ group })).toEqual([])
  }
  expect(isLevel({ group, page, a, b, c })).toBe(true)
}

test.each(['what builds on it first', 'what it builds on first'])(
  'by files, %s, pack by pack',
  async order => {
    const given = await setting()
    const { group, page, a, b, c } = given
    const { bytes } = await a.sync.writeFile({ group, members: [] })
    const { agreement } = c.groups.get(group).self.keys
    const locked = readInside(contentOf((await openOutside(bytes, agreement.secret))!), group)
    const of = (by: Opened) =>
      locked.packs.filter(
        pack => readPack(pack)!.items[0].message.device === by.groups.get(group).self.device,
      )
    const ofBob = of(b)
    const ofAlice = of(a)
    expect([ofBob.length, ofAlice.length]).not.toContain(0)
    const packs =
      order === 'what it builds on first' ? [...ofBob, ...ofAlice] : [...ofAlice, ...ofBob]
    for (const pack of packs) {
      const piece = await writeLocked({ ...locked, packs: [pack], messages: 1 }, [agreement.public])
      const { refused } = await c.sync.readFile(piece)
      expect(refused).toBe(0)
      // No text of Alice is shown without the text around it.
      expect([
        'First.',
        'First, [by Bob out of reach].',
        'First, [by Bob [by Alice] out of reach].',
      ]).toContain(textOf(c, page))
    }
    await insert(c, page, ' [by Carol]', 'First, [by Bob'.length)
    await handFile(c, b, group)
    await handFile(b, a, group)
    await handFile(a, b, group)
    await handFile(b, c, group)
    expectOne(given)
  },
)

test('over a link between the two, who have never met', async () => {
  const given = await setting()
  const { group, page, a, b, c } = given
  const meet = async (one: Opened, other: Opened): Promise<void> => {
    const [first, second] = [one, other].map(each => each.groups.get(group).self.device)
    const ends = memoryLinks({ a: first!, b: second! })
    one.sync.addLink(group, ends.a)
    other.sync.addLink(group, ends.b)
    await until(() => one.documents.digest(page) === other.documents.digest(page))
    await one.sync.level(group)
    ends.a.close()
  }
  // Bob does not know of Carol: Carol's records come first.
  await handFile(a, b, group)
  await meet(b, c)
  await insert(c, page, ' [by Carol]', 'First, [by Bob'.length)
  await meet(c, b)
  await meet(b, a)
  expect(textOf(c, page)).toBe(all)
  expectOne(given)
})
