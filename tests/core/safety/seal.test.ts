// Retiring a document: another one continues with its readable text, and deleted words, their
// authors and its keys are gone from every device that learns of it.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { random } from '#core/keys'
import { openSuggestion } from '#document/review/suggestions'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { admit, device, give, scrubbed, textOf, write, type Device } from '#tests/cores'
import { park, parkedPlace } from '../../../src/core/documents/bodies/parked-edits.ts'
import { blockElements, textsOf } from '#document/tree'
import { laterRefusal } from '#tests/refusal'
import { seenPlain } from '#tests/seen-plain'
import { admitted, create, founded, handFile, newSession } from '#tests/sessions'

const isBackup = (name: string): boolean => name.endsWith('.backup')

/** This word is in no other text: the index keeps words by themselves. */
const word = 'zyxwvutsrq'
const deleted = `Delegation of Country Q objected ${word}`
const kept = 'The group agrees on the text'

/** A group of two with one shared document in which a paragraph was deleted. */
const setting = async () => {
  const [amina, ben] = [await device(), await device()]
  const group = await amina.core.answers['groups.create'](foundingOf())
  const document = await amina.core.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: 'Position paper',
    language: 'en',
  })
  await write(amina, document, kept)
  await amina.core.answers['documents.share']({ document })
  await admit(amina, ben, group, 'Ben')
  await write(ben, document, deleted)
  await give(ben, amina, group)
  const found = amina.core
    .page(document)
    .blocks.findIndex(block => block.runs.some(({ text }) => text === deleted))
  await amina.core.edit(document, [{ remove: found + 1 }])
  await give(amina, ben, group)
  for (const each of [amina, ben]) {
    expect(textOf(each, document)).toContain(kept)
    expect(textOf(each, document)).not.toContain(deleted)
    await each.core.answers['documents.list']({ group })
  }
  return { amina, ben, group, document }
}

const isIn = async ({ directory }: Device, text: string): Promise<boolean> =>
  (await seenPlain(directory, passphrase)).includes(text)

test('when a document is retired, two devices that learned of it have its deleted words nowhere', async () => {
  const { amina, ben, group, document } = await setting()
  for (const each of [amina, ben]) expect(await isIn(each, deleted)).toBe(true)
  const done = [scrubbed(amina), scrubbed(ben)]
  const { document: next } = await amina.core.answers['documents.eraseHistory']({
    document,
    leaves: [],
  })
  expect(textOf(amina, next)).toContain(kept)
  expect(await laterRefusal(Promise.resolve().then(() => amina.core.page(document)))).toBe(
    'not-found',
  )
  const received = await give(amina, ben, group)
  expect(received).toMatchObject({ refused: 0, waiting: 0 })
  await Promise.all(done)
  expect(textOf(ben, next)).toBe(textOf(amina, next))
  expect((await ben.core.answers['documents.list']({ group })).map(({ id }) => id)).toEqual([next])
  expect(await ben.core.answers['documents.retiredFrom']({ document: next })).toMatchObject({
    by: expect.any(String),
    late: [],
  })
  for (const each of [amina, ben]) {
    expect(await isIn(each, kept)).toBe(true)
    for (const text of [deleted, word]) expect(await isIn(each, text)).toBe(false)
    expect(each.core.answers['archive.check'](undefined)).toMatchObject({ damaged: 0, missing: 0 })
  }
  // Both write on in the new one.
  await write(ben, next, 'And so it goes on')
  await give(ben, amina, group)
  expect(textOf(amina, next)).toContain('And so it goes on')
})

test("when a member was away, the member's edits stay as text, and no deleted word returns by them", async () => {
  const { amina, ben, group, document } = await setting()
  const carol = await device()
  await admit(amina, carol, group, 'Carol')
  await give(amina, ben, group)
  await write(ben, document, `${deleted} again`)
  for (const other of [amina, carol]) await give(ben, other, group)
  // Apart from each other: Carol writes on, beside the paragraph that Amina deletes.
  const at = carol.core
    .page(document)
    .blocks.findIndex(({ runs }) => runs.some(({ text }) => text.includes('again')))
  await carol.core.edit(document, [{ insert: 'Carol within it. ', block: at + 1, at: 0 }])
  await write(carol, document, 'Carol alone')
  await carol.core.answers['exchange.write']({
    group,
    for: [],
    file: grantOf(carol.core, join(temporaryDirectory(), 'unread')),
  })
  await carol.core.edit(document, [{ insert: 'In no message yet. ', block: 1, at: 0 }])
  await amina.core.edit(document, [{ remove: at + 1 }])
  const { document: next } = await amina.core.answers['documents.eraseHistory']({
    document,
    leaves: [],
  })

  const done = scrubbed(carol)
  expect(await give(amina, carol, group)).toMatchObject({ refused: 0, waiting: 0 })
  await done
  expect(textOf(carol, next)).toBe(textOf(amina, next))
  const from = await carol.core.answers['documents.retiredFrom']({ document: next })
  const { self } = await carol.core.answers['groups.get']({ group })
  expect(from?.late.toSorted((a, b) => (a.text < b.text ? -1 : 1))).toEqual([
    { by: self, text: 'Carol alone' },
    { by: self, text: 'Carol within it. ' },
    { by: self, text: 'In no message yet. ' },
  ])
  await carol.core.answers['documents.settleLate']({ document: next, index: 0 })
  const left = await carol.core.answers['documents.retiredFrom']({ document: next })
  expect(left?.late).toEqual(from?.late.slice(1))

  // Carol's messages stay as a chain without their bodies, also on a device that joined after the
  // retirement.
  const dana = await device()
  await admit(amina, dana, group, 'Dana')
  for (const other of [ben, carol]) await give(amina, other, group)
  await write(carol, next, 'Carol in the new one')
  for (const other of [amina, ben, dana]) {
    expect(await give(carol, other, group)).toMatchObject({ refused: 0, waiting: 0 })
    expect(await give(amina, other, group)).toMatchObject({ refused: 0, waiting: 0 })
    expect(textOf(other, next)).toContain('Carol in the new one')
    expect(textOf(other, next)).not.toContain('Carol alone')
  }
  for (const each of [amina, ben, carol, dana]) {
    await each.core.close()
    expect(await isIn(each, deleted)).toBe(false)
  }
})

