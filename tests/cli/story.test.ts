// Two members who never share a network: everything goes by file, from a terminal.
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { baraza, person, resident, type Person } from '#tests/command-line'

const seed = resolve(import.meta.dirname, '../fixtures/seed-statement.txt')

let home: string
let amina: Person
let carol: Person
const at = (name: string) => join(home, name)
const script = (name: string, steps: unknown[]) => {
  writeFileSync(at(name), JSON.stringify(steps))
  return at(name)
}

type Id = { document: string }
type Read = { accepted: number; refused: number; known: number }
type Show = { blocks: { number: string; runs: { text: string }[] }[] }

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-cli-'))
  amina = await resident(home, 'amina')
  carol = await resident(home, 'carol')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('two members by files alone', () => {
  let statement: string

  test('Amina founds a group, imports the seed statement and keeps it private', async () => {
    await amina.says('group', 'new', '--name', 'Advisory Group', '--handle', 'A.D.')
    const made = await amina.says<Id & { paragraphs: number }>(
      'import',
      '--kind',
      'statement',
      '--private',
      seed,
    )
    statement = made.document
    expect(made.paragraphs).toBe(18)
    const { blocks } = await amina.says<Show>('show', '--document', statement)
    expect(blocks.map(block => block.number)).toEqual([
      '1.',
      '2.',
      '3.',
      '4.',
      '5.',
      '6.',
      '7.',
      '8.',
      '(a)',
      '(b)',
      '(c)',
      '(d)',
      '(e)',
      '(f)',
      '(g)',
      '9.',
      '10.',
      '11.',
    ])
    type Cited = { instrument: string; places: { number: string }[] }[]
    const cited = await amina.says<Cited>('cited', '--document', statement)
    expect(cited.map(({ instrument, places }) => [instrument, places[0]?.number])).toEqual([
      ['A/RES/68/181', '2.'],
      ['A/RES/66/164', '2.'],
      ['A/HRC/RES/22/6', '2.'],
      ['CSW62', '10.'],
      ['CSW61', '11.'],
    ])
    type Hits = { hits: { document: string; number: string }[] }
    const { hits } = await amina.says<Hits>('search', '', '--cites', 'a/res/68/181')
    expect(hits).toMatchObject([{ document: statement, number: '2.' }])
    expect(await amina.refused('search', '', '--cites', 'rural women')).toBe('invalid-input')
    type Found = Hits & { total: number; counts: Record<string, { value: unknown }[]> }
    const year = `${new Date().getFullYear()}`
    const narrowed = await amina.says<Found>(
      ...['search', ' -nothing', '--kind', 'statement,minutes', '--status', 'draft'],
      ...['--language', 'en', '--year', year, '--cites', 'CSW62,CSW61', '--newest'],
    )
    expect(narrowed).toMatchObject({ hits: [{ document: statement }], total: 1 })
    expect(narrowed.counts['cites']?.map(({ value }) => value)).toContain('A/HRC/RES/22/6')
    expect(await amina.says<Found>('search', '', '--kind', 'minutes')).toMatchObject({ total: 0 })
    expect(await amina.refused('search', '', '--status', 'finished')).toBe('invalid-input')
    expect(await amina.refused('search', '', '--year', 'last')).toBe('invalid-input')
  })

  test('Carol asks to join, both see the same security words, and Amina admits the device', async () => {
    await amina.says('invite', '--out', at('invitation'))
    await carol.says(
      'join',
      '--invitation',
      at('invitation'),
      '--handle',
      'C.R.',
      '--out',
      at('reply'),
    )
    const hers = await carol.says<{ words: string[] }>('words')
    const his = await amina.says<{ words: string[] }>('words', '--reply', at('reply'))
    expect(hers.words).toHaveLength(6)
    expect(hers).toEqual(his)
    expect(await amina.refused('admit', '--reply', at('reply'))).toBe('words-not-checked')
    await amina.says('admit', '--reply', at('reply'), '--words-checked')
  })

  test('the welcome file carries what was shared and nothing private', async () => {
    const shared = await amina.says<Id>('new', '--kind', 'minutes', '--title', 'First session')
    await amina.says('file', 'write', '--out', at('welcome'))
    await carol.says('file', 'read', at('welcome'))
    const list = await carol.says<{ id: string }[]>('list')
    expect(list.map(document => document.id)).toEqual([shared.document])
  })

  test('both edit apart, swap files in either order and twice, and have one text', async () => {
    await amina.says('share', '--document', statement)
    await amina.says('file', 'write', '--out', at('shared'))
    await carol.says('file', 'read', at('shared'))

    const first = script('amina.json', [{ insert: 'Amina begins. ', block: 1, at: 0 }])
    const second = script('carol.json', [
      { insert: 'Carol ends. ', block: 1, at: 0 },
      { new: 'A closing paragraph.', after: 18, kind: 'num1' },
    ])
    await amina.says('edit', '--document', statement, '--script', first)
    await carol.says('edit', '--document', statement, '--script', second)
    await amina.says('file', 'write', '--out', at('from-amina'))
    await carol.says('file', 'write', '--out', at('from-carol'))
    expect((await carol.says<Read>('file', 'read', at('from-amina'))).accepted).toBeGreaterThan(0)
    await amina.says('file', 'read', at('from-carol'))
    const again = await amina.says<Read>('file', 'read', at('from-carol'))
    expect(again).toMatchObject({ accepted: 0, refused: 0 })

    const digest = await amina.says<string>('digest', '--document', statement)
    expect(await carol.says('digest', '--document', statement)).toBe(digest)
    const page = await carol.says<Show>('show', '--document', statement)
    const opening = page.blocks[0]?.runs.map(run => run.text).join('')
    expect(opening).toContain('Amina begins.')
    expect(opening).toContain('Carol ends.')
    expect(page.blocks.at(-1)?.number).toBe('12.')
  })

  test('Carol finds the paragraph and hands the text over as a Word file', async () => {
    const found = await carol.says<{
      hits: { number: string; snippet: { text: string; match: boolean }[] }[]
    }>('search', 'Zimbabwe')
    expect(found.hits[0]?.number).toContain('(e)')
    expect(found.hits[0]?.snippet.filter(piece => piece.match).map(piece => piece.text)).toEqual([
      'Zimbabwe',
    ])
    await carol.says(
      'export',
      '--document',
      statement.slice(0, 8),
      '--format',
      'docx',
      '--out',
      at('out.docx'),
    )
    expect(readFileSync(at('out.docx')).subarray(0, 2).toString()).toBe('PK')
    expect(await carol.says('check')).toMatchObject({ missing: 0, damaged: 0 })
  })

  test('refusals say why and change nothing', async () => {
    const digest = await carol.says('digest', '--document', statement)
    truncateSync(at('from-amina'), 400)
    expect(await carol.refused('file', 'read', at('from-amina'))).toBe('file-damaged')
    const eve = person(home, 'eve')
    await eve.says('profile', 'new')
    await eve.says('group', 'new', '--name', 'Other', '--handle', 'E.')
    expect(await eve.refused('file', 'read', at('from-carol'))).toBe('file-not-for-this-device')
    expect(await eve.refused('profile', 'new')).toBe('profile-exists')
    writeFileSync(at('wrong'), 'not the passphrase')
    const wrong = await baraza(['list', '--passphrase-file', at('wrong')], carol.env)
    expect(wrong).toMatchObject({ code: 1, out: '' })
    expect(wrong.error).toMatch(/^wrong-passphrase: This passphrase does not open this device/)
    expect((await baraza(['frobnicate'], carol.env)).code).toBe(2)
    expect(await carol.says('digest', '--document', statement)).toBe(digest)
  })
})
