// A group wants a second member to look before a file leaves: two whole cores, each on a profile of its own. The file
// is written by the device of the member who asked, after another one confirmed exactly this file.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { beforeEach, describe, expect, test } from 'vitest'
import { sha256, toHex } from '#core/keys'
import type { PrintPage } from '#core/paper'
import type { ActId, DocumentId, GroupId } from '#shared/ids'
import type { ExportFormat, FileChoices, ListedRequest, Role } from '#shared/contract'
import { temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf } from '#tests/core'
import { admit, device, give, write, type Device } from '#tests/cores'
import { laterRefusal } from '#tests/refusal'

const failureOf = async (work: () => unknown) => laterRefusal((async () => work())())

let chair: Device
let writer: Device
let group: GroupId
let document: DocumentId

const choicesOf = (more: Partial<FileChoices> = {}): FileChoices => ({
  document,
  format: 'docx',
  paper: 'a4',
  ...more,
})

const setRule = ({ core }: Device, isNeeded: boolean): unknown =>
  core.answers['exports.setRule']({ group, isNeeded })
const ruleAt = ({ core }: Device) => core.answers['exports.rule']({ group })
const meet = async (...devices: Device[]): Promise<void> => {
  for (const from of devices) for (const to of devices) if (from !== to) await give(from, to, group)
}

/** The second line of the minutes goes off the record, or comes back. */
const setOff = async (off: boolean): Promise<void> => {
  const { refused } = await chair.core.edit(document, [{ states: { off: off || null }, block: 2 }])
  expect(refused).toEqual([])
}

/** A print of one page, during which something may happen. */
let whilePrinting = async (): Promise<void> => {}
const print: PrintPage = async () => {
  await whilePrinting()
  const made = await PDFDocument.create()
  made.addPage([100, 100])
  return made.save({ useObjectStreams: false })
}

beforeEach(async () => {
  whilePrinting = async () => {}
  chair = await device({ print })
  writer = await device({ print })
  group = await chair.core.answers['groups.create'](foundingOf())
  document = await chair.core.answers['documents.create']({
    ...({ group, kind: 'recommendations', language: 'en', title: 'Protection' } as const),
  })
  await chair.core.edit(document, [{ new: 'States should act.', after: 0, kind: 'num1' }])
  await admit(chair, writer, group, 'Badia')
  await chair.core.answers['documents.share']({ document })
  await setRule(chair, true)
  await meet(chair, writer)
})

const ask = async ({ core }: Device, choices = choicesOf()): Promise<ActId> =>
  (await core.answers['exports.ask'](choices)).request
const confirm = ({ core }: Device, request: ActId) => core.answers['exports.confirm']({ request })
const decline = ({ core }: Device, request: ActId, reason = 'Paragraph 1 names a town.') =>
  core.answers['exports.decline']({ request, reason })
const get = ({ core }: Device, request: ActId) => core.answers['exports.get']({ request })
const listed = async ({ core }: Device): Promise<readonly ListedRequest[]> =>
  core.answers['exports.list']({ group })

/** The bytes of the written file, or the code of the refusal; then nothing is there. */
const exported = async (
  { core }: Device,
  { format, paper, ...choices } = choicesOf(),
): Promise<Buffer | string> => {
  const path = join(temporaryDirectory(), 'file')
  const wanted = { ...choices, format, paper, file: grantOf(core, path) }
  const code = await failureOf(() => core.answers['paper.export'](wanted))
  expect(existsSync(path)).toBe(code === null)
  return code ?? readFileSync(path)
}

const formats: Exclude<ExportFormat, 'pdf'>[] = ['docx', 'odt', 'html', 'md', 'txt', 'akn', 'json']

