// Changes lost with a part of the archive: found, reported once, and settled by a person or by
// their return.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crashImage } from '#tests/archive'
import { textIn } from '#tests/documents'
import { admitted, create, founded, handFile, newSession, openedAt } from '#tests/sessions'
import { until } from '#tests/sync'

/**
 * Alice and Bob, who has all of Alice's messages; and Alice's database from before the last words.
 */
const damaged = async () => {
  const [alice, bob] = [await newSession(), await newSession()]
  const group = founded(alice)
  const document = await create(alice, group, 'First.')
  await alice.documents.share(document)
  await admitted(alice, bob, group)
  await handFile(alice, bob, group)
  const early = crashImage(alice.directory)
  for (const word of ['One. ', 'Two. ', 'Three. ']) {
    const before = alice.archive.messages.count(group)
    await alice.documents.editAs(document, doc => textIn(doc, 0).insert(0, word))
    alice.documents.seal()
    await until(() => alice.archive.messages.count(group) > before)
  }
  const whole = crashImage(early)
  copyFileSync(join(alice.directory, 'journal'), join(early, 'journal'))
  await handFile(alice, bob, group)
  await alice.close()
  return { bob, group, document, early, whole }
}

test('when edits are lost, their number is shown until the person dismisses it', async () => {
  const { early } = await damaged()
  const alice = await openedAt(early)
  const edits = alice.lostEdits.edits()
  expect(edits).toBeGreaterThan(0)
  await alice.close()
  const again = await openedAt(early)
  expect(again.lostEdits.edits()).toBe(edits)
  again.lostEdits.settle()
  expect(again.lostEdits.edits()).toBe(0)
  expect(again.told).toContainEqual(['archive.missing', { edits: 0 }])
  await again.close()
  expect((await openedAt(early)).lostEdits.edits()).toBe(0)
})

test('when a whole profile is an old copy, the first exchange finds it, in the middle of a feed too', async () => {
  const { bob, group, document, whole } = await damaged()
  const alice = await openedAt(whole)
  // All its files are from one moment, so nothing on this device shows it.
  expect([alice.lostEdits.edits(), alice.sync.warnings(group)]).toEqual([0, []])
  await handFile(bob, alice, group)
  await until(() => alice.documents.digest(document) === bob.documents.digest(document))
  expect(alice.documents.page(document).blocks[0]?.runs[0]?.text).toBe('Three. Two. One. First.')
  expect(alice.sync.warnings(group)).toEqual(['archive-exists-twice'])
  expect(bob.sync.warnings(group)).toEqual([])
  await alice.close()
  expect((await openedAt(whole)).sync.warnings(group)).toEqual(['archive-exists-twice'])
})

test('when a member returns this device’s messages, the loss is settled', async () => {
  const { bob, group, document, early } = await damaged()
  const alice = await openedAt(early)
  expect(alice.lostEdits.edits()).toBeGreaterThan(0)
  await handFile(bob, alice, group)
  await until(() => alice.documents.digest(document) === bob.documents.digest(document))
  expect(alice.documents.page(document).blocks[0]?.runs[0]?.text).toBe('Three. Two. One. First.')
  expect(alice.lostEdits.edits()).toBe(0)
  // Messages that return after a reported loss are no sign of a second archive.
  expect(alice.sync.warnings(group)).toEqual([])
  expect(alice.told.filter(([name]) => name === 'archive.missing')).toEqual([
    ['archive.missing', { edits: 0 }],
  ])
})
