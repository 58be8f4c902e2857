// Names in minutes: the choice of the minutes, or of a line, decides what every file says. Ten planted
// names, in all formats and their metadata.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { toPrintable, toText, withOutcomes } from '#core/paper'
import { blockText, type SpeakerNaming } from '#document/model'
import type { DocumentId, FileGrant } from '#shared/ids'
import { random } from '#core/keys'
import { deciders, questionOf, type Decider } from '#tests/deciding'
import { Language } from '#shared/contract'
import { committee, now } from '#tests/committee'
import { found, planted, plantedMinutes } from '#tests/planted-minutes'
import { exportAnswers } from '../../src/core/api/exports.ts'
import { sheetOf } from '../../src/core/exports/paper.ts'
import { openTasks } from '../../src/core/api/tasks.ts'
import { moveTo } from '../../src/core/drafting/copies/copying.ts'
import { openFiles } from '#core/grants'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

const formats = ['docx', 'odt', 'html', 'md', 'txt', 'akn', 'json'] as const

/** The parts of a ZIP file, unpacked, with their names. */
const unpacked = (zip: Buffer): string => {
  const parts: string[] = []
  for (let at = 0; (at = zip.indexOf('PK\u0001\u0002', at, 'latin1')) >= 0; at += 46) {
    const [method, size, name] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
    ]
    const from = zip.readUInt32LE(at + 42)
    const start = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28)
    const bytes = zip.subarray(start, start + size)
    parts.push(zip.toString('utf8', at + 46, at + 46 + name))
    parts.push((method === 0 ? bytes : inflateRawSync(bytes)).toString('utf8'))
  }
  return parts.join('\n')
}

/** These say by the names of their elements what a line is. */
const hasKinds = new Set<string>(['akn', 'json'])

/** Everything that any file of the minutes says. */
const filesOf = async (profile: OpenProfile, document: DocumentId): Promise<string[]> =>
  (await filesByFormat(profile, document)).map(([, text]) => text)

const filesByFormat = async (
  profile: OpenProfile,
  document: DocumentId,
): Promise<[format: string, text: string][]> => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-naming-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const files = openFiles()
  const answers = exportAnswers(
    { now, files, profile: () => profile } as Parameters<typeof exportAnswers>[0],
    openTasks(() => {}),
  )
  const texts: [string, string][] = []
  for (const format of formats) {
    const path = join(folder, format)
    const file = Buffer.from(random(16)).toString('hex') as FileGrant
    files.grant(file, path, 'typed')
    await answers['paper.export']({ document, format, file })
    const bytes = readFileSync(path)
    const isZip = format === 'docx' || format === 'odt'
    texts.push([format, isZip ? unpacked(bytes) : bytes.toString('utf8')])
  }
  // A PDF is a print of this page.
  return [...texts, ['pdf', JSON.stringify(toPrintable(sheetOf(profile, document)))]]
}

const countIn = (text: string): number => planted.filter(name => text.includes(name)).length

test('ten names: in all files where the minutes name, in none where they do not, whatever one line says', async () => {
  const { profile, minutes, edit, idOf } = await plantedMinutes()
  const say = async (naming: SpeakerNaming) => {
    await edit({ naming })
    return filesOf(profile, minutes)
  }
  const named = await say('named')
  expect(named.map(countIn)).toEqual(named.map(() => 10))
  for (const naming of ['role', 'none'] as const) {
    const files = await say(naming)
    expect(files.map(countIn)).toEqual(files.map(() => 0))
    // Nor does an id of a member leave, from which who knows the group could tell.
    for (const name of planted) for (const file of files) expect(file).not.toContain(idOf(name))
  }
  await edit({ naming: 'named' }, { states: { naming: 'none' }, block: 4 })
  expect((await filesOf(profile, minutes)).map(countIn)).toEqual(named.map(() => 9))
  await edit({ naming: 'none' }, { states: { naming: 'named' }, block: 4 })
  expect((await filesOf(profile, minutes)).map(countIn)).toEqual(named.map(() => 1))
})

test('words read as the choice is, with the first letter of a line in capitals', async () => {
  const { profile, minutes, edit } = await plantedMinutes()
  const lines = () => sheetOf(profile, minutes).page.blocks.map(blockText)
  expect(lines().slice(0, 2)).toEqual([
    'The Chair asked for the floor. (Owner: the Chair; Due: 2026-09-24)',
    'A member asked for the floor. (Owner: a member; Due: 2026-09-24)',
  ])
  await edit({ naming: 'none' })
  expect(lines()[0]).toBe(
    'A participant asked for the floor. (Owner: a participant; Due: 2026-09-24)',
  )
  await edit({ naming: 'named' })
  expect(lines()[1]).toBe('Zq1planted asked for the floor. (Owner: Zq1planted; Due: 2026-09-24)')
})

