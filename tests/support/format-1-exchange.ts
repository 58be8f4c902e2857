// Files of format 1 for a stick: an invitation, a reply, the encrypted files of two members, and the
// digest of their common text. `node tests/support/format-1-exchange.ts` writes it to
// tests/fixtures/format-1/exchange. It ran once, for version 0.2.0: format 1 is frozen.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore, typedByPerson, type Core } from '#core'
import type { FileGrant } from '#shared/ids'

export const exchangeFolder = join(import.meta.dirname, '../fixtures/format-1/exchange')
export const exchangePassphrase = 'harbour lantern cotton seven mango'

/** The file at `path`, with the permission that core needs. */
export const grant = (core: Core, path: string): FileGrant => {
  const file = randomBytes(16).toString('hex') as FileGrant
  core.grant(file, path, 'typed')
  return file
}

const title = 'Working paper of format 1'
const write = async (to: string): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'baraza-format-'))
  const open = (name: string) =>
    openCore({ allow: typedByPerson, directory: join(home, name), now: Date.now, offline: true })
  const [amina, carol] = [open('amina'), open('carol')]
  const file = (core: Core, name: string) => grant(core, join(to, name))
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to)
  for (const core of [amina, carol]) {
    await core.answers['profile.create']({ passphrase: exchangePassphrase })
  }
  const wanted = {
    name: 'Advisory group',
    handle: 'A.D.',
    level: 'global',
    language: 'en',
  } as const
  const group = await amina.answers['groups.create'](wanted)
  const given = { group, role: 'member', file: file(amina, 'invitation') } as const
  await amina.answers['invitations.write'](given)
  const asked = { handle: 'C.R.', file: file(carol, 'invitation'), reply: file(carol, 'reply') }
  await carol.answers['joining.ask'](asked)
  // Before the admission, and with the state that opens Carol's welcome: the fixture begins here.
  await carol.close()
  const { reply } = await amina.answers['joining.readReply']({ file: file(amina, 'reply') })
  const words = await amina.answers['joining.replyWords']({ group, reply })
  await amina.answers['joining.admit']({ group, reply })
  cpSync(join(home, 'carol'), join(to, 'carol'), { recursive: true })
  rmSync(join(to, 'carol', 'lock'), { force: true })
  const kind = { group, kind: 'recommendations', title, language: 'en' } as const
  const document = await amina.answers['documents.create'](kind)
  await amina.edit(document, [
    { new: 'States should protect defenders.', after: 1, kind: 'num1' },
    { new: 'In law;', after: 2, kind: 'num2' },
    { new: 'توصي المجموعة بآلية مستقلة.', after: 3, kind: 'paragraph' },
    { format: 'bold', block: 2, from: 0, to: 6 },
  ])
  await amina.answers['documents.share']({ document })
  await amina.edit(document, [{ insert: 'All ', block: 2, at: 0 }])
  await amina.answers['exchange.write']({ group, for: [], file: file(amina, 'locked') })
  const digest = await amina.answers['documents.digest']({ document })
  const facts = { group, document, digest, words, title, text: amina.markdown(document) }
  writeFileSync(join(to, 'facts.json'), `${JSON.stringify(facts, null, 2)}\n`)
  await amina.close()
  rmSync(home, { recursive: true, force: true })
}

if (import.meta.main) await write(exchangeFolder)
