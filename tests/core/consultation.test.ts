// A consultation round on whole cores: the page is made, replies come back, the group answers
// together. Input from outside is hostile until its form is checked.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, onTestFinished, test, vi } from 'vitest'
import { drawRound } from '#core/consultation'
import { foundGroup } from '#core/group'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { replyHead } from '#shared/reply'
import { temporaryArchive } from '#tests/archive'
import { admit, device, give, type Device } from '#tests/cores'
import { foundingOf, grantOf } from '#tests/core'
import { replyFile, replyTo, roundOnPage } from '#tests/reply'
import { composeProfile } from '../../src/core/profile/open-profile.ts'

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'baraza-consult-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A round on a document, and its page. */
const begin = async ({ core }: Device, document: DocumentId) => {
  const path = join(folder(), 'page.html')
  const { round } = await core.answers['consultations.begin']({
    document,
    question: 'What is missing?',
    until: '30 September',
    file: grantOf(core, path),
  })
  const page = readFileSync(path, 'utf8')
  return { round, page, told: roundOnPage(page) }
}
const create = ({ core }: Device, group: GroupId, title: string) =>
  core.answers['documents.create']({
    ...({ group, kind: 'minutes', language: 'en' } as const),
    title,
  })

/** A text of three paragraphs with a comment, and a round on it. */
const asked = async () => {
  const amina = await device()
  const group = await amina.core.answers['groups.create'](foundingOf())
  const document = await create(amina, group, 'On <protection>')
  await amina.core.edit(document, [
    { new: 'States should act.', after: 0, kind: 'num1' },
    { new: 'They should fund it.', after: 1, kind: 'num1' },
    { new: 'Secret deliberation', after: 2, kind: 'num1' },
    { comment: 'inner voice', block: 1, from: 0, to: 6 },
    { amend: 'An unsettled wording.', block: 2 },
  ])
  return { amina, group, document, ...(await begin(amina, document)) }
}
/** The same in a group with Badia, who has it too. */
const shared = async () => {
  const all = await asked()
  const { amina, group, document } = all
  const badia = await device()
  await admit(amina, badia, group, 'Badia')
  await amina.core.answers['documents.share']({ document })
  await give(amina, badia, group)
  return { ...all, badia }
}

const imported = ({ core }: Device, document: DocumentId, bytes: Uint8Array) => {
  const path = join(folder(), 'reply')
  writeFileSync(path, bytes)
  return core.answers['consultations.import']({ document, file: grantOf(core, path) })
}
const refusal = async (work: () => unknown): Promise<string> => {
  try {
    await work()
    return 'taken'
  } catch (error) {
    return error instanceof Failure ? error.code : String(error)
  }
}
const listed = async ({ core }: Device, document: DocumentId) =>
  (await core.answers['consultations.list']({ document })).rounds
const meet = async (one: Device, other: Device, group: GroupId): Promise<void> => {
  await give(one, other, group)
  await give(other, one, group)
}

test('when a page is made, it holds the present text and nothing else of the archive', async () => {
  const { page, told, amina, document } = await asked()
  expect(page).toContain('What is missing?')
  expect(told.parts.slice(0, 3)).toEqual([
    ...['States should act.', 'They should fund it.', 'Secret deliberation'],
  ])
  expect(page).not.toMatch(/inner voice|unsettled|Amina|<protection>/)
  expect(page).not.toContain(document)
  for (const { id } of amina.core.page(document).blocks) expect(page).not.toContain(id)
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-[^ ]+';/,
  )
  expect(policy).not.toMatch(/unsafe|connect-src|https?:/)
})