const labels: Record<Language, readonly string[]> = {
  en: ['Decision:', 'Action item:', 'Information:', 'Reservation:'],
  fr: ['Décision\u00a0:', 'Mesure à prendre\u00a0:', 'Information\u00a0:', 'Réserve\u00a0:'],
  es: ['Decisión:', 'Medida por adoptar:', 'Información:', 'Reserva:'],
  ar: ['قرار:', 'إجراء مطلوب:', 'معلومات:', 'تحفظ:'],
  ru: ['Решение:', 'Поручение:', 'Информация:', 'Оговорка:'],
  zh: ['决定：', '行动事项：', '情况通报：', '保留：'],
}

test('each line says in all files what it is, in the language of the minutes; one without words says nothing', async () => {
  const { chair, group } = await committee('A line.', [])
  for (const language of Language.options) {
    const kinds = ['decision', 'action', 'information', 'reservation'] as const
    const minutes = await chair.documents.create({
      ...({ group, kind: 'minutes', title: 'Minutes', language } as const),
      blocks: [...kinds, 'decision' as const].map((kind, at) => ({
        kind,
        runs: at < kinds.length ? [{ text: `Words ${at}.` }] : [],
      })),
    })
    // No reader of words has them.
    const words = kinds.map((_, at) => `Words ${at}.`)
    expect(sheetOf(chair, minutes).page.blocks.map(blockText)).toEqual([...words, ''])
    const space = language === 'zh' ? '' : ' '
    const said = labels[language].map((label, at) => `${label}${space}Words ${at}.`)
    const text = toText(sheetOf(chair, minutes)).split('\n')
    expect(text.filter(line => line.includes('Words'))).toEqual(said)
    for (const [format, file] of await filesByFormat(chair, minutes))
      for (const label of labels[language])
        expect([format, file.split(label).length]).toEqual([format, hasKinds.has(format) ? 1 : 2])
  }
})

test('a line whose words begin with what it is says it once, as its writer did', async () => {
  const { chair, group } = await committee('A line.', [])
  const typed = {
    en: ['decision', 'DECISION: The list is closed.'],
    fr: ['action', 'Mesure a prendre : Le groupe écrit.'],
    zh: ['decision', '决定: 名单。'],
  } as const
  for (const language of ['en', 'fr', 'zh'] as const) {
    const [kind, text] = typed[language]
    const minutes = await chair.documents.create({
      ...({ group, kind: 'minutes', title: 'Minutes', language } as const),
      blocks: [
        { kind, runs: [{ text }] },
        { kind: 'information', runs: [{ text }] },
      ],
    })
    const lines = toText(sheetOf(chair, minutes)).split('\n')
    const space = language === 'zh' ? '' : ' '
    const other = `${labels[language][2]}${space}${text}`
    expect(lines.filter(line => line.includes(text))).toEqual([text, other])
  }
})

test('words off the record are in no file', async () => {
  const { profile, minutes, edit } = await plantedMinutes()
  await edit({ insert: ' Zoffrecord', block: 2, at: 3 }, { states: { off: true }, block: 2 })
  const files = await filesOf(profile, minutes)
  expect(files.filter(file => file.includes('Zoffrecord'))).toEqual([])
  expect(sheetOf(profile, minutes).page.blocks.map(blockText)[1]).toBe('[Off the record]')
  expect(toText(sheetOf(profile, minutes)).split('\n')).toContain('[Off the record]')
})

test('minutes that go to another group name members by words alone', async () => {
  const { profile, minutes, edit, idOf } = await plantedMinutes()
  await edit({ naming: 'named' })
  const other = found(profile, 'Somebody')
  const moved = await moveTo(profile, { document: minutes, group: other, keep: true })
  const text = JSON.stringify(profile.documents.page(moved))
  for (const name of planted) expect(text).not.toContain(idOf(name))
  expect(countIn(text)).toBe(10)
})

test('a decision in minutes is followed by what came out, as the acts of now have it', async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, member] = all as [Decider, Decider]
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [
      { kind: 'decision', runs: [{ text: 'The examples move.' }], meeting: { question } },
      { kind: 'decision', runs: [{ text: 'No question.' }] },
    ],
  })
  const line = () => blockText(withOutcomes(sheetOf(chair, minutes)).page.blocks[0]!)
  expect(line()).toBe('The examples move. (The decision is open; text 0202 0202)')
  const support = { type: 'position', choice: 'support', reason: '', reservations: [] } as const
  chair.acts.write(id, question, { ...support, reservations: [] })
  chair.acts.write(id, question, { type: 'close' })
  const closed = '(Agreed by consensus; 1 of 2 answered, 1 needed; 2023-11-14; text 0202 0202)'
  expect(line()).toBe(`The examples move. ${closed}`)
  expect(sheetOf(chair, minutes).page.blocks.map(blockText)[1]).toBe('No question.')
  for (const file of (await filesOf(chair, minutes)).slice(0, 5)) {
    expect(file).toContain('Agreed by consensus; 1 of 2 answered, 1 needed')
    expect(file).not.toContain(question)
  }
  expect(member.archive.documents.get(minutes)).toBeNull()
})
