// An act of the greatest size passes the gate as a remark, by a device that may propose; a device
// that may only comment writes none.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { checkUpdate, type Rules } from '#core/documents'
import type { Right } from '#shared/contract'
import { actsInLog, logAct, logHaving } from '#document/adoption'
import { diceFrom, newPage } from '#tests/documents'
import { newScene, outcomeOf } from './hostile/index.ts'

const { bytes: random } = diceFrom(1)
const act = (length: number) => ({
  bytes: new Uint8Array(length).fill(7),
  signature: new Uint8Array(64).fill(8),
})

/** The verdict on what `work` writes as a remark, with these rights. */
const verdict = (work: (doc: Y.Doc) => void, rights: ReadonlySet<Right>) => {
  const scene = newScene()
  const page = newPage(scene.second)
  Y.applyUpdate(page, Y.encodeStateAsUpdate(scene.replica), 'remote')
  const before = Y.encodeStateVector(page)
  work(page)
  const update = Y.encodeStateAsUpdate(page, before)
  const rules: Rules = { ...scene.rules, isRemarks: true, rights: () => rights }
  const outcome = outcomeOf(checkUpdate(scene.replica, update, rules))
  return { outcome, acts: actsInLog(page).length }
}

const may: ReadonlySet<Right> = new Set(['remark', 'propose', 'voice'])

test('an act of 32,768 bytes, or what a device has: taken', () => {
  expect(verdict(doc => logAct(doc, act(32_768), random), may)).toEqual({ outcome: 'ok', acts: 1 })
  const has = { document: 'ab'.repeat(16), acts: ['cd'.repeat(32)], at: 1 }
  expect(verdict(doc => logHaving(doc, has, random), may).outcome).toBe('ok')
})

test('a device that may only comment puts an act there: refused', () => {
  const { outcome } = verdict(doc => logAct(doc, act(100), random), new Set(['remark']))
  expect(outcome).toBe('proposes-by-right')
})
