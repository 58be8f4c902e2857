// The words of the window: complete, each used, none written outside the catalogue, and ready for
// languages that are longer or run the other way.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { TYPE } from '@formatjs/icu-messageformat-parser'
import { createIntl, type MessageFormatElement } from 'react-intl'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { failures } from '#shared/failure'
import { catalogue, compile, compiled, locales, unusedIds } from '../../scripts/messages.ts'
import { sentenceFor, sentenceOf } from '../../src/renderer/words/failures.ts'
import { wordsOf } from '../../src/renderer/words/words.ts'

const source = resolve(import.meta.dirname, '../../src/renderer')
const english = catalogue('en')

const textOf = (elements: MessageFormatElement[]): string =>
  elements
    .map(element =>
      element.type === TYPE.literal
        ? element.value
        : element.type === TYPE.tag
          ? textOf(element.children)
          : '',
    )
    .join('')

test('every message is used somewhere', () => {
  expect(unusedIds()).toEqual([])
})

test('every failure has its own sentence, and says what to do', () => {
  const sentences = failures.map(code => english.get(sentenceOf[code]) ?? '')
  expect(new Set(sentences).size).toBe(failures.length)
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].+\.$/)
  // What is no refusal is told as a defect, never with its own text.
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
  const ids = [...english.keys()]
  for (const locale of locales) expect(Object.keys(compiled(locale))).toEqual(ids)
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
