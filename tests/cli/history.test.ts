// A text's state from a terminal: versions named, compared, brought back; versions in other languages;
// and what keeps it from being adopted.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { here, resident } from '#tests/command-line'
import { readDocx } from '../../src/core/files/docx/index.ts'

let home: string
let amina: Awaited<ReturnType<typeof resident>>
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-history-'))
  amina = await resident(home, 'amina')
  await amina.says('group', 'new', '--name', 'Group', '--handle', 'Amina')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a footnote is a line of its own with its number, and with its name once it went', async () => {
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'minutes', '--title', 'Minutes', '--private'],
  )
  const edit = async (...steps: unknown[]): Promise<void> => {
    const script = join(home, 'notes.json')
    writeFileSync(script, JSON.stringify(steps))
    await amina.says('edit', '--document', document, '--script', script)
  }
  const differs = async (): Promise<string[]> =>
    (await here(['compare', '--document', document], amina.env)).out.trim().split('\n')
  await edit(
    { new: 'States should act.', after: 0, kind: 'num1' },
    { footnote: 'See the report.', block: 1, at: 6 },
  )
  await amina.says('history', '--document', document, '--name', 'Sent to members')
  await edit({ insert: ' of 2017', note: 1, at: 14 })
  expect(await differs()).toEqual(['[1] See the report{+ of 2017+}.'])
  await edit({ delete: 1, block: 1, at: 6 })
  expect(await differs()).toEqual([
    '1. States[-[1]-] should act.',
    '(removed) footnote [-See the report.-]',
  ])
})

test('a version is named, compared with now in words, and brought back', async () => {
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'minutes', '--title', 'Minutes', '--private'],
  )
  const edit = async (...steps: unknown[]): Promise<void> => {
    const script = join(home, 'script.json')
    writeFileSync(script, JSON.stringify(steps))
    await amina.says('edit', '--document', document, '--script', script)
  }
  await edit({ new: 'States should act.', after: 0, kind: 'num1' })
  const { version } = await amina.says<{ version: string }>(
    ...['history', '--document', document, '--name', 'Sent to members'],
  )
  await edit({ delete: 6, block: 1, at: 7 }, { insert: 'shall', block: 1, at: 7 })
  expect(await amina.says('history', '--document', document)).toMatchObject([
    { version: { id: version, name: 'Sent to members', standing: 'proven' } },
    { version: null, sittings: [{ paragraphs: 1 }] },
  ])
  const [changed] = await amina.says<{ pieces: unknown[] }[]>('compare', '--document', document)
  expect(changed?.pieces).toMatchObject([
    { kind: 'kept', text: 'States ' },
    { kind: 'removed', text: 'should' },
    { kind: 'added', text: 'shall' },
    { kind: 'kept', text: ' act.' },
  ])
  const out = join(home, 'changes.docx')
  const exporting = ['export', '--document', document, '--format', 'docx', '--out', out]
  await amina.says(...exporting, '--changes-since', 'Sent to members', '--authors', 'names')
  const { flow } = await readDocx(readFileSync(out))
  const pieces = flow.flatMap(each => (each.is === 'paragraph' ? each.pieces : []))
  expect(pieces.flatMap(({ inserted, text }) => (inserted ? [inserted.author, text] : []))).toEqual(
    ['Amina', 'shall'],
  )
  expect(await amina.refused(...exporting, '--changes-since', 'No such version')).toBe('not-found')
  expect(
    await amina.says('restore', '--document', document, '--version', version.slice(0, 12)),
  ).toEqual({ paragraphs: 1, keepsSettled: false })
  const same = await amina.says<{ pieces: { kind: string }[] }[]>('compare', '--document', document)
  expect(same.flatMap(({ pieces }) => pieces.map(({ kind }) => kind))).not.toContain('added')
  expect(await amina.refused('compare', '--document', document, '--from', 'zzz')).toBe('not-found')
  await amina.says('history', '--document', document, '--name', 'Sent outside')
  await edit({ insert: ' Now.', block: 1, at: 18 })
  const between = [...exporting, '--changes-since', 'Sent to members', '--changes-until']
  await amina.says(...between, 'Sent outside')
  const shown = (await readDocx(readFileSync(out))).flow.flatMap(each =>
    each.is === 'paragraph' ? each.pieces.map(({ text }) => text) : [],
  )
  expect(shown.join('')).toContain('should act.')
  expect(shown.join('')).not.toContain('Now.')
  const exported = ['export', '--document', document, '--format', 'docx', '--out', out]
  expect(await amina.refused(...exported, '--changes-until', 'Sent outside')).toBe('invalid-input')
})

test('a version in French is begun, confirmed in parts, and compared with its original', async () => {
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'recommendations', '--title', 'What we ask', '--private'],
  )
  const { document: french } = await amina.says<{ document: string }>(
    ...['languages', 'add', '--document', document, '--language', 'fr'],
  )
  const of = ['--document', french]
  expect(await amina.says('languages', 'confirm', ...of, '--paragraphs', '1')).toEqual({
    confirmed: 1,
    left: [],
  })
  const { pairs } = await amina.says<{ pairs: { standing: string }[] }>(
    ...['languages', 'compare', ...of],
  )
  expect(pairs.map(({ standing }) => standing).slice(0, 3)).toEqual([
    ...['current', 'empty', 'unchecked'],
  ])
  expect(await amina.says('languages', 'bring', ...of)).toEqual({ paragraphs: 0 })
  expect(await amina.says('languages', 'list', '--document', document)).toMatchObject({
    original: { document },
    versions: [{ document: french, language: 'fr', checked: 1 }],
  })
  expect(await amina.refused('languages', 'compare', '--document', document)).toBe('not-found')
})

test('open points that keep a text from being adopted are listed by place; none are left once all are settled', async () => {
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'minutes', '--title', 'To adopt', '--private'],
  )
  const of = ['--document', document]
  const edit = async (...steps: unknown[]): Promise<void> => {
    const script = join(home, 'adopt.json')
    writeFileSync(script, JSON.stringify(steps))
    expect(await amina.says('edit', ...of, '--script', script)).toMatchObject({ refused: [] })
  }
  await edit(
    { new: 'States should act.', after: 0, kind: 'num1' },
    { new: 'They fund it.', after: 1, kind: 'num1' },
    { bracket: 1 },
    { alternative: 'States shall act.', block: 1 },
    { amend: 'They fund it well.', block: 3 },
  )
  expect(await amina.says('check-adoption', ...of)).toMatchObject({
    may: false,
    open: [
      { code: 'bracket-open', place: '1' },
      { code: 'bracket-open', place: '1 bis' },
      { code: 'amendment-open', place: '2', label: '1' },
    ],
  })
  const [amendment] = await amina.says<{ label: string }[]>('amendments', ...of)
  await edit({ settle: 'keep', block: 2 }, { withdraw: amendment?.label })
  expect(await amina.says('check-adoption', ...of)).toEqual({ may: true, open: [] })
})
