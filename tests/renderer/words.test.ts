// The words of the window: complete, each used, none written outside the catalogue, and ready for
// languages that are longer or run the other way.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { createIntl, type MessageFormatElement } from 'react-intl'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { failures, sentenceOf } from '#shared/failure'
import {
  catalogue,
  compile,
  compiled,
  faultOf,
  faultsOf,
  locales,
  refusedIn,
  refusedWords,
  translations,
  unusedIds,
} from '../../scripts/messages.ts'
import { lengthFault, shownLength } from '../../scripts/message-length.ts'
import { sentenceFor } from '../../src/renderer/words/failures.ts'
import { wordsOf } from '../../src/renderer/words/words.ts'

const source = resolve(import.meta.dirname, '../../src/renderer')
const english = catalogue('en')

const textOf = (elements: MessageFormatElement[]): string =>
  elements
    .map(element => {
      if (element.type === TYPE.literal) return element.value
      if (element.type === TYPE.tag) return textOf(element.children)
      if (element.type !== TYPE.plural && element.type !== TYPE.select) return ''
      return Object.values(element.options)
        .map(({ value }) => textOf(value))
        .join(' ')
    })
    .join('')

test('every message is used somewhere', () => {
  expect(unusedIds()).toEqual([])
})

test('every failure has its own sentence, and says what to do', () => {
  const ids = [...english.keys()].filter(id => id.startsWith('failure.'))
  expect(ids.toSorted()).toEqual(failures.map(sentenceOf).toSorted())
  const sentences = failures.map(code => english.get(sentenceOf(code)) ?? '')
  expect(new Set(sentences).size).toBe(failures.length)
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].+\.$/)
  // An error that is no refusal is reported as a defect, never with its own text.
  expect(sentenceFor(new TypeError('secret'))).toBe('failure.internal')
})

type Node = { type?: string; value?: unknown; name?: { name?: string } }
const said = new Set(['aria-label', 'label', 'title', 'placeholder', 'alt', 'lead', 'hint'])
/** Names of keys are the same on every keyboard of this layout. */
const keys = new Set(['Esc', 'Enter'])

/** Text that JSX holds itself, as a child or in an attribute that a person meets. */
function ownWords(node: unknown, found: string[] = []): string[] {
  if (Array.isArray(node)) for (const each of node) ownWords(each, found)
  else if (typeof node === 'object' && node !== null) {
    const { type, value, name } = node as Node
    const spoken = type === 'JSXAttribute' && said.has(name?.name ?? '')
    const text = spoken ? (value as Node | null)?.value : type === 'JSXText' ? value : ''
    if (typeof text === 'string' && /\p{L}{2}/u.test(text)) found.push(text.trim())
    for (const each of Object.values(node)) ownWords(each, found)
  }
  return found
}
const wordsIn = (code: string): string[] =>
  ownWords(parseAst(code, { lang: 'tsx' })).filter(text => !keys.has(text))

test('no component writes a word of its own', () => {
  const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.tsx'))
    .flatMap(name =>
      wordsIn(readFileSync(join(source, name), 'utf8')).map(text => `${name}: ${text}`),
    )
  expect(found).toEqual([])
  expect(wordsIn('const a = <p title="Said">Written <b>{words("x.y")}</b></p>')).toEqual([
    'Said',
    'Written',
  ])
})

test('the long language is longer and keeps every value; the mirrored one turns each word', () => {
  const text = 'Readable by {members, plural, one {# member} other {# members}} of {group}.'
  const long = compile(text, 'en-XA')
  expect(textOf(long)).toMatch(/^\[Ŕ.*\.\]$/)
  expect(textOf(long).length).toBeGreaterThan(textOf(compile(text, 'en')).length * 1.2)
  expect(JSON.stringify(long)).toContain('"value":"group"')
  expect(textOf(compile('Lock now', 'ar-XB'))).toBe('\u202eLock\u202c \u202enow\u202c')
})

test('every message of every language is parsed, with the same ids', () => {
  const ids = [...english.keys()].toSorted()
  for (const locale of locales) expect(Object.keys(compiled(locale)).toSorted()).toEqual(ids)
})

