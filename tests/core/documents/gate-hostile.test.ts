// A member who signs correctly and writes malformed updates changes nothing: each rule of the gate
// is needed for at least one class of hostile updates, and no verdict depends on time. The updates
// themselves, by the thousand, are in hostile-updates-proof.test.ts.
import { describe, expect, test } from 'vitest'
import { checkUpdate, everyCheck, type Rules } from '#core/documents'
import { diceFrom } from '#tests/documents'
import { classes, newScene, outcomeOf, type Class, type Scene } from './hostile/index.ts'

const rulesOf = (each: Class, scene: Scene): Rules => each.rules?.(scene) ?? scene.rules

describe('a rule is switched off, and its class of updates passes:', () => {
  for (const check of everyCheck) {
    test(`${check}`, () => {
      // Many of them also name wrong neighbours, which is judged last.
      const off = new Set<string>([check, 'between-its-neighbours'])
      const without = new Set([...everyCheck].filter(name => !off.has(name)))
      const meant = classes.filter(each => each.expected === check)
      const passed = meant.filter(each => {
        const scene = newScene()
        const update = each.make(scene, diceFrom(11))
        return typeof checkUpdate(scene.replica, update, rulesOf(each, scene), without) === 'string'
      })
      expect(passed.map(each => each.name)).not.toEqual([])
    })
  }
})

test('a gate is a hundred times slower: its verdicts are the same', () => {
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
