// Work that Mallory can cause on other devices: for any message, in any order, the work grows no
// faster than the message, and honest writing of the same kind is accepted. The test counts work
// and measures no time: the count is the same on every machine.
// @module-tag long
import { afterAll, expect, test } from 'vitest'
import type { Admission, Checks, Rules } from '#core/documents'
import type * as Yjs from 'yjs'
import { everyRight } from '#shared/contract'
import type { Sent } from '#tests/documents'
import { watchWork } from '#tests/work'
import type { Id } from '../../../src/core/documents/gate/scan.ts'
import type { Place } from './crafted.ts'

const work = watchWork()
const [
  { admit, everyCheck, newReplica, snapshotLimits, updateLimits },
  Y,
  { PageUndo },
  { rootOf },
  { writeBlocks },
] = await Promise.all([
  import('#core/documents'),
  import('yjs'),
  import('#document/undo'),
  import('#document/tree'),
  import('#document/blocks'),
])
const { diceFrom, editAtRandom, newPage, openRoom, textIn, written } =
  await import('#tests/documents')
const { temporaryArchive } = await import('#tests/archive')
const { craft, format, string } = await import('./crafted.ts')
afterAll(() => work.stop())

/** The text of genesis' one paragraph. */
const text: Id = { client: 1, clock: 3 }
const rules: Rules = {
  limits: updateLimits,
  allowed: client => client > 1,
  rights: () => everyRight,
}

const update = (client: number, count: number, at: (index: number) => Place): Uint8Array =>
  craft([
    {
      client,
      clock: 0,
      structs: Array.from({ length: count }, (_, index) => ({
        at: at(index),
        is: format('i', index % 7),
      })),
    },
  ])

const onwards = (client: number, count: number): Uint8Array =>
  update(client, count, index =>
    index === 0 ? { parent: text } : { origin: { client, clock: index - 1 } },
  )
const backwards = (client: number, count: number): Uint8Array =>
  update(client, count, index =>
    index === 0 ? { parent: text } : { right: { client, clock: index - 1 } },
  )
/** Each after one more item of `other`, all before one end. */
const along = (client: number, other: number, count: number): Uint8Array =>
  update(client, count, index => ({
    origin: { client: other, clock: index },
    ...(index === 0 ? {} : { right: { client, clock: index - 1 } }),
  }))
/** The same from the other side. */
const against = (client: number, other: number, count: number): Uint8Array =>
  update(client, count, index => ({
    right: { client: other, clock: index },
    ...(index === 0 ? {} : { origin: { client, clock: index - 1 } }),
  }))

/** Structs of one client in an attack. */
const many = 2000

const attacks: Record<string, readonly Uint8Array[]> = {
  'as many forwards as backwards': [onwards(101, many), backwards(102, many)],
  'backwards first': [backwards(102, many), onwards(101, many)],
  'by the greater client first': [onwards(102, many), backwards(101, many)],
  'many, then along them': [onwards(101, many), along(102, 101, many - 1)],
  'many, then along them by a lesser client': [onwards(102, many), along(101, 102, many - 1)],
  'many, then against them': [onwards(101, many), against(102, 101, many - 1)],
  'as many as the gate takes over many': [onwards(101, many), backwards(102, 64)],
}

/**
 * Blocks of the program for each struct that a device has or gets: some 500 as a rule, some 1,700
 * where the gate accepts the most over one place. Without its rule: 26,000 over 1,000, and twice as
 * many over twice as many.
 */
const mostBlocks = 4000

const without = (name: 'few-over-one-place' | 'placed-in-few-steps'): Checks =>
  new Set([...everyCheck].filter(check => check !== name))

/** The most blocks of one of the updates, and the verdict on the last. */
const judge = (
  updates: readonly Uint8Array[],
  by: Rules = rules,
  checks = everyCheck,
): { blocks: number; last: Admission | undefined } => {
  const replica = newReplica()
  let last: Admission | undefined
  const blocks = updates.map(each =>
    work.of(() => void (last = admit(replica, each, by, { checks }))),
  )
  return { blocks: Math.max(...blocks), last }
}

