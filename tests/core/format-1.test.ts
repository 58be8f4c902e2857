// Files of format 1 open in this version: a profile that asked to join then is admitted now, by the
// encrypted file of that time, and reads the same text.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openCore, typedByPerson } from '#core'
import type { DocumentId, GroupId } from '#shared/ids'
import { exchangeFolder, exchangePassphrase, grant } from '#tests/format-1-exchange'

type Facts = {
  group: GroupId
  document: DocumentId
  digest: string
  words: { words: string[]; numbers: string[] }
  title: string
  text: string
}
const at = (name: string): string => join(exchangeFolder, name)
const facts = JSON.parse(readFileSync(at('facts.json'), 'utf8')) as Facts

/** The day of the files: a text is dated by the day on which it changed here. */
const itsDay = Date.parse('2026-11-29T12:00:00Z')

const carol = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'baraza-format-1-'))
  cpSync(at('carol'), directory, { recursive: true })
  const core = openCore({ allow: typedByPerson, directory, now: () => itsDay, offline: true })
  onTestFinished(async () => {
    await core.close()
    rmSync(directory, { recursive: true })
  })
  await core.answers['profile.unlock']({ passphrase: exchangePassphrase })
  return core
}

test('when a profile asked to join, it shows the same six words', async () => {
  const core = await carol()
  const groups = await core.answers['groups.list'](undefined)
  expect(groups).toMatchObject([{ id: facts.group, state: 'joining', handle: 'C.R.' }])
  expect(await core.answers['joining.words']({ group: facts.group })).toMatchObject(facts.words)
})

test('when the encrypted file is read, the device is admitted, and the text has the same digest', async () => {
  const core = await carol()
  const file = grant(core, at('locked'))
  expect(await core.answers['exchange.read']({ file })).toMatchObject({
    group: facts.group,
    refused: 0,
    waiting: 0,
    documents: [facts.document],
  })
  const { document } = facts
  expect(await core.answers['documents.digest']({ document })).toBe(facts.digest)
  expect(core.markdown(document)).toBe(facts.text)
  expect(await core.answers['documents.get']({ document })).toMatchObject({ title: facts.title })
  // A second reading brings nothing new.
  const again = await core.answers['exchange.read']({ file: grant(core, at('locked')) })
  expect(again).toMatchObject({ accepted: 0, refused: 0, waiting: 0 })
  // The profile goes on from there.
  await core.edit(document, [{ insert: 'Later. ', block: 1, at: 0 }])
  expect(core.markdown(document)).toContain('Later.')
})

test('when the invitation is read, it has its date and is over', async () => {
  const core = await carol()
  const read = core.answers['invitations.read']({ file: grant(core, at('invitation')) })
  const said = await Promise.resolve(read).then(
    ({ name, inviter }) => `${name} ${inviter}`,
    (error: unknown) => (error as { code: string }).code,
  )
  expect(['Advisory group A.D.', 'invitation-ended']).toContain(said)
})
