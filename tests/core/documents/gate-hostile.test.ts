// A member who signs well and writes badly changes nothing: no class of hostile update gets in, and
// each rule of the gate is needed for at least one of them.
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { digest, equal } from '#core/keys'
import { contentDigest, readPage } from '#shared/document'
import { admit, checkUpdate, everyCheck, newReplica, type Rules } from '#core/documents'
import { diceFrom } from '#tests/documents'
import { classes, damaged, newScene, outcomeOf, type Class, type Scene } from './hostile.ts'

const rulesOf = (each: Class, scene: Scene): Rules => each.rules?.(scene) ?? scene.rules
const seen = (doc: Y.Doc): string => contentDigest(readPage(doc), digest)
const clocksBut = (doc: Y.Doc, own: readonly number[]): [number, number][] =>
  [...Y.decodeStateVector(Y.encodeStateVector(doc))].filter(([client]) => !own.includes(client))

const perClass = Math.ceil(2000 / classes.length)

/** What became of each update of a class, and whether the page changed. */
const attack = (each: Class, seed: number) => {
  const dice = diceFrom(seed)
  let scene = newScene()
  const before = Y.encodeStateAsUpdate(scene.replica)
  const outcomes = new Set<string>()
  for (let times = 0; times < perClass; times++) {
    const rules = rulesOf(each, scene)
    const update = each.make(scene, dice)
    const verdict = checkUpdate(scene.replica, update, rules)
    const admission = admit(scene.replica, update, rules)
    outcomes.add(admission.is === 'refused' ? admission.why : admission.is)
    if (admission.is === 'refused' && admission.spoilt) scene = newScene()
    else outcomes.add(outcomeOf(verdict))
  }
  return {
    outcomes: [...outcomes],
    isChanged: !equal(Y.encodeStateAsUpdate(scene.replica), before),
  }
}

test('2,000 updates in many classes: each is refused by its rule and the page stays as it was', () => {
  expect(classes.length).toBeGreaterThanOrEqual(25)
  expect(perClass * classes.length).toBeGreaterThanOrEqual(2000)
  const found = classes.map((each, index) => ({ name: each.name, ...attack(each, index) }))
  const hoped = classes.map(({ name, expected }) => ({
    ...{ name, outcomes: [expected], isChanged: false },
  }))
  expect(found).toEqual(hoped)
})

describe('without one rule, what it was for gets in:', () => {
  for (const check of everyCheck) {
    test(`${check}`, () => {
      const without = new Set([...everyCheck].filter(name => name !== check))
      const meant = classes.filter(each => each.expected === check)
      const passed = meant.filter(each => {
        const scene = newScene()
        const update = each.make(scene, diceFrom(11))
        return check === 'between-its-neighbours'
          ? admit(scene.replica, update, rulesOf(each, scene), { checks: without }).is === 'applied'
          : typeof checkUpdate(scene.replica, update, rulesOf(each, scene), without) === 'string'
      })
      expect(passed.map(each => each.name)).not.toEqual([])
    })
  }
})

test('a gate a hundred times slower says the same', () => {
  const slow = (rules: Rules): Rules => ({
    ...rules,
    allowed(client) {
      const until = performance.now() + 5
      while (performance.now() < until);
      return rules.allowed(client)
    },
  })
  const verdicts = (change: (rules: Rules) => Rules) =>
    classes.map((each, index) => {
      const scene = newScene()
      const update = each.make(scene, diceFrom(index))
      return outcomeOf(checkUpdate(scene.replica, update, change(rulesOf(each, scene))))
    })
  expect(verdicts(slow)).toEqual(verdicts(rules => rules))
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
