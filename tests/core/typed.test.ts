// Unsent text: kept for each place, on this device alone, and deleted with its document.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Core } from '#core'
import type { DocumentId } from '#shared/ids'
import { foundingOf, lockedCore } from '#tests/core'
import { create, handFile, sharedByTwo } from '#tests/sessions'

const passphrase = 'harbour lantern cotton seven mango'

const opened = async (directory: string): Promise<Core> => {
  const core = lockedCore(directory)
  if ((await core.answers['profile.state'](undefined)) === 'new')
    await core.answers['profile.create']({ passphrase })
  else await core.answers['profile.unlock']({ passphrase })
  return core
}

const folder = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'baraza-typed-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

const newText = async (core: Core): Promise<DocumentId> => {
  const group = await core.answers['groups.create'](foundingOf())
  return core.answers['documents.create']({ group, kind: 'minutes', title: 'A', language: 'en' })
}

const comment = { place: 'comment/1', fields: { text: 'Which days?', about: '' } }
const answer = { place: 'answer/2', fields: { text: 'On Monday.', about: '' } }

test('when a place is kept, replaced and removed, the archive has it after closing', async () => {
  const directory = folder()
  const core = await opened(directory)
  const document = await newText(core)
  await core.answers['typed.keep']({ document, ...comment })
  await core.answers['typed.keep']({ document, ...answer, fields: { text: 'On M', about: '' } })
  await core.answers['typed.keep']({ document, ...answer })
  expect(await core.answers['typed.list']({ document })).toEqual([answer, comment])
  await core.close()
  const again = await opened(directory)
  expect(await again.answers['typed.list']({ document })).toEqual([answer, comment])
  await again.answers['typed.keep']({ document, place: answer.place, fields: null })
  expect(await again.answers['typed.list']({ document })).toEqual([comment])
})

test('when a document is deleted, its unsent text is gone and no more is accepted', async () => {
  const core = await opened(folder())
  const document = await newText(core)
  await core.answers['typed.keep']({ document, ...comment })
  await core.answers['documents.delete']({ document })
  const refused = { code: 'not-found' }
  const asking = async () => core.answers['typed.list']({ document })
  const keeping = async () => core.answers['typed.keep']({ document, ...comment })
  await expect(asking()).rejects.toMatchObject(refused)
  await expect(keeping()).rejects.toMatchObject(refused)
})

test('when a document has five hundred places, one more is refused and the old ones still change', async () => {
  const core = await opened(folder())
  const document = await newText(core)
  for (let at = 0; at < 500; at++)
    await core.answers['typed.keep']({ document, ...comment, place: `comment/${at}` })
  const more = async () => core.answers['typed.keep']({ document, ...comment, place: 'comment/x' })
  await expect(more()).rejects.toMatchObject({ code: 'invalid-input' })
  await core.answers['typed.keep']({ document, ...comment })
})

test('when a document is shared and exchanged, no unsent text goes along', async () => {
  const { amina, ben, group, document } = await sharedByTwo('Text')
  const secret = 'nobody but me reads this half a sentence'
  amina.archive.typed.put({ document, place: 'comment/1', fields: { text: secret } })
  const other = await create(amina, group, 'Another')
  amina.archive.typed.put({ document: other, place: 'comment/1', fields: { text: secret } })
  await amina.documents.share(other)
  await handFile(amina, ben, group)
  expect(ben.archive.typed.list({ document })).toEqual([])
  expect(ben.archive.typed.list({ document: other })).toEqual([])
  const sent = amina.archive.messages.ofDocument(other, 0)
  expect(sent.length).toBeGreaterThan(0)
  for (const { body } of sent) expect(Buffer.from(body ?? []).includes(secret)).toBe(false)
  amina.documents.sealing.seal(document)
  expect(amina.archive.typed.list({ document })).toEqual([])
})