test('lines of minutes are sent as they were written, and an answer to one finds its words unchanged', async () => {
  const amina = await device()
  const group = await amina.core.answers['groups.create'](foundingOf())
  const document = await create(amina, group, 'Minutes')
  await amina.core.edit(document, [
    { new: 'The hall is open.', after: 0, kind: 'information' },
    { new: 'The list is closed.', after: 1, kind: 'decision' },
  ])
  const { page, told } = await begin(amina, document)
  expect(told.parts.slice(0, 2)).toEqual(['The hall is open.', 'The list is closed.'])
  expect(page).not.toMatch(/Information:|Decision:/)
  await imported(amina, document, await replyFile(told))
  const [, first] = (await listed(amina, document))[0]?.answers ?? []
  expect(first).toMatchObject({ base: 'The hall is open.', changed: false })
})

test('when a reply is read and accepted, the two steps are separate turns with others between', async () => {
  const { amina, document, told } = await asked()
  const bytes = await replyFile(told)
  const between: number[] = []
  const parse = JSON.parse
  const spied = vi.spyOn(JSON, 'parse').mockImplementation(text => {
    if (text.includes('"kind":"reply"'))
      setImmediate(async () => {
        const [round] = await listed(amina, document)
        between.push(round?.replies.length ?? -1)
      })
    return parse(text)
  })
  onTestFinished(() => spied.mockRestore())
  await imported(amina, document, bytes)
  expect(between).toEqual([0])
  expect((await listed(amina, document))[0]?.replies).toHaveLength(1)
})

test('when replies come in, the group answers them together in one table', async () => {
  const { amina, badia, group, document, told, round } = await shared()
  expect(await imported(amina, document, await replyFile(told))).toEqual({ round, answers: 2 })
  await give(amina, badia, group)
  const [whole, first] = (await listed(badia, document))[0]?.answers ?? []
  expect(whole).toMatchObject({ isWhole: true, comment: 'Thank you.\n\nTwo lines.', state: 'open' })
  expect(first).toMatchObject({
    place: '1',
    base: 'States should act.',
    wording: 'States shall act.',
    changed: false,
    name: 'Imany',
    organisation: 'Network',
    naming: 'organisation',
    isWhole: false,
  })
  const answer = ({ core }: Device, state: 'accepted' | 'declined', response: string) =>
    core.answers['consultations.triage']({ document, answer: first?.id ?? '', state, response })
  // Apart, and differently: both answers stay until a member who saw both settles it.
  await answer(amina, 'accepted', 'We agree.')
  await answer(badia, 'declined', 'Not now.')
  await meet(amina, badia, group)
  for (const each of [amina, badia]) {
    const found = (await listed(each, document))[0]?.answers[1]
    expect(found).toMatchObject({ state: 'open' })
    expect(found?.responses.map(({ response }) => response).toSorted()).toEqual([
      ...['Not now.', 'We agree.'],
    ])
  }
  await answer(badia, 'accepted', 'Agreed after all.')
  await meet(amina, badia, group)
  const [[aminas], [others]] = [await listed(amina, document), await listed(badia, document)]
  expect(aminas?.answers).toEqual(others?.answers)
  expect(aminas?.answers[1]).toMatchObject({
    state: 'accepted',
    responses: [{ response: 'Agreed after all.' }],
  })

  const path = join(folder(), 'table.docx')
  await badia.core.answers['consultations.table']({
    document,
    round,
    file: grantOf(badia.core, path),
  })
  const xml = strFromU8(unzipSync(readFileSync(path))['word/document.xml'] ?? new Uint8Array())
  for (const words of ['Too weak.', 'States shall act.', 'Agreed after all.', 'Network (as the'])
    expect(xml).toContain(words)
  // The respondent allows the name of the organisation, not the own name.
  expect(xml).not.toContain('Imany')

  // Words that were restricted or went off the record since it was sent are in no table.
  const { answers } = badia.core
  const tableNow = async (): Promise<string> => {
    const file = join(folder(), 'later.docx')
    await answers['consultations.table']({ document, round, file: grantOf(badia.core, file) })
    return strFromU8(unzipSync(readFileSync(file))['word/document.xml'] ?? new Uint8Array())
  }
  await badia.core.edit(document, [{ states: { off: true }, block: 1 }])
  expect(await tableNow()).not.toMatch(/States sh|Too weak|Agreed after all/u)
  await badia.core.edit(document, [{ states: { off: null }, block: 1 }])
  expect(await tableNow()).toMatch(/States sh/u)
  // Other words that the text withholds in another place are not in the row of an open paragraph.
  await badia.core.edit(document, [
    { new: 'States shall act.', after: 1, kind: 'num1' },
    { states: { off: true }, block: 2 },
  ])
  const beside = await tableNow()
  expect(beside).toMatch(/States should[^]*Too weak[^]*Agreed after all/u)
  expect(beside).not.toMatch(/States shall/u)
  const circle = await answers['circles.create']({ group, name: 'Safety desk' })
  const block = badia.core.page(document).blocks[0]?.id as BlockId
  await answers['restricted.put']({ document, block, circle })
  const closed = await tableNow()
  expect(closed).toContain('[Withheld]')
  expect(closed).not.toMatch(/States sh|Too weak|Agreed after all/u)
  await badia.core.edit(document, [{ remove: 1 }])
  expect(await tableNow()).not.toMatch(/States sh/u)
})