test('any message: its work grows no faster than its size', () => {
  const slow = Object.entries(attacks)
    .map(([name, updates]) => ({ name, blocks: judge(updates).blocks }))
    .filter(({ blocks }) => blocks > mostBlocks * many)
  expect(slow).toEqual([])
  expect(judge([onwards(101, many), backwards(102, 64)]).last).toEqual({ is: 'applied' })
  expect(judge([onwards(101, many), backwards(102, many)]).last).toEqual({
    is: 'refused',
    spoilt: false,
    why: 'few-over-one-place',
  })
})

test('the rule for one place is off: the work grows faster', () => {
  const updates = [onwards(101, 1000), backwards(102, 1000)]
  expect(judge(updates, rules, without('few-over-one-place')).blocks).toBeGreaterThan(
    2 * mostBlocks * 1000,
  )
})

/** First after all items of `other`, then again and again before all of them. */
const around = (client: number, other: number, count: number): Uint8Array =>
  update(client, count, index =>
    index === 0
      ? { origin: { client: other, clock: count - 1 } }
      : { right: { client, clock: index - 1 } },
  )

test('any state: its work stays within the limit, and honest states of the same size are accepted', () => {
  const state: Rules = { ...rules, limits: snapshotLimits, isWhole: true, isState: true }
  const judged = (checks: Checks, ...updates: Uint8Array[]) =>
    judge([Y.mergeUpdates(updates)], state, checks)
  const hostile = [onwards(101, 4000), around(102, 101, 4000)] as const
  const { blocks, last } = judged(everyCheck, ...hostile)
  expect(last).toEqual({ is: 'refused', spoilt: false, why: 'placed-in-few-steps' })
  expect(blocks).toBeLessThan(mostBlocks * 8000)
  // With a seventh of those steps, and without the rule, far more blocks all the same.
  const fewer = [onwards(101, 1500), around(102, 101, 1500)] as const
  expect(judged(without('placed-in-few-steps'), ...fewer).blocks).toBeGreaterThan(mostBlocks * 8000)
  const long = judged(everyCheck, backwards(101, 5000))
  expect(long.last).toEqual({ is: 'applied' })
  expect(long.blocks).toBeLessThan(mostBlocks * 5000)
  const both = [backwards(101, 2000), onwards(102, 2000)] as const
  expect(judged(everyCheck, ...both).last).toEqual({ is: 'applied' })
  const beside = [onwards(101, 500), along(102, 101, 500)] as const
  expect(judged(everyCheck, ...beside).last).toEqual({ is: 'applied' })
})

test.each(['forwards', 'backwards'] as const)(
  'a state of many paragraphs was written %s: its work grows with their number',
  way => {
    const state: Rules = { ...rules, limits: snapshotLimits, isWhole: true, isState: true }
    const blocksFor = (paragraphs: number): number => {
      const page = newPage(101)
      const block = { kind: 'paragraph' as const, runs: [{ text: 'a' }] }
      const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
      if (way === 'forwards')
        writeBlocks(
          page,
          Array.from({ length: paragraphs }, () => block),
          { random },
        )
      else
        for (let at = 0; at < paragraphs; at++) {
          const [first] = rootOf(page).toArray()
          if (first) rootOf(page).insert(0, [(first as ReturnType<typeof rootOf>).clone() as never])
        }
      const { blocks, last } = judge([Y.encodeStateAsUpdate(page)], state, everyCheck)
      expect(last).toEqual({ is: 'applied' })
      return blocks
    }
    // Sixteen times as many, if each paragraph were compared with all others.
    expect(blocksFor(2000)).toBeLessThan(6 * blocksFor(500))
  },
)

/** A text that sixty windows wrote by turns for long: about 220 kB. */
const longText = (): Uint8Array => {
  const dice = diceFrom(7)
  const page = newPage(1000)
  for (let turn = 0; turn < 100; turn++) {
    page.clientID = 1000 + dice.below(60)
    for (let times = 0; times < 50; times++) editAtRandom(page, dice)
  }
  return Y.encodeStateAsUpdate(page)
}

