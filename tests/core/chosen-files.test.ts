// A person chooses the wrong file: the refusal says what it is, whichever reader it was chosen for.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { laterRefusal } from '#tests/refusal'

const refusal = (call: () => unknown) => laterRefusal((async () => call())())

const opened = async () => {
  const home = temporaryDirectory()
  const core = lockedCore(join(home, 'profile'))
  await core.answers['profile.create']({ passphrase })
  const group = await core.answers['groups.create'](foundingOf())
  const document = await core.answers['documents.create']({
    ...({ group, kind: 'statement', template: 'none', title: 'Text', language: 'en' } as const),
  })
  const at = (name: string): string => join(home, name)
  const put = (name: string, bytes: string | Uint8Array) => {
    writeFileSync(at(name), bytes)
    return grantOf(core, at(name))
  }
  return { core, group, document, at, put }
}

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const zipOf = (name: string): Uint8Array => latin(`PK\u0003\u0004${'\0'.repeat(26)}${name}`)

const foreign = {
  'chosen-word': zipOf('[Content_Types].xml'),
  'chosen-pdf': latin('%PDF-1.7\n'),
  'chosen-picture': latin('\u0089PNG\r\n\u001a\n'),
}

test('every reader of files names a text document, a PDF and a picture', async () => {
  const { core, at, put } = await opened()
  const locked = lockedCore(at('another'))
  const putThere = (bytes: Uint8Array) => {
    writeFileSync(at('wrong'), bytes)
    return grantOf(locked, at('wrong'))
  }
  for (const [code, bytes] of Object.entries(foreign)) {
    const file = () => put('wrong', bytes)
    expect(await refusal(() => core.answers['exchange.read']({ file: file() }))).toBe(code)
    expect(await refusal(() => core.answers['invitations.read']({ file: file() }))).toBe(code)
    expect(await refusal(() => core.answers['joining.readReply']({ file: file() }))).toBe(code)
    const restore = { file: putThere(bytes), passphrase }
    expect(await refusal(() => locked.answers['backup.restore'](restore))).toBe(code)
    const recover = { texts: [], files: [putThere(bytes)], passphrase }
    expect(await refusal(() => locked.answers['profile.recover'](recover))).toBe(code)
  }
})

test('a file of Baraza is named in a reader of another kind, and keeps the refusal of its own', async () => {
  const { core, group, document, at, put } = await opened()
  const write = (name: string) => grantOf(core, at(name))
  await core.answers['invitations.write']({ group, role: 'member', file: write('a.brz') })
  await core.answers['backup.write']({ file: write('b.brb') })
  const [invitation, backup] = ['a.brz', 'b.brb'].map(name => readFileSync(at(name)))
  const reply = latin(`baraza-reply/1 ${'0'.repeat(32)}\nage`)
  const read = (bytes: Uint8Array = latin('')) =>
    refusal(() => core.answers['exchange.read']({ file: put('wrong', bytes) }))
  expect(await read(invitation)).toBe('chosen-invitation')
  expect(await read(backup)).toBe('chosen-backup')
  expect(await read(reply)).toBe('chosen-reply')
  expect(await read(latin('age-encryption.org/v1\n'))).toBe('file-damaged')
  expect(await read(latin('Nothing known'))).not.toMatch(/^chosen/)
  const imported = { document, file: put('wrong', backup ?? latin('')) }
  expect(await refusal(() => core.answers['consultations.import'](imported))).toBe('chosen-backup')
  // Its own reader says more of a reply, and an import of each file.
  const broken = { document, file: put('wrong', latin(`baraza-reply/1 ${'0'.repeat(32)}\nage`)) }
  expect(await refusal(() => core.answers['consultations.import'](broken))).toBe('file-damaged')
  const text = { kind: 'brief', file: put('wrong', backup ?? latin('')) } as const
  expect(await refusal(() => core.answers['documents.readFile'](text))).toBe('file-wrong-kind')
  const insert = { document, after: null, file: put('wrong', foreign['chosen-picture']) }
  const figure = { ...insert, caption: '', alternative: '' }
  expect(await refusal(() => core.answers['figures.insert'](figure as never))).toBe(
    'file-wrong-kind',
  )
})
