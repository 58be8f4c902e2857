import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Archive, FoundBlock } from '#core/archive'
import { random, toHex } from '#core/keys'
import type { DocumentKind } from '#shared/contract'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { trials } from '#tests/trials'
import { parseQuery } from '../../../src/core/archive/query.ts'

const group = 'ab'.repeat(32) as GroupId

type Page = { title?: string; blocks?: string[]; in?: GroupId; kind?: DocumentKind }

/** A document with these blocks, numbered from 1. */
const keep = (archive: Archive, page: Page): DocumentId => {
  const id = toHex(random(16)) as DocumentId
  archive.documents.put({
    id,
    group: page.in ?? group,
    kind: page.kind ?? 'statement',
    title: page.title ?? 'Untitled',
    language: 'en',
    reference: '',
    status: 'draft',
    shared: false,
    secret: new Uint8Array(),
    createdAt: 1,
    changedAt: 1,
    changedBy: null,
    words: 0,
  })
  if (page.blocks) archive.search.replace(id, toBlocks(page.blocks))
  return id
}

const toBlocks = (texts: string[]) =>
  texts.map((text, index) => ({
    block: `block${'abcdefghij'[index % 10]}2345`.slice(0, 10) as BlockId,
    number: `${index + 1}.`,
    text,
  }))

/** The first hit's snippet with [brackets] around what matched. */
const shown = ([first]: readonly FoundBlock[]): string | undefined =>
  first?.snippet.map(({ text, match }) => (match ? `[${text}]` : text)).join('')

test('when people type in a language of the United Nations, its words are found', () => {
  const archive = temporaryArchive()
  keep(archive, {
    blocks: [
      'The Committee recommends co-operation with national councils.',
      'Le Comité a été créé pour l’égalité et l’État de droit.',
      'El niño pequeño participó en la sesión.',
      'يوصي المَجْلِسُ الاستشاريّ بإنشاء آليةٍ مستقلّةٍ في ٣ بلدان.',
      'Совет рекомендует учёт мнений и расширение участия.',
      '安全理事会建议加强妇女参与和平进程。',
    ],
  })
  const found = (text: string) => shown(archive.search.query({ text }))
  expect(found('COMMITTEE')).toBe('The [Committee] recommends co-operation with national councils.')
  expect(found('co-operation')).toContain('recommends [co-operation] with')
  expect(found('comite cree')).toBe('Le [Comité] a été [créé] pour l’égalité et l’État de droit.')
  expect(found('egalite')).toContain('l’[égalité]')
  expect(found('nino sesion')).toBe('El [niño] pequeño participó en la [sesión].')
  expect(found('المجلس')).toContain('يوصي [المَجْلِسُ] الاستشاريّ')
  expect(found('بانشاء الية مستقلة')).toContain('[بإنشاء آليةٍ مستقلّةٍ]')
  expect(found('اليه مستقله ')).toContain('بإنشاء [آليةٍ مستقلّةٍ] في')
  expect(found('3 بلدان')).toContain('[٣ بلدان]')
  expect(found('учет участия')).toBe('Совет рекомендует [учёт] мнений и расширение [участия].')
  expect(found('理事会')).toBe('安全[理事会]建议加强妇女参与和平进程。')
  expect(found('和平 妇女')).toBe('安全理事会建议加强[妇女]参与[和平]进程。')
  expect(found('平和')).toBe(undefined)
})

