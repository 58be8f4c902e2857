// The short way through the gate, for letters between two neighbours, accepts no update that the
// long way would refuse; and a person at the keyboard takes it.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { everyRight } from '#shared/contract'
import {
  admit,
  checkUpdate,
  everyCheck,
  newReplica,
  updateLimits,
  type Rules,
} from '#core/documents'
import { schema } from '#document/model'
import { diceFrom, textIn } from '#tests/documents'
import { numbersFrom, trials } from '#tests/trials'
import { isPlain, plainLetters, readLetters } from '../../../src/core/documents/gate/plain.ts'
import { scanUpdate } from '../../../src/core/documents/gate/scan.ts'
import { any, craft, format, string, type Content, type Range, type Section } from './crafted.ts'
import { classes, newScene, type Scene } from './hostile/index.ts'

/** Another set than the one of the short way: with it, all rules are checked. */
const all = new Set(everyCheck)

const takesShortWay = (doc: Y.Doc, update: Uint8Array, rules: Rules): boolean => {
  const scan = scanUpdate(update)
  const isShort = typeof scan !== 'string' && isPlain(doc, scan, rules)
  // The shortest way is a part of it, and reads the same.
  const letters = plainLetters(doc, update, rules)
  if (letters) expect(isShort && scan.sections[0]?.structs).toEqual([letters])
  return isShort
}

test('hostile updates of any class: none takes the short way', () => {
  const taken = classes.filter((each, index) => {
    const scene = newScene()
    const update = each.make(scene, diceFrom(index))
    return takesShortWay(scene.replica, update, each.rules?.(scene) ?? scene.rules)
  })
  expect(taken.map(({ name }) => name)).toEqual([])
})

/** A letter with random faults and correct parts. */
const craftedFor = (scene: Scene, next: () => number): Uint8Array => {
  const oneOf = <T>(...items: T[]): T => items[Math.floor(next() * items.length)] as T
  const items = [scene.ana, scene.mallory].flatMap(client =>
    (scene.replica.store.clients.get(client) ?? []).map(({ id, length }) => ({ id, length })),
  )
  const known = () => {
    const { id, length } = oneOf(...items)
    return { client: id.client, clock: id.clock + Math.floor(next() * length) }
  }
  const origin = next() < 0.05 ? { client: scene.ana, clock: 10_000 } : known()
  const item = Y.getItem(scene.replica.store, Y.createID(origin.client, 0)) && itemAt(scene, origin)
  const isWithin = item && origin.clock + 1 < item.id.clock + item.length
  const honest = isWithin
    ? { client: origin.client, clock: origin.clock + 1 }
    : (item?.right?.id ?? null)
  const right = next() < 0.7 ? honest : oneOf(null, known())
  const is: Content = next() < 0.8 ? string('x') : oneOf(string(''), any('x'), format('i', 1))
  const [client, clock] =
    next() < 0.8
      ? [scene.mallory, scene.next]
      : oneOf(
          [scene.ana, Y.getState(scene.replica.store, scene.ana)],
          [scene.mallory, scene.next + 1],
          [scene.mallory, scene.next - 1],
          [scene.second, 0],
        )
  const at = { origin, right }
  const sections: Section[] = [{ client, clock, structs: [{ at, is }] }]
  if (next() < 0.1) sections.push({ client: scene.second, clock: 0, structs: [{ at, is }] })
  if (next() < 0.1) sections[0]?.structs.push({ at, is })
  if (next() < 0.05) sections.push({ client: scene.second, clock: 0, structs: [] })
  const beyond = { client: scene.mallory, clock: scene.next + 5 }
  const deletes: Range[] = next() < 0.1 ? [{ ...oneOf(known(), beyond), length: 1 }] : []
  const update = craft(sections, deletes)
  return next() < 0.05 ? Uint8Array.from([...update, 0]) : update
}

const itemAt = (scene: Scene, { client, clock }: { client: number; clock: number }) => {
  if (clock >= Y.getState(scene.replica.store, client)) return null
  const item: unknown = Y.getItem(scene.replica.store, Y.createID(client, clock))
  return item instanceof Y.Item ? item : null
}