describe('where the group wants a second look', () => {
  test.each(formats)(
    'a file as %s is refused, then confirmed, then exactly this file',
    async format => {
      const choices = choicesOf({ format })
      expect(await exported(writer, choices)).toBe('second-look-missing')
      const request = await ask(writer, choices)
      expect(await exported(writer, choices)).toBe('second-look-missing')
      await meet(writer, chair)
      expect(await get(chair, request)).toMatchObject({
        check: 'same',
        request: { state: 'asked', mayAnswer: true, isOwn: false, isTextChanged: false, choices },
      })
      await confirm(chair, request)
      await meet(chair, writer)
      const bytes = await exported(writer, choices)
      expect(bytes).toBeInstanceOf(Buffer)
      // The trace: which file it was, by whom it was confirmed, and that it was written.
      await meet(writer, chair)
      const [found] = await listed(chair)
      expect(found).toMatchObject({ id: request, state: 'confirmed' })
      expect(found?.writtenAt).toEqual(expect.any(Number))
    },
  )

  test('the act names the SHA-256 of the file that was written', async () => {
    const request = await ask(writer)
    await meet(writer, chair)
    await confirm(chair, request)
    await meet(chair, writer)
    const bytes = (await exported(writer)) as Buffer
    const hash = Buffer.from(sha256(Uint8Array.from(bytes)))
    const acts = readFileSync(join(writer.directory, 'archive.db'))
    expect(acts.includes(hash)).toBe(false)
    const { request: found } = await get(writer, request)
    expect(found.fileHash).toBe(toHex(Uint8Array.from(hash)))
  })

  test('a PDF is printed and written after the look alone', async () => {
    const choices = choicesOf({ format: 'pdf' })
    expect(await exported(writer, choices)).toBe('second-look-missing')
    const request = await ask(writer, choices)
    await meet(writer, chair)
    expect(await get(chair, request)).toMatchObject({ check: 'same' })
    await confirm(chair, request)
    await meet(chair, writer)
    expect(await exported(writer, choices)).toBeInstanceOf(Buffer)
    expect(await exported(writer, choicesOf({ format: 'pdf', paper: 'letter' }))).toBe(
      'second-look-missing',
    )
  })

  test('a PDF whose request is declined while it is printed is not written', async () => {
    const choices = choicesOf({ format: 'pdf' })
    const request = await ask(writer, choices)
    await meet(writer, chair)
    await confirm(chair, request)
    await meet(chair, writer)
    whilePrinting = async () => {
      await decline(chair, request)
      await meet(chair, writer)
    }
    expect(await exported(writer, choices)).toBe('second-look-missing')
  })

  test('the member who asked loses the role during the print: the refusal is about the look', async () => {
    const choices = choicesOf({ format: 'pdf' })
    const request = await ask(writer, choices)
    await meet(writer, chair)
    await confirm(chair, request)
    await meet(chair, writer)
    const { memberList } = await chair.core.answers['groups.get']({ group })
    const badia = memberList.find(({ handle }) => handle === 'Badia')!
    whilePrinting = async () => {
      await chair.core.answers['members.setRole']({ group, member: badia.id, role: 'observer' })
      await give(chair, writer, group)
    }
    expect(await exported(writer, choices)).toBe('second-look-missing')
  })

  test('other choices are another file: the request does not carry over', async () => {
    const request = await ask(writer)
    await meet(writer, chair)
    await confirm(chair, request)
    await meet(chair, writer)
    expect(await exported(writer, choicesOf({ paper: 'letter' }))).toBe('second-look-missing')
    expect(await exported(writer, choicesOf({ format: 'odt' }))).toBe('second-look-missing')
    expect(await exported(writer)).toBeInstanceOf(Buffer)
  })

  test('a private text has no second reader: its file is written', async () => {
    document = await writer.core.answers['documents.create']({
      ...({ group, kind: 'statement', language: 'en', title: 'Mine' } as const),
    })
    expect(await exported(writer)).toBeInstanceOf(Buffer)
    expect(await failureOf(() => ask(writer))).toBe('not-permitted')
  })

  test('a page for people outside waits until the text is confirmed as a web page', async () => {
    const begin = () => {
      const file = grantOf(chair.core, join(temporaryDirectory(), 'page.html'))
      const asked = { document, question: 'What is missing?', until: '', file }
      return failureOf(() => chair.core.answers['consultations.begin'](asked))
    }
    expect(await begin()).toBe('text-not-confirmed')
    const request = await ask(chair, choicesOf({ format: 'html' }))
    await meet(chair, writer)
    await confirm(writer, request)
    await meet(writer, chair)
    expect(await begin()).toBe(null)
    // The trace is the same as for a web page.
    expect((await get(chair, request)).request.writtenAt).toEqual(expect.any(Number))
  })

  test.each([
    ['the text changes', () => write(chair, document, 'Nobody saw this.')],
    ['a line comes on the record', () => setOff(false)],
    ['a line goes off the record', () => setOff(true)],
  ] as const)('%s while that page is compared: nothing is written', async (what, change) => {
    document = await chair.core.answers['documents.create']({
      ...({ group, kind: 'minutes', language: 'en', title: 'Minutes' } as const),
    })
    await chair.core.edit(document, [
      { new: 'The session was opened.', after: 0, kind: 'num1' },
      { new: 'A name in confidence.', after: 1, kind: 'information' },
    ])
    if (what === 'a line comes on the record') await setOff(true)
    await chair.core.answers['documents.share']({ document })
    await meet(chair, writer)
    const request = await ask(chair, choicesOf({ format: 'html' }))
    await meet(chair, writer)
    await confirm(writer, request)
    await meet(writer, chair)
    const path = join(temporaryDirectory(), 'page.html')
    const asked = {
      document,
      question: 'What is missing?',
      until: '',
      file: grantOf(chair.core, path),
    }
    const begun = failureOf(() => chair.core.answers['consultations.begin'](asked))
    await change()
    expect(await begun).toBe('text-not-confirmed')
    expect(existsSync(path)).toBe(false)
  })
})

