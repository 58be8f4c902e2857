// A person chooses the wrong file: the refusal says what it is, whichever reader it was chosen for.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Failure, type FailureCode } from '#shared/failure'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { laterRefusal } from '#tests/refusal'
import { kindOfFile, withNamedFiles, type FileKind } from '#core/grants'

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

test.each([
  ['word', zipOf('word/document.xml')],
  ['word', zipOf('mimetypeapplication/vnd.oasis.opendocument.text')],
  [null, zipOf('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
  ['word', latin('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')],
  ['word', latin('{\\rtf1')],
  ['picture', latin('\u00ff\u00d8\u00ff\u00e0')],
  ['picture', latin('GIF89a')],
  ['picture', latin('II*\0')],
  ['picture', latin('RIFF\0\0\0\0WEBP')],
  ['picture', latin('\0\0\0\u0018ftypheic')],
  ['pdf', latin(`${' '.repeat(900)}%PDF-1.4`)],
  [null, latin(`${' '.repeat(1100)}%PDF-1.4`)],
  ['invitation', latin('\u0085\u0001jinvitation')],
  ['invitation', latin('\u0085\u0001qdevice-invitation')],
  ['backup', latin('\0\0\u0001\0\u0085\u0001fbackup')],
  ['encrypted', latin('age-encryption.org/v1\n')],
  ['reply', latin('baraza-reply/1 ')],
  [null, latin('')],
] as const)('a file is %s by its first bytes (case %$)', (kind, bytes) => {
  expect(kindOfFile(bytes)).toBe(kind)
})

test.each([
  ['backup.restore', 'backup'],
  ['invitations.read', 'invitation'],
  ['joining.ask', 'invitation'],
  ['joining.askHere', 'invitation'],
  ['joining.readReply', 'encrypted'],
  ['exchange.read', 'encrypted'],
  ['consultations.import', 'reply'],
  ['figures.insert', 'picture'],
] as const)(
  '%s keeps its refusals of its own kind of file, and those that are about no file',
  async (call, own) => {
    const refused = (code: FailureCode, kind: FileKind | null, later: boolean) => {
      const refuse = (_input: unknown): unknown => {
        const failure = new Failure(code)
        if (later) return Promise.reject(failure)
        throw failure
      }
      const answers = withNamedFiles({ [call]: refuse }, file => (file === 'chosen' ? kind : null))
      return refusal(() => answers[call]?.({ names: ['other', 'chosen'] }))
    }
    for (const later of [false, true]) {
      expect(await refused('file-damaged', own, later)).toBe('file-damaged')
      expect(await refused('file-damaged', null, later)).toBe('file-damaged')
      expect(await refused('file-damaged', 'pdf', later)).toBe('chosen-pdf')
      expect(await refused('disk-full', 'pdf', later)).toBe('disk-full')
    }
  },
)
