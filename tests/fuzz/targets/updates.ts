// Updates of a member who writes as no other: the verdict of the gate and the outcome agree.
import * as Y from 'yjs'
import { admit, checkUpdate, newReplica } from '#core/documents'
import { equal } from '#core/keys'
import { diceFrom } from '#tests/documents'
import { honest } from '../../core/documents/hostile/scene.ts'
import { classes, newScene, outcomeOf } from '../../core/documents/hostile/index.ts'
import type { Target } from '../engine.ts'

const scene = newScene()
const page = Y.encodeStateAsUpdate(scene.replica)
const most = 4_096

const clocks = (doc: Y.Doc): [number, number][] =>
  [...Y.decodeStateVector(Y.encodeStateVector(doc))]
    .filter(([client]) => client !== scene.mallory && client !== scene.second)
    .toSorted(([a], [b]) => a - b)
const before = JSON.stringify(clocks(scene.replica))

const holds = (rule: string, isSo: boolean): void => {
  if (!isSo) throw new Error(rule)
}

export const updates: Target = {
  name: 'updates',
  most,
  seeds: () => [
    ...Array.from({ length: 8 }, (_, seed) => honest(newScene(), diceFrom(seed))),
    ...classes.map(each => each.make(newScene(), diceFrom(1))).filter(each => each.length <= most),
  ],
  run(input) {
    const doc = newReplica()
    Y.applyUpdate(doc, page)
    const verdict = outcomeOf(checkUpdate(doc, input, scene.rules))
    const admission = admit(doc, input, scene.rules)
    if (admission.is === 'refused') {
      holds('what is refused leaves nothing behind', !admission.spoilt)
      holds('the gate gives one reason', verdict === admission.why)
    }
    if (admission.is === 'waits') holds('the gate says that it waits', verdict === 'waits')
    if (admission.is === 'applied') holds('the gate lets it in', verdict === 'ok')
    else holds('a page stays as it was', equal(Y.encodeStateAsUpdate(doc), page))
    holds('no clock of anybody else moves', JSON.stringify(clocks(doc)) === before)
    doc.destroy()
  },
}