describe('a request is void where the text changes', () => {
  test('on the device of the member who asked, before it is confirmed and after', async () => {
    const request = await ask(writer)
    await meet(writer, chair)
    await confirm(chair, request)
    await meet(chair, writer)
    await write(writer, document, 'One more paragraph.')
    expect(await exported(writer)).toBe('second-look-missing')
    expect(await get(writer, request)).toMatchObject({ request: { isTextChanged: true } })
    const standing = await writer.core.answers['exports.standing'](choicesOf())
    expect(standing).toMatchObject({ isNeeded: true, request: null, earlier: { id: request } })
  })

  test('for the second member too, and nothing can be confirmed then', async () => {
    const request = await ask(writer)
    await write(writer, document, 'One more paragraph.')
    await meet(writer, chair)
    expect(await get(chair, request)).toMatchObject({
      check: 'text-changed',
      request: { isTextChanged: true },
    })
    expect(await failureOf(() => confirm(chair, request))).toBe('file-differs')
    expect((await get(chair, request)).request.answers).toEqual([])
  })

  test('in a change that only the second member has: the device says that it makes another file', async () => {
    await write(chair, document, 'Not sent yet.')
    const request = await ask(writer)
    await give(writer, chair, group)
    expect(await failureOf(() => confirm(chair, request))).toBe('file-differs')
  })

  test('but not a file between two versions, which stays the same while the text goes on', async () => {
    const { answers } = writer.core
    const since = await answers['history.name']({ document, name: 'Version 1' })
    await write(writer, document, 'One more paragraph.')
    const until = await answers['history.name']({ document, name: 'Version 2' })
    const choices = choicesOf({ changes: { since, until, authors: 'group' } })
    const request = await ask(writer, choices)
    await write(writer, document, 'Another one.')
    await meet(writer, chair)
    expect(await get(chair, request)).toMatchObject({
      check: 'same',
      request: { choices, isTextChanged: false },
    })
    await confirm(chair, request)
    await meet(chair, writer)
    const bytes = await exported(writer, choices)
    expect(bytes).toBeInstanceOf(Buffer)
    // The same beginning, up to the text now, is another file.
    const open = choicesOf({ changes: { since, authors: 'group' } })
    expect(await exported(writer, open)).toBe('second-look-missing')
  })

  test('asked again about the new text: the earlier answer does not count for it', async () => {
    const first = await ask(writer)
    await meet(writer, chair)
    await confirm(chair, first)
    await write(writer, document, 'One more paragraph.')
    const second = await ask(writer)
    expect(second).not.toBe(first)
    await meet(writer, chair)
    expect(await exported(writer)).toBe('second-look-missing')
    await confirm(chair, second)
    await meet(writer, chair)
    expect(await exported(writer)).toBeInstanceOf(Buffer)
  })
})

