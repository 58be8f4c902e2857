// The list of what leaves with a file says what the file itself says: each name in its exact words, each thing that
// is left out with its count and place, and each respondent who did not consent.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { previewOf } from '#core/paper'
import type { Leaving } from '#shared/contract'
import { anchorAt, openThread, replyTo } from '#document/review/comments'
import { sayConsent } from '#document/consultation'
import type { MemberId } from '#shared/ids'
import { committee, now, run } from '#tests/committee'
import { leavingFiles, leavingScene, saidIn, type Way } from '#tests/leaving-scene'
import { planted, plantedMinutes } from '#tests/planted-minutes'
import { leavingIn } from '../../../src/core/exports/leaving-list.ts'
import { changedSheet } from '../../../src/core/exports/paper-changes.ts'
import { leavingSheet } from '../../../src/core/exports/paper.ts'
import { versionIn } from '../../../src/core/drafting/copies/copying.ts'
import { blockElements, insertReference, readPage } from '#document/tree'
import { insertBlock, newBlockElement } from '#document/blocks'
import { openSuggestion, suggestionKey } from '#document/review/suggestions'
import { consentsListed } from '#core/exports'
import { textIn } from '#tests/documents'
import { refusal } from '#tests/refusal'

const whatOf = (all: readonly { what: string }[], what: string) =>
  all.find(each => each.what === what)

test('ten members who speak and owe something are ten rows, each in the words of the file', async () => {
  const { profile, minutes, edit, idOf } = await plantedMinutes()
  const list = (choices = {}) => leavingIn(profile, minutes, choices, now())
  await edit({ naming: 'named' }, { states: { naming: 'role' }, block: 3 })
  const named = await list()
  expect(named.named.map(({ as }) => as)).toEqual(
    planted.map((name, at) => (at === 2 ? 'a member' : name)),
  )
  expect(named.named[0]).toEqual({
    as: planted[0],
    members: [idOf(planted[0] ?? '')],
    isQuoted: false,
    where: [
      { what: 'speaker', count: 1, places: [] },
      { what: 'owner', count: 1, places: [] },
    ],
    chosenBy: 'minutes',
  })
  expect(named.named[2]?.chosenBy).toBe('line')
  expect(named.unnamed).toBe(0)
  // Presenters are states of an agenda, and in no file of minutes.
  expect(whatOf(named.out, 'presenters')).toMatchObject({ count: 10 })

  const roles = await list({ naming: 'role' })
  expect(roles.named.map(({ as, members, chosenBy }) => [as, members.length, chosenBy])).toEqual([
    ['the Chair', 1, 'file'],
    ['a member', 9, 'file'],
  ])
  await edit({ naming: 'role' })
  // The person who exports cannot name anybody more openly than the minutes do.
  expect((await list({ naming: 'named' })).named).toEqual((await list()).named)
  const none = await list({ naming: 'none' })
  expect(none.named.map(({ as }) => as)).toEqual(['a participant'])
})

test('whatever is beside or withheld in a text is counted with its place, and nothing of it is in the file', async () => {
  const { chair, member, id, since } = await leavingScene(3)
  const list = (choices = {}) => leavingIn(chair, id, choices, now())
  const { out, open, unseen, beside, changes } = await list()
  const count = (what: string) => whatOf(out, what)
  expect(beside).toEqual({ open: 2, resolved: 1, suggestions: 2 })
  expect(count('comments')).toEqual({ what: 'comments', count: 3, places: [] })
  expect(count('suggestions')).toMatchObject({ count: 2 })
  expect(count('amendments')).toMatchObject({ count: 1 })
  expect(count('restricted')).toEqual({ what: 'restricted', count: 1, places: ['2'] })
  expect(count('off')).toEqual({ what: 'off', count: 1, places: ['3'] })
  // Authors beside the text: a member, and the author of an imported file.
  expect(count('authors')).toMatchObject({ count: 2 })
  for (const what of ['times', 'devices', 'earlier']) expect(count(what)).toBeDefined()
  expect(open.map(({ what }) => what).toSorted()).toEqual(['amendment', 'suggestion'])
  expect(unseen.map(({ what }) => what)).toContain('link')
  expect(changes).toBeNull()
  expect(await leavingIn(member, id, {}, now())).toEqual(await list())

  const shown = await list({ changes: { since, comments: 'all', authors: 'numbered' } })
  expect(whatOf(shown.out, 'comments')).toBeUndefined()
  expect(whatOf(shown.out, 'earlier')).toBeUndefined()
  expect(shown.changes?.count).toBeGreaterThan(2)
  expect(shown.named.map(({ as, isQuoted }) => [as.slice(-1), isQuoted])).toEqual(
    expect.arrayContaining([
      ['1', false],
      ['2', true],
    ]),
  )
})