test.each(translations)('%s says all that English says, of the same values', language => {
  expect(faultsOf(language)).toEqual([])
})

test('English messages have no word that the rules for screens refuse', () => {
  expect(refusedWords()).toEqual([])
})

test.each([
  ['Put the caret in a paragraph.', /cursor/],
  ['Somebody else may have its keys.', /someone/],
  ['Nobody is told.', /no one/],
  ['A chair invites {name} anew.', /again/],
  ['It is for {count, plural, one {whoever joins} other {# members}}.', /name the person/],
  ['Ask a co-chair.', /chair/],
  ['It can no longer be undone any more.', /double/],
  ['Sealed. The document goes on.', /erase the history/],
  ['{by} shut the device out.', /block/],
  ['Add a share file.', /recovery piece/],
  ['Make the locked file', /encrypted/],
  ['Call {name} and compare six words.', /security words/],
  ['Let the device in?', /admit/],
  ['Let {name} in.', /admit/],
  ['Bring members in next.', /add/],
  ['You took it back.', /withdraw/],
  ['A suggestion waits to be taken in.', /accept/],
  ['{name} follows the group.', /automatically/],
  ['The wording was let go: {text}, or let go.', /delete/],
  ['No device in reach', /connected/],
  ['In danger', /emergency erase/],
  ['{name} has the latest.', /up to date/],
  ['Give “{name}” to all', /show to everyone/],
  ['The mailbox is full.', /group mailbox/],
  ['Exchange by file', /send or open/],
  ['Call them on a line you trust.', /in person/],
  ['A version in another language', /translation/],
  ['This is another kind of file.', /type/],
  ['Nothing was changed. What you wrote is safe.', /begins with/],
  ['What you wrote', /begins with/],
  ['<b>Who reads it</b>', /begins with/],
  ['It stays on this device.', /name the thing/],
  ['<b>They keep it.</b>', /name the thing/],
  ['{count, plural, one {Its place is gone.} other {Places are gone.}}', /name the thing/],
  ['Whoever has it', /name the person/],
  ['{count, plural, one {Who has it keeps it.} other {They keep it.}}', /begins with/],
])('a refused word is found: %s', (text, fault) => {
  expect(refusedIn('members.text', text)).toMatch(fault)
})

test.each([
  'What does it say? Everyone can read it.',
  'Who can read it?',
  'Ask a chair who can read it.',
  'The place is for {who, select, nobody {no one} other {members}}.',
  'Share the text with the group, and name this version.',
  'Lock Baraza. The group mailbox keeps encrypted files.',
  'The group’s members let others write in this place.',
])('a plain message passes: %s', text => {
  expect(refusedIn('members.text', text)).toBeNull()
})

test('a message shows at most 200 characters, its longest branch counted and its tags not', () => {
  const shown = (text: string): number => shownLength(parse(text))
  expect(shown('<b>{name}</b> left.')).toBe(12 + ' left.'.length)
  expect(shown('{count, plural, one {# day} other {# days}}')).toBe(12 + ' days'.length)
  expect(shown('{what, select, table {table} other {text}}')).toBe('table'.length)
  expect(lengthFault(parse('x'.repeat(200)))).toBeNull()
  expect(lengthFault(parse('x'.repeat(201)))).toBe('shows 201 characters, more than 200')
  // Every language is counted by itself.
  expect(faultOf('fr', 'Short', 'x'.repeat(201))).toMatch(/201/)
})

test.each(locales)('%s: names of keys that are pressed together stay on one line', locale => {
  const texts = Object.values(compiled(locale)).map(textOf)
  const parted = texts.filter(text => /(Ctrl|Alt|Shift|Maj) \p{Lu}/u.test(text))
  expect(parted).toEqual([])
})

test.each(translations)(
  '%s: a message about comments names the keys with the spaces that hold',
  language => {
    const { 'comments.none.how': how } = compiled(language)
    expect(textOf(how ?? [])).toMatch(/Ctrl\u00a0(Shift|Maj)\u00a0M/)
  },
)