describe('answers', () => {
  test('a member cannot confirm the own request', async () => {
    const request = await ask(writer)
    expect(await failureOf(() => confirm(writer, request))).toBe('not-permitted')
    expect(await failureOf(() => decline(writer, request))).toBe('not-permitted')
    expect((await get(writer, request)).request).toMatchObject({ isOwn: true, mayAnswer: false })
  })

  test('a request that is declined lets nothing out, and the reason is there', async () => {
    const request = await ask(writer)
    await meet(writer, chair)
    expect(await failureOf(() => decline(chair, request, ' '))).toBe('reason-missing')
    const open = async () =>
      (await Promise.all([writer, chair].map(listed))).map(([last]) => last?.isOpen)
    expect(await open()).toEqual([true, true])
    await decline(chair, request)
    await meet(chair, writer)
    expect(await open()).toEqual([true, false])
    expect(await exported(writer)).toBe('second-look-missing')
    expect((await get(writer, request)).request).toMatchObject({
      state: 'declined',
      answers: [{ reason: 'Paragraph 1 names a town.' }],
    })
    // The same file can be put to the group again.
    expect(await ask(writer)).not.toBe(request)
  })

  test('a file that a member declined leaves by no other request before that member confirms', async () => {
    const other = await device()
    await admit(chair, other, group, 'Chidi')
    await meet(chair, writer, other)
    const request = await ask(writer)
    await meet(writer, chair, other)
    await decline(chair, request)
    await meet(chair, writer, other)
    await writer.core.answers['exports.withdraw']({ request })
    const again = await ask(writer)
    await meet(writer, chair, other)
    expect(await confirm(other, again)).toEqual({ state: 'declined' })
    await meet(other, writer, chair)
    expect(await exported(writer)).toBe('second-look-missing')
    // Nobody answered this request but to confirm it: to ask a third time would change nothing.
    expect((await get(writer, again)).request).toMatchObject({ state: 'declined' })
    expect(await confirm(chair, again)).toEqual({ state: 'confirmed' })
    await meet(chair, writer)
    expect(await exported(writer)).toBeInstanceOf(Buffer)
  })

  test('a request that was taken back cannot be confirmed', async () => {
    const request = await ask(writer)
    await meet(writer, chair)
    expect(await failureOf(() => chair.core.answers['exports.withdraw']({ request }))).toBe(
      'not-permitted',
    )
    await writer.core.answers['exports.withdraw']({ request })
    await meet(writer, chair)
    expect(await failureOf(() => confirm(chair, request))).toBe('not-permitted')
    expect(await exported(writer)).toBe('second-look-missing')
  })

  test('the member who confirmed is removed: the file waits for another one', async () => {
    const third = await device()
    await admit(chair, third, group, 'Cleo')
    const request = await ask(writer)
    await meet(chair, writer, third)
    await confirm(third, request)
    await meet(chair, writer, third)
    const { memberList } = await chair.core.answers['groups.get']({ group })
    const cleo = memberList.find(({ handle }) => handle === 'Cleo')!
    await chair.core.answers['members.remove']({ group, member: cleo.id, reason: 'left' })
    await give(chair, writer, group)
    expect(await exported(writer)).toBe('second-look-missing')
    await confirm(chair, request)
    await give(chair, writer, group)
    expect(await exported(writer)).toBeInstanceOf(Buffer)
  })

  test('nobody uses the request of another member', async () => {
    const request = await ask(writer)
    await meet(writer, chair)
    await confirm(chair, request)
    expect(await exported(chair)).toBe('second-look-missing')
  })
})