test('a paragraph in which words were replaced counts as one, and so does each that came or went', async () => {
  const { chair, id } = await committee('Note paragraph 42 of the conclusions.', [])
  await run(chair, id, { new: 'Recall earlier work.', after: 1, kind: 'num1' })
  const since: string = await chair.documents.history.name(id, 'Draft 1')
  await run(
    chair,
    id,
    { delete: 4, block: 1, at: 0 },
    { insert: 'Build on', block: 1, at: 0 },
    { remove: 2 },
    { new: 'Publish each year.', after: 1, kind: 'num1' },
  )
  const { changes } = await leavingIn(chair, id, { changes: { since, authors: 'group' } }, now())
  expect(changes).toEqual({ count: 4, paragraphs: 3 })
})

test('a change of the look, the title or a footnote alone counts, since the file shows it', async () => {
  const { chair, id } = await committee('Note paragraph 42 of the conclusions.', [])
  await run(chair, id, { footnote: 'Agreed in 2017.', block: 1, at: 4 })
  const since: string = await chair.documents.history.name(id, 'Draft 1')
  const counted = async (): Promise<Leaving['changes']> =>
    (await leavingIn(chair, id, { changes: { since, authors: 'group' } }, now())).changes
  expect(await counted()).toEqual({ count: 0, paragraphs: 0 })
  await run(chair, id, { format: 'bold', block: 1, from: 0, to: 4 })
  expect(await counted()).toEqual({ count: 1, paragraphs: 1 })
  await run(chair, id, { insert: ' and 2018', note: 1, at: 14 })
  expect(await counted()).toEqual({ count: 2, paragraphs: 2 })
  // Cited twice, it is one change still.
  await chair.documents.editAs(id, doc => {
    const [element] = blockElements(doc)
    const note = readPage(doc).notes?.[0]?.id
    if (element && note) insertReference(element, 15, { note })
  })
  expect(await counted()).toEqual({ count: 3, paragraphs: 2 })
  await chair.documents.rename(id, 'Another title')
  expect(await counted()).toEqual({ count: 5, paragraphs: 3 })
})

test('another owner and day of an action item are changes in the file, and who owned it is in the list', async () => {
  const { profile, minutes, edit, idOf } = await plantedMinutes()
  const since: string = await profile.documents.history.name(minutes, 'Draft 1')
  const next = idOf(planted[3] ?? '')
  await edit(
    { naming: 'named' },
    { states: { owner: next, due: '2026-10-01' }, block: 2 },
    { states: { owner: null, naming: 'none' }, block: 5 },
  )
  const changes = { since, authors: 'group' } as const
  const { named, changes: counted } = await leavingIn(profile, minutes, { changes }, now())
  const sheet = await changedSheet(profile, minutes, changes)
  const shown = (await previewOf(sheet)).changes.map(({ pieces }) =>
    pieces.flatMap(({ kind, text }) => (kind === 'kept' ? [] : `${kind}: ${text}`)),
  )
  expect(shown).toEqual([
    [
      `removed: ${planted[1]}`,
      `added: ${planted[3]}`,
      'removed: 09',
      'added: 10',
      'removed: 24',
      'added: 01',
    ],
    ['removed: Owner: a participant; '],
  ])
  expect(counted?.paragraphs).toBe(2)
  expect(named.map(({ as }) => as)).toContain(planted[1])
  // The line names nobody now, and so it did before.
  const fifth = named.find(({ as }) => as === planted[4])
  expect(fifth).toBeUndefined()
})

test('each name that any file prints is in its list, and each name of the list is in the file', async () => {
  for (const seed of [4, 5]) {
    const { chair, id, since, markers } = await leavingScene(seed)
    expect((await run(chair, id, { naming: 'named' })).refused).toEqual([])
    const ways: Way[] = [
      { name: 'the text' },
      { name: 'by role', naming: 'role' },
      { name: 'names', changes: { since, comments: 'all', authors: 'names' } },
      { name: 'annotated', changes: { suggestions: true, comments: 'open', authors: 'names' } },
      { name: 'numbered', changes: { since, comments: 'all', authors: 'numbered' } },
    ]
    const people = ['name of the chair', 'e-mail as a name', 'imported author'].map(
      each => markers[each] ?? '',
    )
    for (const way of ways) {
      const { name: _name, ...choices } = way
      const { named } = await leavingIn(chair, id, choices, now())
      const files = await leavingFiles(chair, id, [way])
      const printed = people.filter(name => saidIn(files, [name]).length > 0)
      const listed = people.filter(name => named.some(({ as }) => as.includes(name)))
      expect({ seed, way: way.name, listed }).toEqual({ seed, way: way.name, listed: printed })
    }
  }
})