/** The units of texts of some length, in their order. */
const unitsIn = (doc: Yjs.Doc): Id[][] =>
  rootOf(doc)
    .toArray()
    .map((_, index) => textIn(doc, index))
    .filter(each => each.length > 20)
    .map(each => {
      const ids: Id[] = []
      for (let item = each._start; item; item = item.right)
        for (let unit = 0; unit < item.length; unit++)
          ids.push({ client: item.id.client, clock: item.id.clock + unit })
      return ids
    })

test('short messages with wrong neighbours come to a long text: each costs a part of one walk through it', () => {
  const replica = newReplica()
  Y.applyUpdate(replica, longText())
  const texts = unitsIn(replica)
  const [first = [], other = []] = [texts[0], texts.at(-1)]
  const one = (client: number, ...places: Place[]): Uint8Array =>
    craft([{ client, clock: 0, structs: places.map(at => ({ at, is: string('x') })) }])
  const wrong: Record<string, (client: number) => Uint8Array> = {
    'in the wrong order': client => one(client, { origin: first[8]!, right: first[client % 5]! }),
    'over what it had seen': client =>
      one(client, { origin: other[0]! }, { origin: first[1]!, right: first[9]! }),
  }
  // The first of them takes some 100,000 blocks here, and each after it some 20,000.
  const each = 40_000
  for (const [name, make] of Object.entries(wrong)) {
    const updates = Array.from({ length: 40 }, (_, at) => make(5000 + at))
    const blocks = updates.map(bytes =>
      work.of(() =>
        expect(admit(replica, bytes, rules)).toEqual({
          is: 'refused',
          spoilt: false,
          why: 'between-its-neighbours',
        }),
      ),
    )
    const sum = blocks.reduce((before, more) => before + more, 0)
    expect({ name, isLittle: sum < each * blocks.length, blocks }).toMatchObject({ isLittle: true })
  }
})

test('three hundred paragraphs are put before each other: they are accepted, shared and received', async () => {
  const [ana, badia] = ['ana', 'badia'].map(name => openRoom(name, temporaryArchive()))
  if (!ana || !badia) throw new TypeError('no ports')
  const id = await written(ana, 'Last')
  await ana.documents.share(id)
  badia.hear(ana.sent[0] as Sent)
  await ana.documents.editAs(id, doc => {
    for (let times = 0; times < 300; times++) {
      const [first] = rootOf(doc).toArray()
      if (first) rootOf(doc).insert(0, [(first as ReturnType<typeof rootOf>).clone() as never])
    }
  })
  for (let times = 0; times < 80; times++)
    await ana.documents.editAs(id, doc => textIn(doc, 0).insert(0, 'x'))
  await ana.documents.flush()
  for (const message of ana.sent.slice(1)) expect(badia.hear(message)).toBe('applied')
  expect(badia.documents.page(id).blocks).toHaveLength(301)
  expect(badia.documents.digest(id)).toBe(ana.documents.digest(id))
})

test('a paragraph that was written from its end is restored: the work grows with its length', () => {
  const blocksFor = (letters: number): number => {
    const own = Symbol('own')
    const doc = newPage(101)
    doc.transact(() => {
      for (let at = 0; at < letters; at++) textIn(doc, 0).insert(0, 'abc'[at % 3] as string)
    })
    const before = rootOf(doc).toJSON()
    const undo = new PageUndo(rootOf(doc), { trackedOrigins: new Set([own]) })
    doc.transact(() => rootOf(doc).delete(0, 1), own)
    const blocks = work.of(() => void undo.undo())
    expect(rootOf(doc).toJSON()).toBe(before)
    return blocks
  }
  // Sixteen times as many, if each letter were searched among all others.
  expect(blocksFor(4000)).toBeLessThan(6 * blocksFor(1000))
})