describe('readers whose role has no right to propose', () => {
  test.each<Role>(['observer', 'commenter'])(
    '%s reads requests and can neither ask nor answer',
    async role => {
      const reader = await device()
      await admit(chair, reader, group, 'Dina', role)
      const request = await ask(writer)
      await meet(chair, writer, reader)
      expect((await get(reader, request)).request).toMatchObject({ mayAnswer: false })
      expect(await failureOf(() => confirm(reader, request))).toBe('not-permitted')
      expect(await failureOf(() => ask(reader))).toBe('not-permitted')
      expect(await exported(reader)).toBe('second-look-missing')
      const standing = await reader.core.answers['exports.standing'](choicesOf())
      expect(standing).toMatchObject({ isNeeded: true, mayAsk: false })
    },
  )
})

describe('the rule', () => {
  test('is not there at first: a file is written and nothing is signed', async () => {
    const other = await device()
    group = await other.core.answers['groups.create'](foundingOf())
    document = await other.core.answers['documents.create']({
      ...({ group, kind: 'statement', language: 'en', title: 'Open' } as const),
    })
    expect(await failureOf(() => setRule(other, true))).toBe('group-has-no-text')
    await other.core.answers['documents.share']({ document })
    expect(await exported(other)).toBeInstanceOf(Buffer)
    expect(await ruleAt(other)).toEqual({ isNeeded: false, ending: [], needed: 1, mayChange: true })
    expect(await other.core.answers['exports.list']({ group })).toEqual([])
  })

  test('is for officers: a member cannot switch it off', async () => {
    expect(await ruleAt(writer)).toMatchObject({ isNeeded: true, mayChange: false })
    expect(await failureOf(() => setRule(writer, false))).toBe('not-permitted')
  })

  test('ends by two officers where the group has two', async () => {
    const third = await device()
    await admit(chair, third, group, 'Cleo', 'rapporteur')
    await meet(chair, writer, third)
    await setRule(chair, false)
    await setRule(chair, false)
    await meet(chair, writer, third)
    const { self } = await chair.core.answers['groups.get']({ group })
    expect(await ruleAt(writer)).toMatchObject({ isNeeded: true, ending: [self], needed: 2 })
    expect(await exported(writer)).toBe('second-look-missing')
    await setRule(third, false)
    await meet(chair, writer, third)
    expect(await ruleAt(writer)).toMatchObject({ isNeeded: false, ending: [] })
    expect(await exported(writer)).toBeInstanceOf(Buffer)
  })

  test('goes on where an officer keeps it, and two have to end it afterwards', async () => {
    const third = await device()
    await admit(chair, third, group, 'Cleo', 'rapporteur')
    await meet(chair, writer, third)
    await setRule(third, false)
    await meet(chair, writer, third)
    await setRule(chair, true)
    expect(await ruleAt(chair)).toMatchObject({ isNeeded: true, ending: [] })
    await meet(chair, writer, third)
    await setRule(chair, false)
    const { self } = await chair.core.answers['groups.get']({ group })
    expect(await ruleAt(chair)).toMatchObject({ isNeeded: true, ending: [self] })
    await setRule(chair, true)
    expect(await ruleAt(chair)).toMatchObject({ isNeeded: true, ending: [] })
  })

  describe('on a device that sent the document away in which it stands', () => {
    let second: DocumentId
    const leave = async (from: Device, to: Device): Promise<void> => {
      await from.core.answers['travel.ask']({ group, documents: [document] })
      await meet(from, to)
      await meet(from, to)
      const { left } = await from.core.answers['travel.leave']({ group, documents: [document] })
      expect(left).toEqual([document])
    }
    beforeEach(async () => {
      second = await chair.core.answers['documents.create']({
        ...({ group, kind: 'statement', language: 'en', title: 'Second' } as const),
      })
      await chair.core.edit(second, [{ new: 'Words.', after: 0, kind: 'num1' }])
      await chair.core.answers['documents.share']({ document: second })
      await meet(chair, writer)
    })

    test('the rule holds there', async () => {
      await leave(writer, chair)
      expect(await ruleAt(writer)).toMatchObject({ isNeeded: true, ending: [] })
      expect(await exported(writer, choicesOf({ document: second }))).toBe('second-look-missing')
    })

    test('the rule holds for a newcomer whom a device admits on which the document is away', async () => {
      await leave(chair, writer)
      const third = await device({ print })
      await admit(chair, third, group, 'Chandra')
      expect(await third.core.answers['documents.list']({ group })).toHaveLength(1)
      expect(await ruleAt(third)).toMatchObject({ isNeeded: true, ending: [] })
      expect(await exported(third, choicesOf({ document: second }))).toBe('second-look-missing')
      // The acts beside the second document make no request about it, and no status.
      expect(await listed(third)).toEqual([])
      expect(await third.core.answers['documents.get']({ document: second })).toMatchObject({
        status: 'draft',
      })
    })

    test('the rule ends for all once, though its acts lie beside two documents', async () => {
      await leave(chair, writer)
      await meet(chair, writer)
      await chair.core.answers['travel.return']({ group, documents: [document] })
      await meet(chair, writer)
      await meet(chair, writer)
      await setRule(chair, false)
      await meet(chair, writer)
      for (const each of [chair, writer])
        expect(await ruleAt(each)).toMatchObject({ isNeeded: false, ending: [] })
    })

    test('the rule can be ended once both documents were away and are back', async () => {
      const go = async (id: DocumentId): Promise<void> => {
        await chair.core.answers['travel.ask']({ group, documents: [id] })
        await meet(chair, writer)
        await meet(chair, writer)
        expect(await chair.core.answers['travel.leave']({ group, documents: [id] })).toEqual({
          left: [id],
        })
        expect(await ruleAt(chair)).toMatchObject({ isNeeded: true })
      }
      const back = async (id: DocumentId): Promise<void> => {
        await chair.core.answers['travel.return']({ group, documents: [id] })
        await meet(chair, writer)
        await meet(chair, writer)
      }
      await go(document)
      await back(document)
      await go(second)
      await back(second)
      await setRule(chair, false)
      await meet(chair, writer)
      for (const each of [chair, writer])
        expect(await ruleAt(each)).toMatchObject({ isNeeded: false })
    })

    test('an officer who never had the document cannot end the rule past the acts about it', async () => {
      await leave(chair, writer)
      const third = await device({ print })
      await admit(chair, third, group, 'Chandra')
      const { memberList } = await chair.core.answers['groups.get']({ group })
      const [chandra] = memberList.filter(({ handle }) => handle === 'Chandra')
      await chair.core.answers['members.setRole']({
        ...({ group, role: 'rapporteur' } as const),
        member: chandra!.id,
      })
      await give(chair, third, group)
      expect(await failureOf(() => setRule(third, false))).toBe('export-rule-away')
      expect(await ruleAt(third)).toMatchObject({ isNeeded: true, ending: [] })
    })

    test('no officer can end the rule there, and one can once the document is back', async () => {
      await leave(chair, writer)
      expect(await failureOf(() => setRule(chair, false))).toBe('export-rule-away')
      expect(await ruleAt(chair)).toMatchObject({ isNeeded: true, ending: [] })
      await chair.core.answers['travel.return']({ group, documents: [document] })
      await meet(chair, writer)
      await meet(chair, writer)
      expect(await ruleAt(chair)).toMatchObject({ isNeeded: true, ending: [] })
      await setRule(chair, false)
      expect(await ruleAt(chair)).toMatchObject({ isNeeded: false })
    })

    test('the rule ends by acts of others that come back with the document', async () => {
      await leave(writer, chair)
      await setRule(chair, false)
      await meet(chair, writer)
      expect(await ruleAt(writer)).toMatchObject({ isNeeded: true })
      await writer.core.answers['travel.return']({ group, documents: [document] })
      await meet(writer, chair)
      await meet(writer, chair)
      expect(await ruleAt(writer)).toMatchObject({ isNeeded: false })
    })

    test('the rule goes on in the next document where that one was retired meanwhile', async () => {
      await leave(writer, chair)
      await chair.core.answers['documents.eraseHistory']({ document, leaves: [] })
      await meet(chair, writer)
      expect(await ruleAt(writer)).toMatchObject({ isNeeded: true })
      await setRule(chair, false)
      await meet(chair, writer)
      expect(await ruleAt(writer)).toMatchObject({ isNeeded: false })
    })
  })
})