test('words of a respondent who did not consent refuse the file, and the list says who, where and why', async () => {
  const { chair, id } = await committee('They told us (J-07).', [])
  const list = (): Promise<Leaving> => leavingIn(chair, id, {}, now())
  expect((await list()).refused).toEqual([])
  const consent = { code: 'J-07', scope: 'group', until: null, what: '' } as const
  await chair.documents.editAs(id, doc => sayConsent(doc, consent, { at: now(), random }))
  expect((await list()).refused).toEqual([{ code: 'J-07', standing: 'group', places: ['1'] }])
  expect(refusal(() => leavingSheet(chair, id, { now: now() }))).toBe('consent-missing')
})

test('a code in a footnote or in the description of a picture refuses the file, and both lists name it', async () => {
  const { chair, id } = await committee('They told us.', [])
  const note = { footnote: 'So said J-07.', block: 1, at: 12 }
  const figure = {
    kind: 'figure' as const,
    runs: [{ text: 'A hall.' }],
    alternative: 'J-08 speaks',
  }
  await run(chair, id, note, { new: 'Between.', after: 1, kind: 'num1' })
  await chair.documents.editAs(id, doc => {
    const made = newBlockElement(figure, { language: 'en', random })
    insertBlock(doc, blockElements(doc)[1] ?? null, made)
    for (const code of ['J-07', 'J-08'])
      sayConsent(doc, { code, scope: 'group', until: null, what: '' }, { at: now(), random })
  })
  // No figure is cited by a place, so this list has none for it; the other one has its block.
  expect((await leavingIn(chair, id, {}, now())).refused).toEqual([
    { code: 'J-07', standing: 'group', places: ['1'] },
    { code: 'J-08', standing: 'group', places: [] },
  ])
  const items = await consentsListed(() => chair, id, now)
  expect(items.map(({ code, blocks }) => [code, blocks.length])).toEqual([
    ['J-07', 1],
    ['J-08', 1],
  ])
})

test('a code that stands only where a link leads refuses the file, and both lists name it', async () => {
  const { chair, id } = await committee('See the page.', [])
  const link = 'https://example.org/statements/%4A-07.pdf'
  await run(chair, id, { link, block: 1, from: 0, to: 3 })
  const consent = { code: 'J-07', scope: 'group', until: null, what: '' } as const
  await chair.documents.editAs(id, doc => sayConsent(doc, consent, { at: now(), random }))
  const { refused } = await leavingIn(chair, id, {}, now())
  expect(refused).toEqual([{ code: 'J-07', standing: 'group', places: ['1'] }])
  expect(refusal(() => leavingSheet(chair, id, { now: now() }))).toBe('consent-missing')
  expect((await consentsListed(() => chair, id, now))[0]?.blocks).toMatchObject([{ place: '1' }])
})

test('a code that stands only in the title of an assessment is listed with the title as its place', async () => {
  const { chair, group } = await committee('They told us.', [])
  const id = await chair.documents.create({
    ...({ group, kind: 'assessment', title: 'What (R7) said', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'They told us.' }] }],
  })
  const items = await consentsListed(() => chair, id, now)
  expect(items.map(({ code, inTitle, blocks }) => [code, inTitle, blocks])).toEqual([
    ['R7', true, []],
  ])
})

test('a code that stands only beside the text refuses a file with it, and the list says where it stands', async () => {
  const { chair, group } = await committee('They told us.', [])
  const id = await chair.documents.create({
    ...({ group, kind: 'assessment', title: 'Visit', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'They told us.' }] }],
  })
  await chair.documents.editAs(id, doc => {
    const anchor = anchorAt(doc, { index: 0, from: 0, to: 4 })!
    const opening = { kind: 'comment', at: now(), ...anchor, text: 'As (R1) says.' } as const
    const thread = openThread(doc, opening, random)
    replyTo(doc, thread, { at: now() + 1, text: 'And (R2).' }, random)
    const suggestion = openSuggestion(doc, now(), random)
    textIn(doc, 0).insert(4, ' (R3)', { [suggestionKey('inserted', suggestion)]: 1 })
  })
  await run(chair, id, { suggestNew: 'And (R4).', after: 1, kind: 'num1', why: 'See (R5).' })

  const items = await consentsListed(() => chair, id, now)
  expect(items.map(each => [each.code, each.inComments, each.inSuggestions])).toEqual([
    ['R1', true, false],
    ['R2', true, false],
    ['R3', false, true],
    ['R4', false, true],
    ['R5', false, true],
  ])
  for (const { inTitle, blocks } of items) expect([inTitle, blocks]).toEqual([false, []])
  const changes = { suggestions: true, comments: 'all', authors: 'group' } as const
  const { refused } = await leavingIn(chair, id, { changes }, now())
  expect(refused.map(({ code }) => code)).toEqual(['R1', 'R2', 'R3', 'R4', 'R5'])
  expect((await leavingIn(chair, id, {}, now())).refused).toEqual([])
})

