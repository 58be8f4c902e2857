// A group of two with texts written in it: the first member's profile is left for the app to open, and
// the second one is a core that listens on loopback.
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCore, typedByPerson, type Core } from '#core'
import type { DocumentKind } from '#shared/contract'
import type { DocumentId, FileGrant } from '#shared/ids'
import { importInto } from '#tests/import-into'
import { electronRuntime } from '#tests/electron-runtime'
import { profileOf } from '#tests/story'

/** `markdown`: what the text is imported from. */
export type Text = { title: string; kind: DocumentKind; markdown: string }

export type TwoMembers = {
  second: Core
  /** In the order of the texts; both members have them. */
  documents: DocumentId[]
  /** Where the second member's device is reached. */
  address: string
}

export const passphrase = 'five words for a bench'

const file = (core: Core, path: string): FileGrant => {
  const grant = randomBytes(16).toString('hex') as FileGrant
  core.grant(grant, path, 'typed')
  return grant
}

export const twoMembers = async (home: string, texts: readonly Text[]): Promise<TwoMembers> => {
  const at = (name: string) => join(home, name)
  const directory = profileOf(home, electronRuntime().kind === 'test')
  const first = openCore({ allow: typedByPerson, directory, now: Date.now, offline: true })
  const lan = { host: '127.0.0.1' }
  const second = openCore({
    allow: typedByPerson,
    directory: at('second'),
    now: Date.now,
    offline: true,
    lan,
  })
  for (const core of [first, second]) await core.answers['profile.create']({ passphrase })
  const group = await first.answers['groups.create']({
    name: 'Bench',
    handle: 'A.',
    level: 'country',
    language: 'en',
  })
  const documents: DocumentId[] = []
  for (const { title, kind, markdown } of texts) {
    writeFileSync(at('text.md'), markdown)
    const { document } = await importInto(first, { group, kind, file: file(first, at('text.md')) })
    await first.answers['documents.rename']({ document, title })
    await first.answers['documents.share']({ document })
    documents.push(document)
  }
  await first.answers['invitations.write']({ group, role: 'member', file: file(first, at('i')) })
  await second.answers['joining.ask']({
    file: file(second, at('i')),
    handle: 'B.',
    reply: file(second, at('r')),
  })
  const { reply } = await first.answers['joining.readReply']({ file: file(first, at('r')) })
  await first.answers['joining.admit']({ group, reply })
  await first.answers['exchange.write']({ group, for: [], file: file(first, at('w')) })
  await second.answers['exchange.read']({ file: file(second, at('w')) })
  await first.close()
  const { addresses } = await second.listen()
  return { second, documents, address: addresses[0] ?? '' }
}
