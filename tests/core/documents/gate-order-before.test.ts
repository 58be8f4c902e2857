// The gate judges the places of structs before the document changes. Yjs applies the same update on
// a copy, and both come to the same verdict on every one.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { admit, newReplica, updateLimits, type Rules } from '#core/documents'
import { everyRight } from '#shared/contract'
import { rootOf } from '#document/tree'
import { diceFrom, editAtRandom, newPage, type Dice } from '#tests/documents'
import { patiently, trials } from '#tests/trials'
import type { Id } from '../../../src/core/documents/gate/scan.ts'
import { any, craft, element, string, text, type Crafted, type Place } from './crafted.ts'
import { classes, newScene } from './hostile/index.ts'
import { verdictOfYjs } from './placed-by-yjs.ts'

const figure = trials(20_000)

const idsFrom = (start: Y.Item | null): Id[] => {
  const ids: Id[] = []
  for (let item = start; item; item = item.right)
    for (let unit = 0; unit < item.length; unit++)
      ids.push({ client: item.id.client, clock: item.id.clock + unit })
  return ids
}

/** One place where items lie in a row, and the items that may be put there. */
type Row = { ids: Id[]; parent: string | Id; key?: string; make(): Crafted['is'] }

const holder = (type: Y.XmlElement | Y.XmlText): string | Id => type._item?.id ?? 'root-v2'

/** The view of an author: the page, its texts, and the values that were under some keys. */
const rowsIn = (doc: Y.Doc, dice: Dice): Row[] => {
  const root = rootOf(doc)
  const letters = (): Crafted['is'] => string('abcdef'.slice(0, 1 + dice.below(3)))
  const rows: Row[] = [{ ids: idsFrom(root._start), parent: 'root-v2', make: () => element() }]
  for (const block of root.toArray()) {
    if (!(block instanceof Y.XmlElement)) continue
    rows.push({ ids: idsFrom(block._start), parent: holder(block), make: () => text })
    let first = block._map.get('s_kind') ?? null
    while (first?.left) first = first.left
    const make = (): Crafted['is'] => any(dice.one(['h1', 'h2']))
    rows.push({ ids: idsFrom(first), parent: holder(block), key: 's_kind', make })
    for (const each of block.toArray())
      if (each instanceof Y.XmlText)
        rows.push(
          ...[1, 2, 3].map(() => ({
            ids: idsFrom(each._start),
            parent: holder(each),
            make: letters,
          })),
        )
  }
  return rows
}

/** Between neighbours, over a few, to the end, in the wrong order, or the same one twice. */
const placeIn = ({ ids, parent, key }: Row, dice: Dice): Place => {
  const left = dice.below(ids.length + 1) - 1
  const right = dice.chance(0.45)
    ? left + 1
    : dice.chance(0.6)
      ? left + 1 + dice.below(4)
      : dice.below(ids.length + 1)
  const under = key === undefined ? {} : { key }
  const end = key === undefined ? ids[right] : undefined
  return { origin: ids[left] ?? null, right: end ?? null, parent, ...under }
}

type Author = { clients: [number, number]; view: Y.Doc; last: Uint8Array | null }

/** A few structs under one client id or two, some of them beside each other. */
const write = ({ clients, view, last }: Author, doc: Y.Doc, dice: Dice): Uint8Array => {
  const rows = rowsIn(dice.chance(0.8) ? view : doc, dice)
  const sections = (dice.chance(0.15) ? clients : [clients[dice.chance(0.8) ? 0 : 1]]).map(
    client => {
      const clock = Y.getState(doc.store, client)
      const structs: Crafted[] = []
      let next = clock
      let row = dice.one(rows)
      for (let left = dice.chance(0.6) ? 1 : 1 + dice.below(4); left > 0; left--) {
        if (dice.chance(0.4)) row = dice.one(rows)
        const is = row.make()
        structs.push({ at: placeIn(row, dice), is })
        const made = Array.from({ length: is.length }, (_, unit) => ({
          client,
          clock: next + unit,
        }))
        const { ids } = row
        const at = dice.below(ids.length + 1)
        // A struct that was just written is there for the next one, wherever its author claims that
        // it is.
        row = { ...row, ids: [...ids.slice(0, at), ...made, ...ids.slice(at)] }
        next += is.length
      }
      return { client, clock, structs }
    },
  )
  const made = craft(sections)
  return last && dice.chance(0.1) ? Y.mergeUpdates([last, made]) : made
}