test('an Arabic question that speaks to a man is found, and one that names the act passes', () => {
  expect(faultOf('ar', 'Delete the text?', 'هل تريد حذف النص؟')).toMatch(/asks a man/)
  expect(faultOf('ar', 'Delete the text?', 'حذف النص؟')).toBeNull()
})

test('a translation that leaves something out, or has too few forms, is found', () => {
  const text = '<b>{group}</b> has {members, plural, =0 {nobody} one {# member} other {# members}}.'
  const forms = '=0 {لا أحد} one {عضو} two {عضوان} few {# أعضاء} many {# عضوا} other {# عضو}'
  expect(faultOf('ar', text, `في <b>{group}</b> {members, plural, ${forms}}.`)).toBeNull()
  const without = (part: string): string | null =>
    faultOf('ar', text, `في <b>{group}</b> {members, plural, ${forms}}.`.replace(part, ''))
  expect(without('=0 {لا أحد} ')).toBe('lacks {members =0}')
  expect(without('few {# أعضاء} ')).toMatch(/^needs .*few/)
  expect(without('{group}')).toBe('lacks {group}')
  expect(faultOf('fr', 'Leave {group}', 'Quitter l’{groupe}')).toBe('lacks {group}')
  expect(faultOf('fr', 'Leave', 'Quitter {group}')).toBe('has {group}, which English has not')
  expect(faultOf('fr', 'The group', "L'équipe")).toMatch(/apostrophe/)
  expect(faultOf('fr', 'The group', undefined)).toBe('is missing')
  for (const text of ['Oui ?', 'Oui\u00a0!', 'Ainsi :', 'Ainsi\u202f:', '« Oui\u00a0»', '9\u00a0%'])
    expect(faultOf('fr', 'Words', text)).toMatch(/has a space/)
  expect(faultOf('fr', 'Words', '«\u00a0Oui\u202f?\u00a0»\u00a0: 9\u202f%')).toBeNull()
  for (const text of ['“Sí”', '”نعم“']) expect(faultOf('es', 'Words', text)).toMatch(/^quotes/)
  expect(faultOf('zh', 'Words', '«是»')).toMatch(/^quotes/)
  expect(faultOf('zh', 'Words', '“是”')).toBeNull()
  const russian = (forms: string): string | null =>
    faultOf('ru', '{n, plural, one {# file} other {# files}}', `{n, plural, ${forms}}`)
  expect(russian('one {# файл} few {# файла} many {# файлов} other {# файла}')).toBeNull()
  expect(russian('one {# файл} few {# файла} other {# файлов}')).toMatch(/^needs .*many/)
  const english = '{n, plural, one {a} other {b}}'
  expect(faultOf('zh', english, '{n, plural, other {#个}}')).toBeNull()
  expect(faultOf('zh', english, '{n, plural, =1 {一个} other {#个}}')).toBeNull()
  expect(faultOf('zh', english, '{n, plural, =2 {两个} other {#个}}')).toMatch(/^has/)
})

test('a value keeps its own order among Arabic words, inside a plural and an element too', () => {
  const messages = { said: compile('<b>{who}</b>: {count, plural, other {# {what}}}', 'ar') }
  const intl = createIntl({ locale: 'ar-u-nu-latn', messages })
  const b = (words: unknown[]): string => words.join('')
  expect(intl.formatMessage({ id: 'said' }, { who: 'K. W.', count: 3, what: 'a.b', b })).toBe(
    '\u2068K. W.\u2069: 3 \u2068a.b\u2069',
  )
})

test('nothing in Arabic waits for its translation: Latin letters are in names, keys and addresses alone', () => {
  const names =
    /^(?:Baraza|CEDAW|CSW|OpenDocument|LibreOffice|Akoma|Ntoso|A|RES|R|Word|PDF|Markdown|PNG|JPEG|QR|age|Caps|Lock|Ctrl|Shift|Alt|Tab|Escape|[A-Z]|https?|mailto|undocs|EDCSAG|org|wss|Rev|mailbox|example)$/
  const files = /how-to-check\.txt|SHA256SUMS|\.(?:zip|docx?|odt|rtf)\b|\bZIP\b|\bcard\b/g
  const words = [...catalogue('ar').values()].flatMap(
    text =>
      JSON.stringify(textOf(compile(text, 'en')))
        .replace(files, '')
        .match(/[A-Za-z]+/g) ?? [],
  )
  expect(words.filter(word => !names.test(word))).toEqual([])
})