test('a name that stands only where a link leads is to be read, and its member is listed', async () => {
  const { chair, id } = await committee('Write to the office, or see the page.', ['member'])
  await run(
    chair,
    id,
    { link: 'mailto:zq@example.org', block: 1, from: 0, to: 5 },
    { new: 'See the page.', after: 1, kind: 'num1' },
    { link: 'https://example.org/people/member', block: 2, from: 0, to: 3 },
  )
  const { unseen, inText } = await leavingIn(chair, id, {}, now())
  expect(unseen.map(({ what, place }) => `${what} ${place}`)).toEqual([
    ...['name 1', 'link 1', 'name 2', 'link 2'],
  ])
  expect(inText).toHaveLength(1)
})

test('names that a member typed, addresses and numbers are shown to be read, words of a text are not', async () => {
  const { chair, id } = await committee('Ask the office of chair today.', ['member'])
  await run(
    chair,
    id,
    { new: 'Write to zq@example.org soon.', after: 1, kind: 'num1' },
    { new: 'States should act on A/RES/68/181 in 2018.', after: 2, kind: 'num1' },
    { new: 'According to A.D. this is so.', after: 3, kind: 'num1' },
    { new: 'Call +41 22 917 00 00.', after: 4, kind: 'num1' },
    { new: 'Mme Dupont a répondu.', after: 5, kind: 'num1' },
  )
  const { unseen } = await leavingIn(chair, id, {}, now())
  expect(unseen.map(({ place }) => place)).toEqual(['1', '2', '4', '5', '6'])
})

test('members whom the words of a file name are listed, whether in the text or in a comment that it shows', async () => {
  const { chair, id } = await committee('Ask the office of chair today.', ['member'])
  const list = (choices = {}) => leavingIn(chair, id, choices, now())
  const nameOf = (member: MemberId) =>
    chair.membersOf(chair.summary(id).group).members.get(member)?.handle
  const named = async (choices = {}) => (await list(choices)).inText.map(nameOf)
  expect(await named()).toEqual(['chair'])
  expect((await list()).unnamed).toBe(1)
  await chair.documents.editAs(id, doc => {
    const anchor = anchorAt(doc, { index: 0, from: 0, to: 3 })
    if (!anchor) throw new Error('no words')
    openThread(doc, { kind: 'comment', at: now(), ...anchor, text: 'The member agrees.' }, random)
  })
  expect(await named()).toEqual(['chair'])
  const comments = { suggestions: true, comments: 'open', authors: 'group' }
  expect(await named({ changes: comments })).toEqual(['chair', 'member'])
})

test('names in comments that a file shows are to be read too, and in no list of a file without comments', async () => {
  const { chair, id } = await committee('A line to comment on.', [])
  await chair.documents.editAs(id, doc => {
    const anchor = anchorAt(doc, { index: 0, from: 0, to: 6 })
    if (!anchor) throw new Error('no words')
    const thread = openThread(
      doc,
      { kind: 'comment', at: now(), ...anchor, text: 'Ask Mme Dupont.' },
      random,
    )
    replyTo(doc, thread, { at: now(), text: 'Write to zq@example.org.' }, random)
  })
  const begins = async (choices = {}) =>
    (await leavingIn(chair, id, choices, now())).unseen.map(each => each.begins)
  expect(await begins()).toEqual([])
  expect(
    await begins({ changes: { suggestions: true, comments: 'open', authors: 'group' } }),
  ).toEqual(['Ask Mme Dupont.', 'Write to zq@example.org.'])
})

test('when a version finds nobody where its original has a respondent, the list says that it is refused', async () => {
  const { chair, id } = await committee('They told us (J-07).', [])
  const consent = { code: 'J-07', until: null, what: '' } as const
  await chair.documents.editAs(id, doc =>
    sayConsent(doc, { ...consent, scope: 'withdrawn' }, { at: now(), random }),
  )
  const french = await versionIn(chair, { original: id, language: 'fr' })
  await chair.documents.editAs(french, doc =>
    sayConsent(doc, { ...consent, scope: 'nobody' }, { at: now() + 1, random }),
  )
  await run(chair, french, { insert: ' J-07 ', block: 1, at: 0 })
  expect(refusal(() => leavingSheet(chair, french, { now: now() }))).toBe('consent-missing')
  const { refused } = await leavingIn(chair, french, {}, now())
  expect(refused).toMatchObject([{ code: 'J-07', standing: 'withdrawn' }])
})
