// Members who lie about the text that they had seen: Yjs would place such text by other arrivals.
// Updates that the gate accepts lie in the same order everywhere.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { admit, newReplica, updateLimits, type Checks, everyCheck } from '#core/documents'
import { everyRight } from '#shared/contract'
import { diceFrom, shuffled, type Dice } from '#tests/documents'
import { trials } from '#tests/trials'
import type { Id } from '../../../src/core/documents/gate/scan.ts'
import { craft, string } from './crafted.ts'

/** The text of genesis' one paragraph. */
const text: Id = { client: 1, clock: 3 }
const authors = [101, 102, 103]

type Op = { client: number; update: Uint8Array; after: Set<Op> }

const sequenceIn = (doc: Y.Doc): Y.XmlText => {
  const block = doc.get('root-v2', Y.XmlElement).get(0) as Y.XmlElement
  return block.get(0) as Y.XmlText
}

const idsIn = (doc: Y.Doc): Id[] => {
  const ids: Id[] = []
  for (let item = sequenceIn(doc)._start; item; item = item.right)
    for (let unit = 0; unit < item.length; unit++)
      ids.push({ client: item.id.client, clock: item.id.clock + unit })
  return ids
}

/** Letters of three authors, each put between any two places of its author's view. */
const lies = (dice: Dice, isHonest: boolean): Op[] => {
  const views = authors.map(client => ({ client, doc: newReplica(), has: new Set<Op>() }))
  const ops: Op[] = []
  for (let turn = 0; turn < 16; turn++) {
    const view = dice.one(views)
    for (const op of ops) {
      const isNext = [...op.after].every(before => view.has.has(before))
      if (view.has.has(op) || !isNext || dice.chance(0.6)) continue
      Y.applyUpdate(view.doc, op.update)
      view.has.add(op)
    }
    const ids = idsIn(view.doc)
    const left = dice.below(ids.length + 1) - 1
    const right = isHonest ? left + 1 : left + 1 + dice.below(ids.length - left)
    const { client } = view
    const is = string(String.fromCharCode(65 + turn))
    const at = { origin: ids[left] ?? null, right: ids[right] ?? null, parent: text }
    const clock = Y.getState(view.doc.store, client)
    const op = {
      client,
      update: craft([{ client, clock, structs: [{ at, is }] }]),
      after: new Set(view.has),
    }
    Y.applyUpdate(view.doc, op.update)
    view.has.add(op)
    ops.push(op)
  }
  return ops
}

/**
 * The text on a device that gets the letters in some order, each after the letters that its author
 * had.
 */
const shownBy = (ops: readonly Op[], dice: Dice, checks: Checks): string => {
  const doc = newReplica()
  const judged = new Set<Op>()
  while (judged.size < ops.length) {
    const [op] = shuffled(ops, dice).filter(
      each => !judged.has(each) && [...each.after].every(before => judged.has(before)),
    )
    if (!op) break
    judged.add(op)
    const rules = {
      limits: updateLimits,
      allowed: (client: number) => client === op.client,
      rights: () => everyRight,
    }
    const admission = admit(doc, op.update, rules, { checks })
    if (admission.is === 'refused') expect(admission.spoilt).toBe(false)
  }
  return sequenceIn(doc).toJSON()
}

const partedRuns = (runs: number, checks: Checks): number => {
  let parted = 0
  for (let seed = 1; seed <= runs; seed++) {
    const ops = lies(diceFrom(seed), false)
    const shown = new Set(
      [1, 2, 3, 4].map(order => shownBy(ops, diceFrom(seed * 10 + order), checks)),
    )
    if (shown.size > 1) parted++
  }
  return parted
}

const runs = trials(600, 100)

test('authors lie about neighbours: the replicas stay equal', () => {
  expect(partedRuns(runs, everyCheck)).toBe(0)
})

test('the rule is off and authors lie about neighbours: the replicas differ', () => {
  const without = new Set([...everyCheck].filter(name => name !== 'between-its-neighbours'))
  expect(partedRuns(runs, without)).toBeGreaterThan(0)
})

test('honest letters are in the same places: all are accepted', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const ops = lies(diceFrom(seed), true)
    expect(shownBy(ops, diceFrom(seed + 1), everyCheck)).toHaveLength(ops.length)
  }
})
