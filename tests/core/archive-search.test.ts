// Search on a whole core: narrowed and counted, in groups and languages, with names of files and
// versions; and searches that this device keeps.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Core } from '#core'
import { noFilters, type Search } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { committee } from '#tests/committee'
import { laterRefusal } from '#tests/refusal'
import { blockElements, setAttribute } from '#document/tree'
import { insertBlock, newBlockElement } from '#document/blocks'
import { random } from '#core/keys'

const opened = async (): Promise<{ core: Core; group: GroupId; at: (name: string) => string }> => {
  const home = temporaryDirectory()
  const core = lockedCore(join(home, 'profile'))
  await core.answers['profile.create']({ passphrase })
  const group = await core.answers['groups.create'](foundingOf())
  return { core, group, at: name => join(home, name) }
}

type Made = Partial<{
  kind: 'agenda' | 'minutes' | 'statement'
  language: 'en' | 'ar'
  title: string
}>
const write = async (core: Core, group: GroupId, text: string, made: Made = {}) => {
  const document = await core.answers['documents.create']({
    group,
    kind: made.kind ?? 'statement',
    template: 'none',
    title: made.title ?? 'Working paper',
    language: made.language ?? 'en',
  })
  await core.edit(document, [{ new: text, after: 0, kind: 'num1' }])
  return document
}

test('an agenda is no draft: it is not counted as one, and the filter leaves it out', async () => {
  const { core, group } = await opened()
  await write(core, group, 'Safe spaces.', { kind: 'agenda' })
  const statement = await write(core, group, 'Safe spaces.')
  const query = (filters: Partial<Search['filters']>) =>
    core.answers['search.query']({ text: 'safe', filters: { ...noFilters, ...filters } })
  const all = await query({})
  expect(all.total).toBe(2)
  expect(all.counts.statuses).toEqual([{ value: 'draft', documents: 1 }])
  const drafts = await query({ statuses: ['draft'] })
  expect(drafts.hits.map(({ document }) => document)).toEqual([statement])
})

test('results are narrowed by several filters, counted under the others, and ordered as asked', async () => {
  const { core, group } = await opened()
  const other = await core.answers['groups.create'](foundingOf('Country group'))
  const first = await write(core, group, 'Safe spaces, as A/RES/68/181 says.')
  const second = await write(core, group, 'Safe meetings, as A/RES/68/181 says.', {
    kind: 'minutes',
  })
  const third = await write(core, other, 'أماكن آمنة Safe', { language: 'ar' })
  const query = (search: Partial<Search>) =>
    core.answers['search.query']({
      text: search.text ?? 'safe',
      filters: { ...noFilters, ...search.filters },
    })
  const all = await query({})
  expect([all.total, all.groups, all.hits.length]).toEqual([3, 2, 3])
  expect(all.counts).toMatchObject({
    kinds: [
      { value: 'statement', documents: 2 },
      { value: 'minutes', documents: 1 },
    ],
    statuses: [{ value: 'draft', documents: 3 }],
    years: [{ value: 2023, documents: 3 }],
    cites: [{ value: 'A/RES/68/181', documents: 2 }],
  })
  const narrowed = await query({ filters: { ...noFilters, kinds: ['statement'], groups: [group] } })
  expect(narrowed.hits).toMatchObject([
    { document: first, number: '1.', numbers: ['1.'], cites: ['A/RES/68/181'], language: 'en' },
  ])
  // In the order that they have with nothing chosen.
  expect(narrowed.counts.groups).toEqual([
    { value: group, documents: 1 },
    { value: other, documents: 1 },
  ])
  const cited = await query({ text: '', filters: { ...noFilters, cites: ['a/res/68/181'] } })
  expect(new Set(cited.hits.map(({ document }) => document))).toEqual(new Set([first, second]))
  expect(cited.hits[0]?.snippet).toContainEqual({ text: 'A/RES/68/181', match: true })
  const arabic = await query({ text: 'اماكن امنه' })
  expect(arabic.hits.map(({ document }) => document)).toEqual([third])
  const around = await core.answers['search.around']({ document: third, text: 'امنه', cites: [] })
  expect(around).toMatchObject([{ number: '1 -', isBeside: false }])
  // Nothing asked for: all that there is, to choose from.
  expect((await query({ text: '' })).total).toBe(3)
  const asked = { document: third, text: '', cites: ['rural women'] }
  expect(await laterRefusal(Promise.resolve(core.answers['search.around'](asked)))).toBe(
    'invalid-input',
  )
})

test('a document is found by the name of its file and of its version, and says which it is', async () => {
  const { core, group, at } = await opened()
  const document = await write(core, group, 'One paragraph.')
  writeFileSync(at('Letter of Nairobi.txt'), 'Words in a file are not searched.')
  await core.answers['attachments.add']({
    document,
    file: grantOf(core, at('Letter of Nairobi.txt')),
  })
  const found = async (text: string) =>
    (await core.answers['search.query']({ text })).hits.map(({ what, number }) => [what, number])
  expect(await found('nairobi')).toEqual([['file', '']])
  expect(await found('searched')).toEqual([])
  expect(await found('paragraph')).toEqual([[undefined, '1.']])
  await core.answers['history.name']({ document, name: 'Marrakech draft' })
  expect(await found('marrakech')).toEqual([['version', '']])
})

