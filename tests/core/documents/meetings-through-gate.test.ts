// Entries about meetings pass the gate as remarks, by a device that may propose. A device that may only
// comment writes none: a program of format 1 refuses them, so this one does too.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { checkUpdate, type Rules } from '#core/documents'
import type { Right } from '#shared/contract'
import { readMeetingLogs } from '#document/meetings/log'
import { newPage } from '#tests/documents'
import { readVectors } from '#tests/graph-vectors'
import type { MeetingVectors } from '../../support/meeting-vectors.ts'
import { newScene, outcomeOf } from './hostile/index.ts'

const files = ['meeting-entries.json', 'filed-replies.json'].map(
  file => readVectors(file) as MeetingVectors,
)
const vectors = {
  entries: files.flatMap(({ entries }) => entries),
  refused: files.flatMap(({ refused }) => refused),
}
const reviewer: ReadonlySet<Right> = new Set(['remark', 'propose', 'voice'])
const commenter: ReadonlySet<Right> = new Set(['remark', 'voice'])

/** The verdict on `value` as a remark with these rights, and the entries that are read then. */
const verdict = (value: object, rights: ReadonlySet<Right>) => {
  const scene = newScene()
  const page = newPage(scene.second)
  Y.applyUpdate(page, Y.encodeStateAsUpdate(scene.replica), 'remote')
  const before = Y.encodeStateVector(page)
  const id = `${page.clientID.toString(36)}-abcdefgh23`
  page.getMap('threads').set(`${id}/${id}`, value)
  const update = Y.encodeStateAsUpdate(page, before)
  const rules: Rules = { ...scene.rules, isRemarks: true, rights: () => rights }
  return [outcomeOf(checkUpdate(scene.replica, update, rules)), readMeetingLogs(page).length]
}

test.each(vectors.entries.map(({ value }) => [String(value['kind']), value] as const))(
  'a reviewer says "%s": taken; a commenter says it: refused',
  (kind, value) => {
    expect(verdict(value, reviewer)).toEqual(['ok', kind === 'free' ? 0 : 1])
    expect(verdict(value, commenter)[0]).toBe('proposes-by-right')
  },
)

test.each(vectors.refused.map(({ why, value }) => [why, value] as const))(
  'a hostile value with %s: kept, and no reader sees it',
  (_, value) => {
    expect(verdict(value, reviewer)).toEqual(['ok', 0])
  },
)