test('when a letter has several forms, each of them finds the others', () => {
  const archive = temporaryArchive()
  keep(archive, {
    blocks: [
      'Le cœur de l’œuvre, d’après Łukasz Ørsted.',
      'Die Straße nach Großbeeren.',
      'کمیسیون مقام زن در سال ۱۳۹۷',
      'شؤون المرأة على مستوى أعلى',
      'insti\u00adtutional memory',
      'คณะกรรมการสิทธิมนุษยชนแห่งชาติ',
      '女性に対する暴力',
    ],
  })
  const found = (text: string) => shown(archive.search.query({ text }))
  expect(found('coeur')).toBe('Le [cœur] de l’œuvre, d’après Łukasz Ørsted.')
  expect(found('oeuvre')).toContain('l’[œuvre],')
  expect(found('lukasz orsted')).toContain('[Łukasz Ørsted]')
  expect(found('strasse')).toBe('Die [Straße] nach Großbeeren.')
  expect(found('grossb')).toContain('[Großbeeren]')
  // Typed on an Arabic keyboard.
  expect(found('كميسيون')).toBe('[کمیسیون] مقام زن در سال ۱۳۹۷')
  expect(found('1397')).toContain('[۱۳۹۷]')
  expect(found('شوون المراه علي مستوي اعلي')).toBe('[شؤون المرأة على مستوى أعلى]')
  expect(found('institutional')).toBe('[insti\u00adtutional] memory')
  expect(found('สิทธิ')).toBe('คณะกรรมการ[สิทธิ]มนุษยชนแห่งชาติ')
  expect(found('มนุษย')).toBe('คณะกรรมการสิทธิ[มนุษย]ชนแห่งชาติ')
  expect(found('ชา')).toBe('คณะกรรมการสิทธิมนุษยชนแห่ง[ชา]ติ')
  expect(found('暴力')).toBe('女性に対する[暴力]')
  expect(found('する')).toBe('女性に対[する]暴力')
  // Other vowels make another word.
  expect(found('สทธา')).toBe(undefined)
})

test('when a minus is before a word or a quotation, what holds it is left out, wherever it stands', () => {
  const archive = temporaryArchive()
  const plain = keep(archive, { title: 'Peace', blocks: ['Women take part.'] })
  const inText = keep(archive, { title: 'Peace', blocks: ['Rural women take part.'] })
  const inTitle = keep(archive, { title: 'Rural peace', blocks: ['Women co-operate.'] })
  const found = (text: string) => {
    const few = archive.search.query({ text }).map(hit => hit.document)
    expect(archive.search.all({ text, groups: [group] }).map(hit => hit.document)).toEqual(few)
    return new Set(few)
  }
  expect(found('peace ')).toEqual(new Set([plain, inText, inTitle]))
  expect(found('peace -rural')).toEqual(new Set([plain]))
  expect(found('peace -rural -part')).toEqual(new Set())
  expect(found('women -"rural women" ')).toEqual(new Set([plain, inTitle]))
  expect(found('co-operate')).toEqual(new Set([inTitle]))
  expect(found('women - rural')).toEqual(new Set([inText, inTitle]))
  // A minus alone asks for nothing.
  expect(archive.search.query({ text: '-rural' })).toEqual([])
})

test('when all are asked for, each comes with what filters need, and without words the newest first', () => {
  const archive = temporaryArchive()
  const other = 'cd'.repeat(32) as GroupId
  const first = keep(archive, { title: 'Quorum', blocks: ['As A/RES/68/181 and CSW 62 say.'] })
  const second = keep(archive, { blocks: ['A quorum of five.', 'A quorum.'], kind: 'minutes' })
  keep(archive, { blocks: ['quorum'], in: other })
  archive.documents.put({ ...archive.documents.get(second)!, changedAt: 5, shared: true })
  const all = (text: string) => archive.search.all({ text, groups: [group] })
  expect(all('quorum')).toMatchObject([
    { document: first, group, title: 'Quorum', cited: ['A/RES/68/181', 'CSW62'], shared: false },
    { document: second, kind: 'minutes', language: 'en', changedAt: 5, cited: [], shared: true },
  ])
  expect(all('').map(({ document }) => document)).toEqual([second, first])
  expect(all('-five').map(({ document }) => document)).toEqual([first])
  expect(all('nothing such')).toEqual([])

  const best = (text: string, cites: string[] = []) =>
    all(text).map(page => archive.search.best(page, { text, cites }))
  expect(best('quorum')).toMatchObject([
    { document: first, block: null, numbers: [], snippet: [{ text: 'Quorum', match: true }] },
    { document: second, number: '1.', numbers: ['1.', '2.'] },
  ])
  expect(shown(best('', ['CSW62']).slice(1))).toBe('As A/RES/68/181 and [CSW 62] say.')
  expect(shown(best(''))).toBe('A quorum of five.')
})

