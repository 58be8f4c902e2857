// Many files from a terminal: a whole group into a folder, and files of other programs in another format. A refused one
// is named and the others go on; a person who ends the command finds whole files alone.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resident, withProfile } from '#tests/command-line'
import { deleted, deletedRun, inserted, paragraph, run, wordFile } from '#tests/word-file'
import { runCommand } from '../../src/cli/run.ts'

type Batch = { written: { from: string; file: string }[]; refused: unknown[]; left: number }

let home: string
let amina: Awaited<ReturnType<typeof resident>>
const at = (name: string): string => join(home, name)
const filesIn = (name: string): string[] => readdirSync(at(name)).toSorted()
const namesOf = ({ written }: Batch): string[] => written.map(({ file }) => file).toSorted()

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-batches-'))
  amina = await resident(home, 'amina')
  await amina.says('group', 'new', '--name', 'Group', '--handle', 'A.D.')
  for (const title of ['On clinics', 'On Clinics', 'On: clinics/roads'])
    await amina.says('new', '--kind', 'statement', '--title', title)
  await amina.says('new', '--kind', 'brief', '--title', 'Mine alone', '--private')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a whole group is exported: each shared document is a file of its own name, drafts stay', async () => {
  const wanted = ['export-group', '--format', 'docx', '--out', at('all')]
  const batch = await amina.says<Batch>(...wanted)
  expect(batch).toMatchObject({ refused: [], left: 0 })
  expect(namesOf(batch)).toEqual(filesIn('all'))
  expect(filesIn('all').map(name => name.toLowerCase())).toEqual(
    expect.arrayContaining(['on clinics.docx', 'on clinics (2).docx', 'on clinics roads.docx']),
  )
  expect(filesIn('all')).toHaveLength(3)
  for (const name of filesIn('all'))
    expect(Object.keys(unzipSync(readFileSync(join(at('all'), name))))).toContain(
      'word/document.xml',
    )
  // Each document has the same name again, also after another one was changed last.
  const ids = batch.written.map(({ from }) => from)
  expect(ids).toEqual(ids.toSorted())
  for (const document of ids) {
    writeFileSync(at('steps'), JSON.stringify([{ insert: 'A ', block: 1, at: 0 }]))
    await amina.says('edit', '--document', document, '--script', at('steps'))
    expect(await amina.says<Batch>(...wanted)).toEqual(batch)
  }
  expect(await amina.sees(...wanted)).toContain('100%')
})

test('a text that may not leave is named, and the others are written', async () => {
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'assessment', '--title', 'Visits', '--template', 'none'],
  )
  writeFileSync(at('steps'), JSON.stringify([{ new: 'J-07 told us.', after: 0, kind: 'num1' }]))
  await amina.says('edit', '--document', document, '--script', at('steps'))
  await amina.says(
    ...['consents', 'put', '--document', document, '--code', 'J-07', '--scope', 'group'],
    ...['--what', 'An interview.'],
  )
  const batch = (await amina.denied(
    ...['export-group', '--format', 'txt', '--out', at('some')],
  )) as Batch
  expect(batch).toMatchObject({ refused: [{ from: document, code: 'consent-missing' }], left: 0 })
  expect(filesIn('some')).toHaveLength(3)
})

test('when a person ends the command, whole files alone are there, and what is left is counted', async () => {
  let end = (): void => {}
  const ended = new Promise<void>(done => (end = done))
  let out = ''
  const code = await runCommand(
    ['export-group', '--format', 'odt', '--out', at('ended'), '--json'],
    {
      env: amina.env,
      ended,
      isWatched: true,
      out: line => void (out += line),
      // The first word about how far it is comes after the first file.
      error: () => end(),
    },
  )
  const batch = JSON.parse(out) as Batch
  expect([code, batch.written.length + batch.refused.length + batch.left]).toEqual([1, 4])
  expect(batch.left).toBeGreaterThan(0)
  expect(filesIn('ended')).toEqual(namesOf(batch))
  expect(filesIn('ended').filter(name => name.endsWith('.part'))).toEqual([])
})

