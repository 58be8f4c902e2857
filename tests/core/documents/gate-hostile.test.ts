// A member who signs well and writes badly changes nothing: no class of hostile update gets in, and
// each rule of the gate is needed for at least one of them.
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { digest } from '#core/keys'
import { contentDigest, readPage } from '#shared/document'
import { admit, checkUpdate, everyCheck, newReplica, type Rules } from '#core/documents'
import { diceFrom } from '#tests/documents'
import { classes, damaged, newScene, outcomeOf, type Class, type Scene } from './hostile.ts'

const rulesOf = (each: Class, scene: Scene): Rules => each.rules?.(scene) ?? scene.rules
const seen = (doc: Y.Doc): string => contentDigest(readPage(doc), digest)
const clocksBut = (doc: Y.Doc, own: readonly number[]): [number, number][] =>
  [...Y.decodeStateVector(Y.encodeStateVector(doc))].filter(([client]) => !own.includes(client))

test('2,000 updates in many classes: each is refused by its rule and the page stays as it was', () => {
  let updates = 0
  const dice = diceFrom(7)
  for (const each of classes) {
    const scene = newScene()
    const before = Y.encodeStateAsUpdate(scene.replica)
    for (let times = 0; times < Math.ceil(2000 / classes.length); times++) {
      const update = each.make(scene, dice)
      updates++
      if (each.expected === 'neighbours-in-order') continue
      const verdict = checkUpdate(scene.replica, update, rulesOf(each, scene))
      expect(outcomeOf(verdict), each.name).toBe(each.expected)
      expect(admit(scene.replica, update, rulesOf(each, scene)).is, each.name).not.toBe('applied')
    }
    if (each.expected === 'neighbours-in-order') {
      const admission = admit(scene.replica, each.make(scene, dice), scene.rules)
      expect(admission, each.name).toEqual({ is: 'refused', why: each.expected, spoilt: true })
      continue
    }
    expect(Y.encodeStateAsUpdate(scene.replica), each.name).toEqual(before)
  }
  expect(new Set(classes.map(each => each.name)).size).toBeGreaterThanOrEqual(25)
  expect(updates).toBeGreaterThanOrEqual(2000)
})

describe('without one rule, what it was for gets in:', () => {
  for (const check of everyCheck) {
    test(check, () => {
      const without = new Set([...everyCheck].filter(name => name !== check))
      const meant = classes.filter(each => each.expected === check)
      const passed = meant.filter(each => {
        const scene = newScene()
        const update = each.make(scene, diceFrom(11))
        return check === 'neighbours-in-order'
          ? admit(scene.replica, update, rulesOf(each, scene), { checks: without }).is === 'applied'
          : typeof checkUpdate(scene.replica, update, rulesOf(each, scene), without) === 'string'
      })
      expect(passed.map(each => each.name)).not.toEqual([])
    })
  }
})

test('2,000 honest updates with bits flipped: no crash, no clock of another moved, one text', () => {
  const dice = diceFrom(3)
  const scene = newScene()
  const state = Y.encodeStateAsUpdate(scene.replica)
  const others = clocksBut(scene.replica, [scene.mallory, scene.second])
  let passed = 0
  for (let times = 0; times < 2000; times++) {
    const update = damaged(scene, dice)
    const [one, other] = [newReplica(), newReplica()]
    Y.applyUpdate(one, state)
    const admission = admit(one, update, scene.rules)
    if (admission.is !== 'applied') continue
    passed++
    expect(clocksBut(one, [scene.mallory, scene.second])).toEqual(others)
    Y.applyUpdate(other, state)
    expect(admit(other, update, scene.rules)).toEqual(admission)
    expect(seen(other)).toBe(seen(one))
    const copy = newReplica()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(one))
    expect(seen(copy)).toBe(seen(one))
  }
  expect(passed).toBeGreaterThan(0)
})