test('when others have the document, only a chair or a rapporteur retires it; a private one its owner does', async () => {
  const { ben, group, document } = await setting()
  const refusal = laterRefusal(
    Promise.resolve().then(() =>
      ben.core.answers['documents.eraseHistory']({ document, leaves: [] }),
    ),
  )
  expect(await refusal).toBe('not-permitted')
  expect(textOf(ben, document)).toContain(kept)
  expect((await ben.core.answers['documents.list']({ group })).map(({ id }) => id)).toEqual([
    document,
  ])
  const own = await ben.core.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: 'Notes',
    language: 'en',
  })
  await write(ben, own, 'Not meant')
  await ben.core.edit(own, [{ remove: 2 }])
  const done = scrubbed(ben)
  const { document: next } = await ben.core.answers['documents.eraseHistory']({
    document: own,
    leaves: [],
  })
  await done
  expect(await isIn(ben, 'Not meant')).toBe(false)
  expect(await ben.core.answers['documents.get']({ document: next })).toMatchObject({
    title: 'Notes',
    readers: { kind: 'only-you' },
  })
})

test('when a document is retired, backups beside the archive go, and one of the rest is made', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  let time = 1_700_000_000_000
  const core = lockedCore(directory, { now: () => time })
  const amina = { core, directory }
  const backedUp = (): Promise<void> =>
    new Promise(resolve => {
      const stop = core.onEvent((name, detail) => {
        if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
        if (detail.task !== 'backup-kept') return
        stop()
        resolve()
      })
    })
  await core.answers['profile.create']({ passphrase })
  const group = await core.answers['groups.create'](foundingOf())
  const document = await core.answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: 'Position paper',
    language: 'en',
  })
  await write(amina, document, deleted)
  await core.answers['documents.share']({ document })
  await core.edit(document, [{ remove: 2 }])
  await core.close()
  time += 2 * 24 * 60 * 60 * 1000
  const made = backedUp()
  await core.answers['profile.unlock']({ passphrase })
  await made
  const copies = (): string[] => readdirSync(join(directory, 'backups')).filter(isBackup)
  expect(copies()).toEqual(['1.backup'])
  const done = scrubbed(amina)
  await core.answers['documents.eraseHistory']({ document, leaves: [] })
  await done
  expect(copies()).toHaveLength(1)
  expect(await isIn(amina, deleted)).toBe(false)
})

test('when suggestions are open, retiring does not accept them', async () => {
  const session = await newSession()
  const document = await create(session, founded(session), 'We agree.')
  await session.documents.share(document)
  await session.documents.editAs(document, doc => {
    const suggestion = openSuggestion(doc, 1, random)
    const block = blockElements(doc).at(-1)
    const [text] = block ? textsOf(block) : []
    text?.insert(0, 'NOT ', { [`s_in:${suggestion}`]: true })
    text?.format(7, 5, { [`s_de:${suggestion}`]: true })
  })
  const runs = (id: typeof document) =>
    session.documents.page(id).blocks.flatMap(block => block.runs.map(run => ({ ...run })))
  expect(runs(document).some(run => run.suggested)).toBe(true)
  expect(runs(document).some(run => run.struck)).toBe(true)
  const next = session.documents.sealing.seal(document)
  expect(runs(next)).toEqual([{ text: 'We agree.' }])
})

test('when parked edits build on something lost, their words stay as text too', async () => {
  const [amina, ben] = [await newSession(), await newSession()]
  const group = founded(amina)
  const document = await create(amina, group, 'We agree.')
  await amina.documents.share(document)
  await admitted(amina, ben, group)
  await handFile(amina, ben, group)
  const [lost, mine] = [new Y.Doc(), new Y.Doc()]
  lost.getText('text').insert(0, 'lost')
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(lost))
  const updates: Uint8Array[] = []
  mine.on('update', update => updates.push(update))
  for (const [at, key] of 'elderberry pie'.split('').entries())
    mine.getText('text').insert(4 + at, key)
  mine.getText('text').delete(14, 4)
  for (const update of updates) {
    const entry = { group, document, feed: ben.sync.feedOf(group), writers: [0], update }
    park(ben.archive, entry, parkedPlace(entry))
  }
  const next = amina.documents.sealing.seal(document)
  expect(await handFile(amina, ben, group)).toMatchObject({ refused: 0, waiting: 0 })
  expect(ben.documents.sealing.late(next)).toEqual([{ by: null, text: 'elderberry' }])
  expect(ben.archive.parkedEdits.list({})).toEqual([])
})