test('when a reply proposes a wording, it becomes an amendment of a member to the present paragraph', async () => {
  const { amina, badia, group, document, told } = await shared()
  await imported(amina, document, await replyFile(told))
  await amina.core.edit(document, [{ insert: 'All ', block: 1, at: 0 }])
  await give(amina, badia, group)
  const answer = (await listed(badia, document))[0]?.answers[1]
  expect(answer).toMatchObject({ changed: true })
  const asking = { document, answer: answer?.id ?? '' }
  const draft = await badia.core.answers['consultations.draft'](asking)
  expect(draft).toMatchObject({ wording: 'All States shall act.', clashes: false })
  expect(draft?.why).toBe('Proposed in a reply to the consultation: Network (as the reply states).')
  const { amendment } = await badia.core.answers['consultations.takeUp']({
    ...asking,
    why: draft?.why ?? '',
    naming: 'named',
  })
  await give(badia, amina, group)
  const all = await amina.core.answers['amendments.list']({ document })
  const made = all.find(({ label }) => label === amendment)
  const { memberList } = await amina.core.answers['groups.get']({ group })
  expect(made).toMatchObject({ wording: 'All States shall act.' })
  expect(made?.by).toBe(memberList.find(({ handle }) => handle === 'Badia')?.id)
  expect((await listed(amina, document))[0]?.answers[1]?.amendments).toEqual([amendment])
})