test('searches are kept under a name, renamed, deleted and brought back; the last ten are remembered', async () => {
  const { core, group } = await opened()
  const search: Search = {
    text: 'quorum',
    filters: { ...noFilters, kinds: ['minutes'], groups: [group] },
  }
  const told: string[] = []
  core.onEvent(name => void told.push(name))
  const id = await core.answers['searches.keep']({ name: 'Quorum in minutes', search })
  await core.answers['searches.keep']({ name: 'Another', search: { ...search, text: '' } })
  await core.answers['searches.keep']({ id, name: 'Minutes with a quorum', search })
  const names = async () => (await core.answers['searches.list']()).map(({ name }) => name)
  expect(await names()).toEqual(['Another', 'Minutes with a quorum'])
  const [, kept] = await core.answers['searches.list']()
  expect(kept).toEqual({ id, name: 'Minutes with a quorum', search })
  await core.answers['searches.remove']({ id })
  expect(await names()).toEqual(['Another'])
  if (kept) await core.answers['searches.keep'](kept)
  expect(await names()).toEqual(['Another', 'Minutes with a quorum'])

  for (let at = 0; at < 12; at++)
    await core.answers['searches.remember']({ ...search, text: `${at}` })
  await core.answers['searches.remember']({ ...search, text: '11' })
  const recent = await core.answers['searches.recent']()
  expect([recent.length, new Set(recent.map(({ text }) => text)).size]).toEqual([10, 10])
  await core.answers['searches.forget']()
  expect(await core.answers['searches.recent']()).toEqual([])
  expect(await names()).toHaveLength(2)
  expect(told.filter(name => name === 'searches.changed').length).toBeGreaterThan(5)
})

test('wordings in brackets, and those of a suggestion, are found and read apart', async () => {
  const { core, group } = await opened()
  const document = await write(core, group, 'States shall ensure it')
  await core.edit(document, [
    { bracket: 1, from: 7, to: 12 },
    { alternative: 'should', block: 1 },
  ])
  const other = await write(core, group, 'Members may vote')
  await core.edit(other, [
    { suggest: { delete: 3 }, block: 1, at: 8 },
    { suggest: { insert: 'must' }, block: 1, at: 11 },
  ])
  const read = async (text: string) =>
    (await core.answers['search.query']({ text, filters: noFilters })).hits.map(hit => [
      hit.document,
      hit.snippet.map(piece => piece.text).join(''),
    ])
  for (const wording of ['shall', 'should'])
    expect(await read(wording)).toEqual([[document, 'States [shall] [should] ensure it']])
  expect(await read('may')).toEqual([[other, 'Members may vote']])
  expect(await read('must')).toEqual([[other, 'Members must vote']])
})

test('a paragraph with a suggestion is found once, as it stands where that has the words', async () => {
  const { core, group } = await opened()
  const guests = 'Guests may speak, as CSW 62 says'
  const document = await write(core, group, 'Members may vote')
  await core.edit(document, [{ new: guests, after: 1, kind: 'num1' }])
  await core.edit(document, [
    { suggest: { delete: 3 }, block: 1, at: 8 },
    { suggest: { insert: 'must, as A/RES/68/181 says,' }, block: 1, at: 11 },
    { suggest: { insert: 'Now ' }, block: 2, at: 0 },
  ])
  const numbersOf = async (text: string) =>
    (await core.answers['search.query']({ text, filters: noFilters })).hits.flatMap(
      ({ numbers }) => numbers,
    )
  const around = async (text: string) =>
    (await core.answers['search.around']({ document, text, cites: [] })).map(
      ({ isBeside, pieces }) => `${isBeside ? '' : '!'}${pieces.map(piece => piece.text).join('')}`,
    )
  const proposed = 'Members must, as A/RES/68/181 says, vote'
  expect(await numbersOf('vote')).toEqual(['1.'])
  expect(await around('vote')).toEqual(['!Members may vote', guests])
  expect(await numbersOf('must')).toEqual(['1.'])
  expect(await around('must')).toEqual([`!${proposed}`, guests])
  expect(await numbersOf('may')).toEqual(['1.', '2.'])
  const cited = async (instrument: string) =>
    (await core.answers['search.citing']({ instrument, limit: 9 })).hits.map(hit => hit.number)
  expect([await cited('CSW62'), await cited('A/RES/68/181')]).toEqual([['2.'], ['1.']])
  expect(await around('speak')).toEqual(['Members may vote', `!${guests}`])
})

test('the description of a picture is found at its figure, and no longer once it is another one', async () => {
  const { chair, id } = await committee('Safe spaces.', [])
  await chair.documents.editAs(id, doc => {
    const figure = { kind: 'figure' as const, runs: [{ text: 'The hall.' }] }
    const made = newBlockElement(figure, { language: 'en', random })
    insertBlock(doc, blockElements(doc)[0] ?? null, made)
  })
  const found = async (text: string) => {
    await chair.documents.flush()
    return chair.archive.search.query({ text, groups: [chair.summary(id).group], limit: 5 })
  }
  const describe = (words: string) =>
    chair.documents.editAs(id, doc => {
      const [, figure] = blockElements(doc)
      if (figure) setAttribute(figure, 's_alt', words)
    })
  await describe('Women at a long table')
  const [first] = await found('long table')
  expect(first).toMatchObject({ document: id, block: chair.documents.page(id).blocks[1]?.id })
  expect(first?.snippet).toContainEqual({ text: 'long table', match: true })
  await describe('An empty room')
  expect(await found('long table')).toEqual([])
  expect(await found('hall')).toHaveLength(1)
})
