// What Mallory can make everybody's device do: whatever she writes, and in whatever order it comes, a
// few of her messages never keep it busy for long, and honest writing of the same kind is taken.
import { expect, test } from 'vitest'
import {
  admit,
  newReplica,
  snapshotLimits,
  updateLimits,
  type Admission,
  type Rules,
} from '#core/documents'
import * as Y from 'yjs'
import { rootOf } from '#shared/document'
import { temporaryArchive } from '#tests/archive'
import {
  diceFrom,
  editAtRandom,
  newPage,
  openRoom,
  textIn,
  written,
  type Sent,
} from '#tests/documents'
import type { Id } from '../../../src/core/documents/gate/scan.ts'
import { craft, format, string, type Place } from './crafted.ts'

/** The text of genesis' one paragraph. */
const text: Id = { client: 1, clock: 3 }
const rules: Rules = { limits: updateLimits, allowed: client => client > 1 }

const update = (client: number, count: number, at: (index: number) => Place): Uint8Array =>
  craft([
    {
      ...{ client, clock: 0 },
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
/** Each after one more of what `other` wrote, all before one end. */
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

const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const attacks: Record<string, readonly Uint8Array[]> = {
  'four thousand forwards, four thousand backwards': [onwards(101, 4000), backwards(102, 4000)],
  'backwards first': [backwards(102, 4000), onwards(101, 4000)],
  'by the greater client first': [onwards(102, 4000), backwards(101, 4000)],
  'twenty thousand onwards': [onwards(101, 20_000)],
  'twenty thousand, then along them': [onwards(101, 20_000), along(102, 101, 19_000)],
  'twenty thousand, then along them by a lesser client': [
    onwards(102, 20_000),
    along(101, 102, 19_000),
  ],
  'twenty thousand, then against them': [onwards(101, 20_000), against(102, 101, 19_000)],
  'as many as the gate takes over twenty thousand': [onwards(101, 20_000), backwards(102, 64)],
}

/** The most milliseconds of this process that one of them took, and what became of the last. */
const judge = (updates: readonly Uint8Array[]): { spent: number; last: Admission | undefined } => {
  const replica = newReplica()
  const judged = updates.map(each => {
    const before = cpu()
    const admission = admit(replica, each, rules)
    return { admission, spent: cpu() - before }
  })
  return {
    spent: Math.max(...judged.map(({ spent }) => spent)),
    last: judged.at(-1)?.admission,
  }
}

test('no message keeps a device busy for half a second', () => {
  // Compiled before it is measured, as in an app that has run for a minute.
  judge([onwards(101, 2000), backwards(102, 60)])
  // A busy machine makes a figure larger and never smaller: the least of three is what the message costs.
  const costOf = (updates: readonly Uint8Array[]): number =>
    Math.min(...[1, 2, 3].map(() => judge(updates).spent))
  const slow = Object.entries(attacks)
    .map(([name, updates]) => ({ name, spent: costOf(updates) }))
    .filter(({ spent }) => spent >= 500)
  expect(slow).toEqual([])
  expect(judge([onwards(101, 4000), backwards(102, 64)]).last).toEqual({ is: 'applied' })
  expect(judge([onwards(101, 4000), backwards(102, 4000)]).last).toEqual({
    ...{ is: 'refused', spoilt: false },
    why: 'few-over-one-place',
  })
})

/** First after all that `other` wrote, then again and again before all of it. */
const around = (client: number, other: number, count: number): Uint8Array =>
  update(client, count, index =>
    index === 0
      ? { origin: { client: other, clock: count - 1 } }
      : { right: { client, clock: index - 1 } },
  )

test('no state does either, and states of the same size that people wrote are taken', () => {
  const state: Rules = { ...rules, limits: snapshotLimits, isWhole: true, isState: true }
  const judged = (...updates: Uint8Array[]) => {
    const whole = Y.mergeUpdates(updates)
    const before = cpu()
    const admission = admit(newReplica(), whole, state)
    return { admission, spent: cpu() - before }
  }
  const hostile = judged(onwards(101, 20_000), around(102, 101, 20_000))
  expect(hostile.admission).toEqual({ is: 'refused', spoilt: false, why: 'placed-in-few-steps' })
  expect(hostile.spent).toBeLessThan(2000)
  const long = judged(backwards(101, 50_000))
  expect(long.admission).toEqual({ is: 'applied' })
  expect(long.spent).toBeLessThan(2000)
  expect(judged(backwards(101, 5000), onwards(102, 5000)).admission).toEqual({ is: 'applied' })
  expect(judged(onwards(101, 5000), along(102, 101, 5000)).admission).toEqual({ is: 'applied' })
})

/** A text that sixty windows wrote by turns for long: about 700 kB. */
const longText = (): Uint8Array => {
  const dice = diceFrom(7)
  const page = newPage(1000)
  for (let turn = 0; turn < 332; turn++) {
    page.clientID = 1000 + dice.below(60)
    for (let times = 0; times < 50; times++) editAtRandom(page, dice)
  }
  return Y.encodeStateAsUpdate(page)
}

/** The units of the texts of some length, as they lie there. */
const unitsIn = (doc: Y.Doc): Id[][] =>
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

test('four hundred short messages with wrong neighbours in a long text cost half a second', () => {
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
  for (const [name, make] of Object.entries(wrong)) {
    const spent = [1, 2, 3].map(() => {
      const before = cpu()
      for (let client = 5000; client < 5400; client++)
        expect(admit(replica, make(client), rules)).toEqual({
          ...{ is: 'refused', spoilt: false },
          why: 'between-its-neighbours',
        })
      return cpu() - before
    })
    expect({ name, isSoon: Math.min(...spent) < 500, spent }).toMatchObject({ isSoon: true })
  }
})

test('three hundred paragraphs put before each other are taken, shared and received', async () => {
  const [ana, badia] = ['ana', 'badia'].map(name => openRoom(name, temporaryArchive()))
  if (!ana || !badia) throw new TypeError('no rooms')
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
