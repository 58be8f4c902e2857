// Updates with which a valid member tries to break the others, by the ten thousand: none is
// accepted, no other clock moves, and the page stays unchanged. 500 updates here, 50,000 in `npm
// run prove`; each seed is a batch that comes back the same.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { digest, equal } from '#core/keys'
import { contentDigest } from '#document/history/versions'
import { readPage } from '#document/tree'
import { admit, checkUpdate, newReplica } from '#core/documents'
import { diceFrom } from '#tests/documents'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { classes, damaged, newScene, outcomeOf, type Class } from './hostile/index.ts'

/** Updates in one batch: half by class, and half honest ones with damage. */
const batch = 1000

/** Classes so large that a batch has room for one of each. */
const large = new Set([
  'shares a page whose structs would take Yjs minutes to place',
  'has too many structs',
  'is larger than a message',
  'deletes in too many places',
  'puts thousands of structs before each other over what others write',
  'puts them from two windows into one gap',
])
const small = classes.filter(({ name }) => !large.has(name))

const page = Y.encodeStateAsUpdate(newScene().replica)
const seen = (doc: Y.Doc): string => contentDigest(readPage(doc), digest)
const clocksBut = (doc: Y.Doc, own: readonly number[]): string =>
  JSON.stringify(
    [...Y.decodeStateVector(Y.encodeStateVector(doc))]
      .filter(([client]) => !own.includes(client))
      .toSorted(([a], [b]) => a - b),
  )

/** The classes of a batch, every one of them about as often; the large ones once. */
const classesOf = (seed: number, count: number): Class[] => [
  ...classes.filter(({ name }) => large.has(name)),
  ...Array.from({ length: count - large.size }, (_, at) => small[(seed + at) % small.length]!),
]

const byClass = (seed: number, count: number) => {
  const dice = diceFrom(seed)
  const scene = newScene()
  const others = clocksBut(scene.replica, [scene.mallory, scene.second])
  const wrong: { class: string; became: string }[] = []
  let moved = 0
  for (const each of classesOf(seed, count)) {
    const rules = each.rules?.(scene) ?? scene.rules
    const update = each.make(scene, dice)
    const verdict = outcomeOf(checkUpdate(scene.replica, update, rules))
    const admission = admit(scene.replica, update, rules)
    const became = admission.is === 'refused' ? admission.why : admission.is
    if (became !== each.expected) wrong.push({ class: each.name, became })
    if (verdict !== each.expected) wrong.push({ class: each.name, became: verdict })
    if (admission.is === 'refused' && admission.spoilt)
      wrong.push({ class: each.name, became: 'spoilt' })
    if (clocksBut(scene.replica, [scene.mallory, scene.second]) !== others) moved++
  }
  return { wrong, moved, isChanged: !equal(Y.encodeStateAsUpdate(scene.replica), page) }
}

/**
 * Most of these break a rule; an accepted one is Mallory's own text, and the same on every device.
 */
const byDamage = (seed: number, count: number) => {
  const dice = diceFrom(seed + 1_000_000)
  const scene = newScene()
  const own = [scene.mallory, scene.second]
  const others = clocksBut(scene.replica, own)
  const outcome = { passed: 0, moved: 0, differing: 0, spoilt: 0 }
  for (let times = 0; times < count; times++) {
    const update = damaged(scene, dice)
    const [one, other, copy] = [newReplica(), newReplica(), newReplica()]
    Y.applyUpdate(one, page)
    const admission = admit(one, update, scene.rules)
    if (admission.is === 'refused' && admission.spoilt) outcome.spoilt++
    if (clocksBut(one, own) !== others) outcome.moved++
    if (admission.is !== 'applied') continue
    outcome.passed++
    Y.applyUpdate(other, page)
    const again = admit(other, update, scene.rules)
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(one))
    if (again.is !== 'applied' || seen(other) !== seen(one) || seen(copy) !== seen(one))
      outcome.differing++
  }
  return outcome
}

test('a hostile member writes: no update is accepted, and no other clock moves', patiently, () => {
  const { seeds, passed } = series('updates', 50)
  expect(small.length + large.size).toBe(classes.length)
  expect(classes.length).toBeGreaterThanOrEqual(50)
  let harmless = 0
  for (const seed of seeds) {
    const crafted = byClass(seed, batch / 2)
    expect({ seed, ...crafted }).toEqual({ seed, wrong: [], moved: 0, isChanged: false })
    const { passed: taken, ...harm } = byDamage(seed, batch / 2)
    expect({ seed, ...harm }).toEqual({ seed, moved: 0, differing: 0, spoilt: 0 })
    harmless += taken
    passed(seed, `${batch} updates in ${classes.length} classes, ${taken} damaged ones harmless`)
  }
  // Damage does not always break a rule; otherwise there would be nothing to compare.
  expect(harmless).toBeGreaterThanOrEqual(seeds.length)
})