test('when a document is looked into, what was found stands between its neighbours', () => {
  const archive = temporaryArchive()
  const id = keep(archive, { blocks: ['one', 'two', 'three needle', 'four', 'five', 'six'] })
  const around = (text: string) =>
    archive.search
      .around(id, { text, cites: [] })
      .map(({ number, isFound }) => `${number}${isFound ? '!' : ''}`)
  expect(around('needle')).toEqual(['2.', '3.!', '4.'])
  expect(around('six')).toEqual(['5.', '6.!'])
  expect(around('Untitled')).toEqual([])
  // Words in a row are what was found, and not the same words apart before them.
  const rowed = keep(archive, { blocks: ['needle of three', 'two', 'three needle', 'four'] })
  const inRow = archive.search.around(rowed, { text: 'three needle', cites: [] })
  expect(inRow.filter(({ isFound }) => isFound).map(({ number }) => number)).toEqual(['3.'])
  expect(
    archive.search.around(toHex(random(16)) as DocumentId, { text: 'six', cites: [] }),
  ).toEqual([])
})

test('when words are in quotes, they must stand together; without quotes anywhere in the page', () => {
  const archive = temporaryArchive()
  const apart = keep(archive, { blocks: ['Women take part.', 'Peace is made.'] })
  const together = keep(archive, { blocks: ['Peace for women.', 'Women, peace and security.'] })
  const found = (text: string) => archive.search.query({ text }).map(hit => hit.document)
  expect(found('women peace ')).toEqual([together, apart])
  expect(found('"women peace" ')).toEqual([together])
  expect(found('“peace is” ')).toEqual([apart])
  expect(found('"women peace" made ')).toEqual([])
  expect(shown(archive.search.query({ text: 'women peace ' }))).toBe('[Women, peace] and security.')
})

test('when the last word is unfinished, it matches, but not inside a word or before another word', () => {
  const archive = temporaryArchive()
  keep(archive, { blocks: ['Strengthening institutions'] })
  const total = (text: string) => archive.search.query({ text }).length
  expect(total('instit')).toBe(1)
  expect(total('strength inst')).toBe(0)
  expect(total('strengthening inst')).toBe(1)
  expect(total('instit ')).toBe(0)
  expect(total('nstitutions')).toBe(0)
  expect(shown(archive.search.query({ text: 'instit' }))).toBe('Strengthening [institutions]')
})

test('when several match, titles come first, then words in a row, then the newest', () => {
  const archive = temporaryArchive()
  const inTitle = keep(archive, { title: 'Civic space', blocks: ['Nothing'] })
  const inRow = keep(archive, { blocks: ['The civic space narrows'] })
  const older = keep(archive, { blocks: ['space for civic action'] })
  const newer = keep(archive, { blocks: ['space for more civic action'] })
  const answer = archive.search.query({ text: 'civic space ' })
  expect(answer.map(hit => hit.document)).toEqual([inTitle, inRow, newer, older])
  expect(answer[0]).toMatchObject({
    block: null,
    number: '',
    snippet: [{ text: 'Civic space', match: true }],
  })
  expect(answer[1]).toMatchObject({ number: '1.', block: 'blocka2345' })
})

test('when there is a limit, it cuts the hits; group and kind narrow them', () => {
  const archive = temporaryArchive()
  const other = 'cd'.repeat(32) as GroupId
  for (let index = 0; index < 30; index += 1) keep(archive, { blocks: ['quorum'] })
  keep(archive, { blocks: ['quorum'], in: other })
  keep(archive, { blocks: ['quorum'], kind: 'minutes' })
  const count = (request: object) => archive.search.query({ text: 'quorum', ...request }).length
  expect([count({}), count({ limit: 5 }), count({ limit: 200 })]).toEqual([20, 5, 32])
  expect(count({ groups: [other] })).toBe(1)
  expect(count({ kinds: ['minutes', 'agenda'] })).toBe(1)
  expect(count({ groups: [other], kinds: ['minutes'] })).toBe(0)
})