const pair = (state: Uint8Array): { judged: Y.Doc; tried: Y.Doc } => {
  const [judged, tried] = [newReplica(), newReplica()]
  for (const doc of [judged, tried]) Y.applyUpdate(doc, state)
  return { judged, tried }
}

/** Updates of four lying authors; the number of each verdict, and where the two differ. */
const session = (seed: number, count: number) => {
  const dice = diceFrom(seed)
  const beginning = newPage(900)
  for (let times = 0; times < 25; times++) editAtRandom(beginning, dice)
  let { judged, tried } = pair(Y.encodeStateAsUpdate(beginning))
  const authors: Author[] = [100, 101, 102, 103].map((first, index) => {
    const view = newReplica()
    Y.applyUpdate(view, Y.encodeStateAsUpdate(beginning))
    return { clients: [first, 203 - index], view, last: null }
  })
  const verdicts = new Map<string, number>()
  const differing: unknown[] = []
  for (let number = 0; number < count; number++) {
    const author = dice.one(authors)
    const { clients, view } = author
    if (dice.chance(0.3))
      Y.applyUpdate(view, Y.encodeStateAsUpdate(judged, Y.encodeStateVector(view)))
    const update = write(author, judged, dice)
    const rules: Rules = {
      limits: updateLimits,
      allowed: client => clients.includes(client),
      rights: () => everyRight,
    }
    const before = Y.encodeStateAsUpdate(judged)
    const admission = admit(judged, update, rules)
    const is = admission.is === 'refused' ? admission.why : admission.is
    const found = verdictOfYjs(tried, update, rules)
    if (is !== (found === 'ok' ? 'applied' : found)) differing.push({ seed, number, is, found })
    verdicts.set(is, (verdicts.get(is) ?? 0) + 1)
    if (is === 'applied') {
      Y.applyUpdate(view, update)
      author.last = update
      continue
    }
    expect(Y.encodeStateAsUpdate(judged)).toEqual(before)
    if (found === 'between-its-neighbours') ({ judged, tried } = pair(before))
  }
  return { verdicts, differing }
}

test(
  "an update is judged before Yjs applies it: the verdict is that of Yjs' result",
  patiently,
  () => {
    const verdicts = new Map<string, number>()
    const each = 100
    for (let seed = 1; seed <= figure / each; seed++) {
      const { verdicts: found, differing } = session(seed, each)
      expect(differing).toEqual([])
      for (const [name, count] of found) verdicts.set(name, (verdicts.get(name) ?? 0) + count)
    }
    const [taken, refused] = ['applied', 'between-its-neighbours'].map(
      name => verdicts.get(name) ?? 0,
    )
    expect(taken).toBeGreaterThan(figure / 5)
    expect(refused).toBeGreaterThan(figure / 5)
  },
)

test('every class of hostile updates: both verdicts agree', () => {
  for (const [index, { make, rules, name }] of classes.entries())
    for (const seed of [index, index + 1000]) {
      const [one, other] = [newScene(), newScene()]
      const update = make(one, diceFrom(seed))
      const given = rules?.(one) ?? one.rules
      const admission = admit(one.replica, update, given)
      const is = admission.is === 'refused' ? admission.why : admission.is
      const found = verdictOfYjs(other.replica, update, given)
      expect({ name, is }).toEqual({ name, is: found === 'ok' ? 'applied' : found })
    }
})