test('sentences and phrases in a row: Chinese sets no space after its full stop', () => {
  const inLocale = (locale: string) => wordsOf(createIntl({ locale, messages: {} }))
  expect(inLocale('ru-RU').sentences(['Раз.', 'Два.'])).toBe('Раз. Два.')
  expect(inLocale('zh-CN').sentences(['一。', '二。'])).toBe('一。二。')
  expect([inLocale('ru-RU').gap, inLocale('zh-CN').gap]).toEqual([' ', ''])
  expect(inLocale('en-GB').phrases(['Draft', 'By M.S.'])).toBe('Draft. By M.S.')
  expect(inLocale('en-GB').phrases(['By M.S.', 'Draft'])).toBe('By M.S. Draft')
  expect(inLocale('ru-RU').phrases(['С 3 мая 2018\u00a0г.', 'Проект'])).toBe(
    'С 3 мая 2018\u00a0г. Проект',
  )
  expect(inLocale('zh-CN').phrases(['草案', '今天'])).toBe('草案。今天')
})

test('a year in Russian keeps its abbreviation in the line', () => {
  const words = wordsOf(createIntl({ locale: 'ru-RU', messages: {} }))
  expect(words.date(Date.UTC(2018, 8, 28, 12))).toBe('28 сентября 2018\u00a0г.')
})

test('the first of a month in French is "1er", and no other number', () => {
  const words = wordsOf(createIntl({ locale: 'fr-FR', messages: {} }))
  expect(words.date(Date.UTC(2026, 11, 1, 12))).toBe('1er décembre 2026')
  expect(words.date(Date.UTC(2026, 11, 11, 12))).toBe('11 décembre 2026')
  expect(words.date(Date.UTC(2026, 11, 21, 12))).toBe('21 décembre 2026')
  expect(words.time(Date.UTC(2026, 4, 1, 12), { day: 'numeric', month: 'short' })).toBe('1er mai')
})

test('a name that ends with a full stop ends a sentence within an element, too', () => {
  const words = wordsOf(createIntl({ locale: 'en', messages: compiled('en') }))
  const parts = words.rich('members.admit.sameName.now', { handle: 'L.H.', b: each => each })
  expect(JSON.stringify(parts)).toContain('called L.H. Baraza treats')
})

test('a name that ends with a full stop ends its sentence', () => {
  const said = (locale: 'ar' | 'en') =>
    wordsOf(
      createIntl({
        locale,
        messages: { 'failure.internal': compile('By {who}. Ask {who}.', locale) },
      }),
    )
  expect(said('en')('failure.internal', { who: 'M.S.' })).toBe('By M.S. Ask M.S.')
  expect(said('en')('failure.internal', { who: 'Bea' })).toBe('By Bea. Ask Bea.')
  expect(said('en')('failure.internal', { who: 'and so on...' })).toBe(
    'By and so on.... Ask and so on....',
  )
  expect(said('ar')('failure.internal', { who: 'M.S.' })).toBe(
    'By \u2068M.S.\u2069 Ask \u2068M.S.\u2069',
  )
})

test('a time is said as a person would: today, yesterday, or the date', () => {
  const intl = createIntl({ locale: 'en-GB', timeZone: 'UTC', messages: compiled('en') })
  const words = wordsOf(intl)
  const at = (day: number, hour: number, year = 2018): number =>
    new Date(year, 8, day, hour, 6).getTime()
  const now = at(18, 14)
  expect(words.when(at(18, 9), now)).toMatch(/^today at /)
  expect(words.when(at(17, 23), now)).toMatch(/^yesterday at /)
  expect(words.when(at(15, 12), now)).toBe('on 15 September')
  expect(words.when(at(15, 12, 2017), now)).toBe('on 15 September 2017')
})