test('when a person ends a conversion, the exit code says that files are left, though none was refused', async () => {
  const files = ['one.md', 'two.md', 'three.md'].map(at)
  for (const file of files) writeFileSync(file, 'Words.')
  let end = (): void => {}
  const ended = new Promise<void>(done => (end = done))
  let out = ''
  const code = await runCommand(
    ['convert', '--format', 'txt', '--out', at('parted'), '--json', ...files],
    { env: {}, ended, isWatched: true, out: line => void (out += line), error: () => end() },
  )
  const batch = JSON.parse(out) as Batch
  expect([code, batch.refused]).toEqual([1, []])
  expect(batch.left).toBeGreaterThan(0)
  expect(batch.written.length + batch.left).toBe(3)
})

test('files are converted without a profile, their changes settled, and broken ones are named', async () => {
  writeFileSync(
    at('Draft.docx'),
    wordFile(paragraph(run('They ') + deleted(deletedRun('may')) + inserted(run('should')))),
  )
  writeFileSync(at('Note.md'), '# A note\n\nWords of *it*.')
  writeFileSync(at('Broken.odt'), 'PK, and no zip')
  const stranger = withProfile({ profile: at('none'), passphrase: 'x', folder: home })
  const from = (...names: string[]): string[] => names.map(at)
  const wanted = ['convert', '--format', 'md', '--out', at('md')]
  const batch = (await stranger.denied(
    ...[...wanted, ...from('Draft.docx', 'Note.md', 'Broken.odt')],
  )) as Batch
  expect(batch.refused).toEqual([{ from: at('Broken.odt'), code: 'file-damaged' }])
  expect(filesIn('md')).toEqual(['Draft.md', 'Note.md'])
  expect(readFileSync(join(at('md'), 'Draft.md'), 'utf8')).toContain('They should')
  const note = readFileSync(join(at('md'), 'Note.md'), 'utf8')
  expect(note).toContain('Words of *it*.')
  // No line of a group, since the file is of none.
  expect(note).toMatch(/^# A note\n\nDraft\./)

  await stranger.says('convert', '--format', 'txt', '--out', at('txt'), at('Note.md'))
  expect(readFileSync(join(at('txt'), 'Note.txt'), 'utf8')).toMatch(/^Draft\./)
  await stranger.says(
    ...['convert', '--format', 'docx', '--changes', 'rejected', '--out', at('docx')],
    ...from('Draft.docx'),
  )
  const document = unzipSync(readFileSync(join(at('docx'), 'Draft.docx')))['word/document.xml']
  expect(strFromU8(document ?? new Uint8Array())).toMatch(/They.*may/)
  // No line of a group, since the file is of none, and no separator in the header of a page before anything.
  for (const [format, part, line] of [
    ['docx', 'word/document.xml', /"Masthead"/],
    ['odt', 'content.xml', /"Masthead"/],
    ['html', null, /class="group"/],
    ['akn', null, /class="group"/],
  ] as const) {
    await stranger.says('convert', '--format', format, '--out', at(`no-${format}`), at('Note.md'))
    const bytes = readFileSync(join(at(`no-${format}`), `Note.${format}`))
    const text = strFromU8(part === null ? bytes : (unzipSync(bytes)[part] ?? new Uint8Array()))
    expect(text).toContain('Draft.')
    expect(text).not.toMatch(line)
  }
  // No profile came of it.
  expect(filesIn('.')).not.toContain('none')
  expect(
    await stranger.refused('convert', '--format', 'pdf', '--out', at('x'), at('Note.md')),
  ).toBe('invalid-input')
})

test('files of one long name, or of none, have names of their own', async () => {
  const long = `${'A long title '.repeat(20)}\ud83d\ude00`
  for (const title of [long, long, '...', 'CON'])
    await amina.says('new', '--kind', 'brief', '--title', title)
  await amina.says('export-group', '--format', 'txt', '--out', at('long')).catch(() => {})
  const names = filesIn('long')
  expect(names.filter(name => name.startsWith('A long title'))).toHaveLength(2)
  expect(names).toContain('_CON.txt')
  expect(names.every(name => name.length <= 120 && name.endsWith('.txt'))).toBe(true)
})

test('a folder that is a file is refused, and nothing is written', async () => {
  writeFileSync(at('file'), 'Mine.')
  for (const out of [at('file'), join(at('file'), 'below')])
    expect(await amina.refused('export-group', '--format', 'txt', '--out', out)).toBe(
      'file-wrong-kind',
    )
  expect(readFileSync(at('file'), 'utf8')).toBe('Mine.')
})
