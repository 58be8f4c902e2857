// Files that format 1 wrote open in this version: whoever asked to join with it then comes in now,
// by the locked file that was written for her, and reads the same text.
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

/** The day that the files were written: a text is dated by the day on which it changed here. */
const itsDay = Date.parse('2026-11-24T12:00:00Z')

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

test('a profile that asked to join shows the same six words', async () => {
  const core = await carol()
  const groups = await core.answers['groups.list'](undefined)
  expect(groups).toMatchObject([{ id: facts.group, state: 'joining', handle: 'C.R.' }])
  expect(await core.answers['joining.words']({ group: facts.group })).toMatchObject(facts.words)
})

test('the locked file brings her in, and the text has the digest it had', async () => {
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
  // Printed as today: a draft has no day in it any more.
  const text = facts.text.replace(/^\d{4}-\d\d-\d\d\. (?=Original)/m, '')
  expect(core.markdown(document)).toBe(text)
  expect(await core.answers['documents.get']({ document })).toMatchObject({ title: facts.title })
  // Read again, it says nothing new.
  const again = await core.answers['exchange.read']({ file: grant(core, at('locked')) })
  expect(again).toMatchObject({ accepted: 0, refused: 0, waiting: 0 })
  // And she goes on from there.
  await core.edit(document, [{ insert: 'Later. ', block: 1, at: 0 }])
  expect(core.markdown(document)).toContain('Later.')
})

test('the invitation is read as what it is: dated, and over', async () => {
  const core = await carol()
  const read = core.answers['invitations.read']({ file: grant(core, at('invitation')) })
  const said = await Promise.resolve(read).then(
    ({ name, inviter }) => `${name} ${inviter}`,
    (error: unknown) => (error as { code: string }).code,
  )
  expect(['Advisory group A.D.', 'invitation-ended']).toContain(said)
})