test('an update takes the short way: the long way accepts it too, and Yjs places it as stated', () => {
  const next = numbersFrom(41)
  let [short, others] = [0, 0]
  for (let time = 0; time < trials(10_000); time++) {
    const scene = newScene()
    // No window and no gate gives a text an attribute; a replica that has one all the same is not
    // written in.
    textIn(scene.page, 1).setAttribute('x', 'y')
    Y.applyUpdate(scene.replica, Y.encodeStateAsUpdate(scene.page))
    const rules: Rules = {
      ...scene.rules,
      ...(next() < 0.1 && { isRemarks: true }),
      ...(next() < 0.1 && { isWhole: true }),
      ...(next() < 0.1 && { isState: true }),
    }
    if (next() < 0.05) {
      scene.page.getMap('meta').set('schema', schema + 1)
      Y.applyUpdate(scene.replica, Y.encodeStateAsUpdate(scene.page))
    }
    const update = craftedFor(
      { ...scene, next: Y.getState(scene.replica.store, scene.mallory) },
      next,
    )
    if (!takesShortWay(scene.replica, update, rules)) {
      others++
      continue
    }
    short++
    expect(checkUpdate(scene.replica, update, rules, all), `update ${time}`).toBe('ok')
    // The journal keeps the bytes that came, in place of the change as Yjs encodes it.
    let change: Uint8Array | null = null
    scene.replica.on('update', (made: Uint8Array) => (change = made))
    expect(admit(scene.replica, update, rules, { checks: all }), `update ${time}`).toEqual({
      is: 'applied',
    })
    expect(change, `update ${time}`).toEqual(update)
  }
  expect(Math.min(short, others)).toBeGreaterThan(trials(10_000) / 20)
})

test('any bytes: the shortest way reads the same as the long one, or nothing', () => {
  const next = numbersFrom(43)
  let [read, others] = [0, 0]
  for (let time = 0; time < trials(20_000); time++) {
    const scene = newScene()
    const bytes = craftedFor(scene, next)
    for (let left = Math.floor(next() * 3); left > 0; left--)
      bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256)
    const update = next() < 0.1 ? bytes.subarray(0, Math.floor(next() * bytes.length)) : bytes
    const letters = readLetters(update)
    if (!letters) {
      others++
      continue
    }
    read++
    const scan = scanUpdate(update)
    expect(scan, `update ${time}`).toMatchObject({
      sections: [{ client: letters.client, structs: [letters] }],
      structs: 1,
      deletes: [],
      trailing: 0,
    })
  }
  expect(Math.min(read, others)).toBeGreaterThan(trials(20_000) / 20)
})

test('a person types at the end, in the middle, after others, in any script: the update takes the short way', () => {
  const scene = newScene()
  const window = new Y.Doc({ gc: false })
  Y.applyUpdate(window, Y.encodeStateAsUpdate(scene.replica))
  window.clientID = scene.second
  const replica = newReplica()
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(window))
  const rules: Rules = {
    limits: updateLimits,
    allowed: client => client === scene.second,
    rights: () => everyRight,
  }
  const ways: boolean[] = []
  let shortest = 0
  window.on('update', (update: Uint8Array) => {
    ways.push(takesShortWay(replica, update, rules))
    if (plainLetters(replica, update, rules)) shortest++
    expect(admit(replica, update, rules)).toEqual({ is: 'applied' })
  })
  const text = textIn(window, 0)
  for (const letter of 'written at the end') text.insert(text.length, letter)
  for (const letter of ['م', 'ر', 'é', '🕊']) text.insert(7, letter)
  text.insert(3, 'a word ')
  text.delete(0, 1)
  expect(ways).toEqual([...Array(23).fill(true), false])
  // A letter of ASCII takes the shortest; eighteen of these and the word.
  expect(shortest).toBe(19)
  expect(textIn(replica, 0).toString()).toBe(text.toString())
})