test('when a text was changed, renamed or removed, the search finds its present words', () => {
  const archive = temporaryArchive()
  const id = keep(archive, { title: 'Draft', blocks: ['first wording', 'stays'] })
  const total = (text: string) => archive.search.query({ text }).length
  archive.search.replace(id, toBlocks(['second wording', 'stays']))
  expect([total('first '), total('second '), total('stays ')]).toEqual([0, 1, 1])
  const row = archive.documents.get(id)!
  archive.documents.put({ ...row, title: 'Final' })
  expect([total('draft '), total('final '), total('stays ')]).toEqual([0, 1, 1])
  archive.search.replace(id, [{ block: null, number: '(a)', text: 'second wording' }])
  expect(archive.search.query({ text: 'second ' })[0]).toMatchObject({ number: '(a)' })
  archive.search.remove(id)
  expect([total('final '), total('second ')]).toEqual([0, 0])
  expect(archive.check().damaged).toBe(0)
})

test('when a block is long, the snippet is around the match, cut between words', () => {
  const archive = temporaryArchive()
  const many = (word: string) => Array.from({ length: 60 }, (_, at) => `${word}${at}`).join(' ')
  keep(archive, { blocks: [`${many('before')} needle ${many('after')}`] })
  expect(shown(archive.search.query({ text: 'needle ' }))).toBe(
    `…${many('before').split(' ').slice(-8).join(' ')} [needle] ` +
      `${many('after').split(' ').slice(0, 19).join(' ')}…`,
  )
})

test('when anything is typed, the query does not break', () => {
  const archive = temporaryArchive()
  keep(archive, {
    title: 'title',
    blocks: ['NEAR AND or not a b c* "quoted" col:umn ^start -minus'],
  })
  for (const text of [
    '',
    ' ',
    '"',
    '""',
    '*',
    'AND',
    'NOT',
    'NEAR(a b)',
    'title:x',
    'body : a',
    '^a',
    '-',
    '(',
    "'; --",
    'a*b',
    '{title}:a',
    '\u0000',
    '\ud800',
    '½ ﷺ ²',
  ]) {
    expect(() => archive.search.query({ text })).not.toThrow()
  }
  expect(archive.search.query({ text: 'NEAR AND ' }).length).toBe(1)
  expect(archive.search.query({ text: 'OR NOT ' }).length).toBe(1)
  expect(archive.search.query({ text: 'col:umn' }).length).toBe(1)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
      const few = archive.search.query({ text }).map(({ document }) => document)
      const all = archive.search.all({ text, groups: [group] }).map(({ document }) => document)
      expect(all).toEqual(parseQuery(text).phrases.length === 0 ? all : few)
    }),
    { numRuns: trials(3000), seed: 5 },
  )
})

test('when anything is written, its own words find it, and the snippet is the text itself', () => {
  const archive = temporaryArchive()
  const id = keep(archive, {})
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), text => {
      archive.search.replace(id, [{ block: null, number: '', text }])
      const answer = archive.search.query({ text: `"${text.replaceAll(/["“”„«»]/gu, ' ')}" ` })
      const snippet = answer[0]?.snippet.map(piece => piece.text).join('')
      // A text without a single word cannot be found; a lone tatweel is none.
      const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '').normalize('NFKD')
      const hasWords = /[\p{L}\p{N}]/u.test(letters.replaceAll('ـ', ''))
      expect([text, hasWords ? text : undefined]).toContain(snippet)
    }),
    { numRuns: trials(3000), seed: 5 },
  )
  expect(archive.check().damaged).toBe(0)
})
