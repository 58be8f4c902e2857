// A file says of its text what the decisions about it say: an adopted text leaves as an adopted text, and no other one does.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { toMarkdown } from '#core/paper'
import { rootOf, writeMeta } from '#document/tree'
import type { DocumentId } from '#shared/ids'
import { askingOf, deciders, meet, questionOf, type Decider } from '#tests/deciding'
import { textIn } from '#tests/documents'
import type { ApiContext } from '../../../src/core/api/api-context.ts'
import { decisionAnswers } from '../../../src/core/api/decisions.ts'
import { leavingIn } from '../../../src/core/exports/leaving-list.ts'
import { sheetOf, sheetWriters } from '../../../src/core/exports/paper.ts'
import { headerOf, mastheadOf } from '../../../src/core/paper/sheet.ts'

const answersOf = (profile: Decider) =>
  decisionAnswers({ now: () => profile.clock.now, profile: () => profile } as unknown as ApiContext)

const adopt = async (profile: Decider, id: DocumentId): Promise<void> => {
  const asking = askingOf(id, { languages: [] })
  const { decision } = await answersOf(profile)['decisions.ask'](asking)
  const support = { decision, choice: 'support' as const, reason: '', reservations: [] }
  await answersOf(profile)['decisions.position'](support)
  await answersOf(profile)['decisions.close']({ decision })
}

const draft = 'Draft. Not a United Nations document.'
const adopted = 'Adopted. Not a United Nations document.'
const saidIn = (profile: Decider, id: DocumentId) => headerOf(sheetOf(profile, id)).at(-1)
const listIn = async (profile: Decider, id: DocumentId, more: object = {}) =>
  (await leavingIn(profile, id, more, profile.clock.now)).textIs

test('the header of a file and its list say that the text is adopted, on every device', async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, member] = all as [Decider, Decider]
  expect(saidIn(chair, id)).toBe(draft)
  expect(await listIn(chair, id)).toBe('draft')
  await adopt(chair, id)
  await meet(group, ...all)
  for (const each of [chair, member]) {
    expect(saidIn(each, id)).toBe(adopted)
    expect(await listIn(each, id)).toBe('adopted')
  }
  // Words that are proposed were not adopted.
  const changes = { suggestions: true, authors: 'group' } as const
  expect(await listIn(chair, id, { changes })).toBe('draft')
  expect(await listIn(chair, id, { changes: { comments: 'open', authors: 'group' } })).toBe(
    'adopted',
  )
})

test('lines of minutes say in files what they are, until the minutes are adopted: they read as adopted', async () => {
  const { group, all } = await deciders([])
  const [chair] = all as [Decider]
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'decision', runs: [{ text: 'The list is closed.' }] }],
  })
  await chair.documents.share(minutes)
  const first = () => toMarkdown(sheetOf(chair, minutes)).trimEnd().split('\n\n').at(-1)
  expect(first()).toBe('**Decision:** The list is closed.')
  await adopt(chair, minutes)
  expect(saidIn(chair, minutes)).toBe(adopted)
  expect(first()).toBe('The list is closed.')
})

test('adopted minutes read as they were adopted, without what came out of a decision that they state', async () => {
  const { group, id, all } = await deciders([])
  const [chair] = all as [Decider]
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  const minutes = await chair.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'decision', runs: [{ text: 'The list is closed.' }], meeting: { question } }],
  })
  await chair.documents.share(minutes)
  const written = async (format: 'html' | 'md' | 'txt' | 'akn' | 'json') =>
    new TextDecoder().decode(await sheetWriters[format](sheetOf(chair, minutes)))
  const formats = ['html', 'md', 'txt', 'akn', 'json'] as const
  for (const format of formats) expect(await written(format)).toContain('The decision is open')
  await adopt(chair, minutes)
  expect(saidIn(chair, minutes)).toBe(adopted)
  for (const format of formats) {
    expect(await written(format)).toContain('The list is closed.')
    expect(await written(format)).not.toContain('The decision is open')
  }
})

test('a text whose words are others than those that were adopted leaves as a draft', async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, member] = all as [Decider, Decider]
  await adopt(chair, id)
  // The member had no word of the decision yet.
  await member.documents.editAs(id, doc => textIn(doc, 0).insert(0, 'Written apart. '))
  await meet(group, ...all)
  for (const each of [chair, member]) {
    expect(each.summary(id).status).toBe('adopted')
    expect(saidIn(each, id)).toBe(draft)
    expect(await listIn(each, id)).toBe('draft')
  }
})

test.each<[string, (doc: Y.Doc) => void]>([
  ['the title was changed', doc => writeMeta(doc, { title: 'Another title' })],
  [
    'a paragraph without an id came',
    doc => {
      const [first] = rootOf(doc).toArray()
      if (!(first instanceof Y.XmlElement)) throw new TypeError('no paragraph')
      const copy = first.clone() as Y.XmlElement
      copy.removeAttribute('s_bid')
      rootOf(doc).insert(1, [copy])
    },
  ],
])('a text leaves as a draft where, apart from the decision, %s', async (_what, change) => {
  const { group, id, all } = await deciders(['member'])
  const [chair, member] = all as [Decider, Decider]
  await adopt(chair, id)
  await member.documents.editAs(id, change)
  await meet(group, ...all)
  for (const each of [chair, member]) expect(saidIn(each, id)).toBe(draft)
})

test('an adopted text that a later decision replaced says so', async () => {
  const { id, all } = await deciders([])
  const [chair] = all as [Decider]
  const sheet = sheetOf(chair, id)
  expect(headerOf({ ...sheet, decided: 'replaced' }).at(-1)).toBe(
    'Replaced by a later decision. Not a United Nations document.',
  )
})

test('an agenda in no decision is no draft on its pages: its meeting says how far it is', async () => {
  const { group, all } = await deciders([])
  const [chair] = all as [Decider]
  const wanted = { group, kind: 'agenda', title: 'Session', language: 'en', blocks: [] } as const
  const sheet = sheetOf(chair, await chair.documents.create(wanted))
  const plain = 'Not a United Nations document.'
  expect(headerOf(sheet).at(-1)).toBe(plain)
  expect(mastheadOf(sheet)).toEqual([plain, 'Original: English'])
  expect(headerOf({ ...sheet, decided: 'adopted' }).at(-1)).toBe(adopted)
})
