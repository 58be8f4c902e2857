// docs/protocol.md and the vectors stay true to each other: the page names each file of vectors, its contents
// list each section, and its worked example is a record of the vectors.
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { decodeStrict, digest, fromHex, toHex, type Decoded } from '#core/keys'
import { genesis } from '#document/templates'
import { readVectors } from '#tests/graph-vectors'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/protocol.md'), 'utf8')
const headings = [...page.matchAll(/^##+ (.+)$/gm)].map(([, heading]) => heading!)

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-')

test('the page names each file of vectors, and no file that is not there', () => {
  const files = globSync('tests/fixtures/{vectors,format-1}/*.json', { cwd: root })
  const named = [...page.matchAll(/`((?:vectors|format-1)\/[a-z0-9-]+\.json)`/g)]
  expect([...new Set(named.map(([, file]) => `tests/fixtures/${file}`))].toSorted()).toEqual(
    files.map(file => file.replaceAll('\\', '/')).toSorted(),
  )
  expect(files.map(file => basename(file))).toContain('judged.json')
})

test('the contents list each section once, and each link leads to a section', () => {
  const contents = page.slice(page.indexOf('## Contents'), page.indexOf('## Notation'))
  const linked = [...contents.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!)
  const sections = headings.filter(heading => heading !== 'Contents').map(anchorOf)
  expect(linked.toSorted()).toEqual(sections.toSorted())
  const all = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor!)
  expect(all.filter(anchor => !sections.includes(anchor))).toEqual([])
})

test('the worked example is a record of the vectors, with the id and frame that are told', () => {
  const { records } = readVectors('membership.json') as {
    records: { type: string; id: string; bytes: string }[]
  }
  const example = page.slice(
    page.indexOf('### A record byte by byte'),
    page.indexOf('## Invitation'),
  )
  const [, hex = ''] = /^(88[0-9a-f]+)$/m.exec(example) ?? []
  const found = records.find(({ bytes }) => bytes === hex)
  expect(found?.type).toBe('recovery')
  expect(example).toContain(`\`${found?.id}\``)
  expect(toHex(digest('record', fromHex(hex)))).toBe(found?.id)
  const label = Buffer.from('baraza/1/record').toString('hex')
  expect(example).toContain(
    `000000000000000f ${label} ${(hex.length / 2).toString(16).padStart(16, '0')}`,
  )
  // Each row of the table, in order, is all of the bytes.
  const rows = [...example.matchAll(/^\| `([0-9a-f… ]+)` \|/gm)].map(([, cell]) => cell!)
  const pattern = rows
    .map(cell => cell.replaceAll(' ', '').replaceAll('…', '[0-9a-f]{56}'))
    .join('')
  expect(hex).toMatch(new RegExp(`^${pattern}$`))
  expect((decodeStrict(fromHex(hex), 1_000) as Decoded[])[5]).toBe('recovery')
})

test('each rule that the dropped records name is a rule of the page, and each rule has one', () => {
  const { graphs } = readVectors('judged.json') as { graphs: { reasons: string[] }[] }
  const named = graphs.flatMap(({ reasons }) => reasons.map(reason => Number.parseInt(reason, 10)))
  const rules = page.slice(
    page.indexOf('### When a record stands'),
    page.indexOf('### From records'),
  )
  const numbers = [...rules.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number))
  expect([...new Set(named)].toSorted((a, b) => a - b)).toEqual(numbers)
})

test('the first update of every document is the one on the page', () => {
  expect(page).toContain(`\n${toHex(genesis())}\n`)
})

test('the page calls no device or member "she"', () => {
  expect(page.match(/\b(she|her|hers|herself)\b/gi) ?? []).toEqual([])
})

test('each section with a layout has a vector', () => {
  const rows = page.slice(page.indexOf('## Vectors'), page.indexOf('## Terms')).split('\n')
  const covered = rows.flatMap(row => row.split(' | ')[2]?.replace(/ \|$/, '').split(', ') ?? [])
  const sections = page.split(/^##+ /m).slice(1)
  const laidOut = sections
    .filter(section => section.includes('\n```\n'))
    .map(section => section.split('\n')[0]!)
  expect(laidOut.length).toBeGreaterThan(20)
  expect(laidOut.filter(heading => !covered.includes(heading))).toEqual([])
  expect(
    covered.filter(each => each !== 'for' && !/^-+$/.test(each) && !headings.includes(each)),
  ).toEqual([])
})
