// The keys on the card of a group, where an officer claims the key of another one.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { signActFields } from '#core/deliberation/acts'
import { random, toHex, type Bytes } from '#core/keys'
import { readCard } from '#shared/adoption'
import { logAct } from '#document/adoption'
import type { DocumentId, GroupId } from '#shared/ids'
import { deciders, meet, type Decider } from '#tests/deciding'
import { refusal } from '#tests/refusal'
import {
  cardNow,
  groupCard,
  officersIn,
  ownPair,
  putKeyOnRecord,
} from '../../../src/core/drafting/adoption/group-card.ts'

/** A chair and a rapporteur; the chair's key is on record. */
const officers = async () => {
  const { group, id, all } = await deciders(['rapporteur'])
  const [chair, bea] = all as [Decider, Decider]
  putKeyOnRecord(chair, group)
  await meet(group, chair, bea)
  return { group, id, chair, bea, key: ownPair(chair, group).public }
}

const cardOf = (by: Decider, group: GroupId) => {
  const read = readCard(groupCard(by, group).bytes)
  if ('refused' in read) throw new Error(read.refused.why)
  const { needs, keys } = read.value
  return { needs, keys: keys.map(({ key }) => toHex(key)).toSorted() }
}

/** A claim by a device that says that it knows no other act. */
const claimApart = (by: Decider, to: Decider, group: GroupId, document: DocumentId, key: Bytes) => {
  const { self, foundation } = by.groups.get(group)
  const frame = { audience: group, document, subject: null, heads: foundation(), at: 0 }
  const signed = signActFields(self.keys, { ...frame, parents: [] }, 'card', [key])
  const doc = new Y.Doc()
  logAct(doc, signed, random)
  const update = Y.encodeStateAsUpdate(doc)
  const given = { group, document, device: self.device, handover: false, saw: () => false }
  to.archive.transaction(() => to.acts.found({ ...given, update, isLogged: false }))
  expect(to.acts.actsOf(document)?.graphs.get(document)?.broken(signed.id)).toBeNull()
}

test("an officer claims the key of another one after that one's act: it stays with its member", async () => {
  const { group, id, chair, bea, key } = await officers()
  bea.acts.write(id, null, { type: 'card', key })
  putKeyOnRecord(bea, group)
  await meet(group, chair, bea)
  const keys = [key, ownPair(bea, group).public].map(toHex).toSorted()
  for (const each of [chair, bea]) expect(cardOf(each, group)).toEqual({ needs: 2, keys })
})

test('an officer claims it apart, on a device with another key on record: it stays with its member', async () => {
  const { group, id, chair, bea, key } = await officers()
  putKeyOnRecord(bea, group)
  await meet(group, chair, bea)
  claimApart(bea, chair, group, id, key)
  expect(cardOf(chair, group).keys).toContain(toHex(key))
})

test('two claim a key apart and nothing tells its owner: there is no card that one of them can sign for alone', async () => {
  const { group, id, chair, bea, key } = await officers()
  claimApart(bea, chair, group, id, key)
  expect(refusal(() => groupCard(chair, group))).toBe('other-key-missing')
  const count = chair.archive.acts.count({ document: id })
  expect(refusal(() => groupCard(chair, group))).toBe('other-key-missing')
  expect(chair.archive.acts.count({ document: id })).toBe(count)
  putKeyOnRecord(bea, group)
  await meet(group, bea, chair)
  expect(cardOf(chair, group).needs).toBe(2)
})

test('two hold an office and one has a key here: there is no card, and no signature of one is enough', async () => {
  const { group, id, chair, bea } = await officers()
  const count = chair.archive.acts.count({ document: id })
  expect(officersIn(chair, group).needs).toBe(2)
  expect(refusal(() => cardNow(chair, group))).toBe('not-found')
  expect(refusal(() => groupCard(chair, group))).toBe('other-key-missing')
  expect(chair.archive.acts.count({ document: id })).toBe(count)
  expect(cardOf(bea, group).needs).toBe(2)
  await meet(group, bea, chair)
  expect(cardOf(chair, group).needs).toBe(2)
})