test('when a file is no reply to this round, it is refused and changes nothing', async () => {
  const { amina, badia, document, told, group } = await shared()
  const other = await begin(amina, await create(amina, group, 'Another'))
  const good = await replyFile(told)
  const altered = Buffer.from(good)
  altered[altered.length - 1]! ^= 1
  const wrong = (fields: object) => replyFile(told, { ...replyTo(told), ...fields })
  const stanza = `-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n`
  const before = amina.core.answers['documents.digest']({ document })
  const long = 'x'.repeat(4001)
  for (const [bytes, code] of [
    [Buffer.from('<html>hello'), 'file-wrong-kind'],
    [Buffer.alloc(0), 'file-wrong-kind'],
    [Buffer.alloc((1 << 20) + 1, good), 'file-too-large'],
    [await replyFile(told, replyTo(told), `baraza-reply/2 ${told.round}\n`), 'file-is-newer'],
    [await replyFile(told, replyTo(told), `baraza-reply/0 ${told.round}\n`), 'file-damaged'],
    [good.subarray(0, good.length - 9), 'file-damaged'],
    [good.subarray(0, 90), 'file-damaged'],
    [altered, 'file-damaged'],
    [await replyFile(other.told, replyTo(other.told)), 'reply-other-round'],
    // Encrypted to another round's key, or naming another within.
    [await replyFile(other.told, replyTo(told), replyHead(told.round)), 'file-damaged'],
    [await wrong({ round: other.told.round }), 'file-damaged'],
    [await wrong({ digest: '0'.repeat(64) }), 'file-damaged'],
    [
      Buffer.from(`${replyHead(told.round)}age-encryption.org/v1\n${stanza.repeat(8000)}`),
      'file-damaged',
    ],
    [await replyFile(told, 'no JSON'), 'file-damaged'],
    [await replyFile(told, '['.repeat(900_000)), 'file-damaged'],
    [await replyFile(told, `{"answers":${'['.repeat(9000)}${']'.repeat(9000)}}`), 'file-damaged'],
    [await wrong({ member: 'Amina' }), 'file-damaged'],
    [await wrong({ answers: [] }), 'file-damaged'],
    [await wrong({ answers: [{ part: 99, comment: 'x', wording: null }] }), 'file-damaged'],
    [await wrong({ answers: [{ part: 1, comment: long, wording: null }] }), 'file-damaged'],
    [
      await wrong({ answers: Array(2).fill({ part: 1, comment: 'x', wording: null }) }),
      'file-damaged',
    ],
    [await wrong({ naming: 'member' }), 'file-damaged'],
  ] as const)
    expect(await refusal(() => imported(amina, document, bytes))).toBe(code)
  expect(await listed(amina, document)).toMatchObject([{ replies: [], answers: [] }])
  expect(amina.core.answers['documents.digest']({ document })).toEqual(before)

  // Only on the device that began the round, once, and until it ends.
  expect(await refusal(() => imported(badia, document, good))).toBe('reply-elsewhere')
  expect(await refusal(() => imported(amina, document, good))).toBe('taken')
  expect(await refusal(() => imported(amina, document, good))).toBe('reply-known')
  const [{ id: round } = { id: '' }] = await listed(amina, document)
  expect(await refusal(() => badia.core.answers['consultations.end']({ document, round }))).toBe(
    'reply-elsewhere',
  )
  await amina.core.answers['consultations.end']({ document, round })
  const second = await wrong({ id: 'cd'.repeat(16) })
  expect(await refusal(() => imported(amina, document, second))).toBe('reply-elsewhere')
  await give(amina, badia, group)
  expect(await listed(badia, document)).toMatchObject([{ over: true, opens: false }])
})

test('when a reply has characters that hide or break text, they are left out, and markup is words', async () => {
  const { amina, document, told } = await asked()
  const bytes = await replyFile(
    told,
    replyTo(told, {
      name: 'A\u0000B\u0007\ud800',
      answers: [{ part: 1, comment: '<b onclick=x>\u0000</b>\r\nnext', wording: 'one\ntwo' }],
    }),
  )
  await imported(amina, document, bytes)
  expect((await listed(amina, document))[0]?.answers).toMatchObject([
    { name: 'AB', comment: '<b onclick=x></b>\nnext', wording: 'one two' },
  ])
})

test('when a document is deleted or retired, no key stays', async () => {
  const archive = temporaryArchive()
  const session = await composeProfile({
    archive,
    now: () => 1_700_000_000_000,
    offline: true,
    lan: {},
    emit: () => {},
    onDefect: error => {
      throw error
    },
  })
  onTestFinished(() => session.close())
  const group = session.groups.add(
    foundGroup(archive, foundingOf(), { now: () => 1_700_000_000_000 }).id,
  )
  const begin = async () => {
    const document = await session.documents.create({
      ...({ group, kind: 'statement', title: 'Mine', language: 'en', blocks: [] } as const),
    })
    archive.consultationRounds.put({ ...drawRound('Mine', []).kept, document })
    return document
  }
  session.documents.remove(await begin())
  session.documents.sealing.seal(await begin())
  expect(archive.consultationRounds.list({})).toEqual([])
})
