// Straight quotation marks become those of the language while a person types, Backspace gives the
// straight one back, and what was not typed, or is an address, stays as it is.
import type { Language } from '#shared/contract'
import type { NewBlock } from '#document/blocks'
import { openPeer } from '#tests/editor-peer'
import { documentWith } from '#tests/shared-pages'
import { typist } from '#tests/typist'
import { CLICK_COMMAND, PASTE_COMMAND } from 'lexical'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { quoteTyped } from '../../../src/renderer/editor/input/quotation-marks.ts'
import { keepSettled } from '../../../src/renderer/editor/blocks/settled-blocks.ts'
import { settle } from '../../../src/renderer/editor/blocks/settled-state.ts'
import { registerTypedQuotes } from '../../../src/renderer/editor/input/typed-quotes.ts'

/** The words after a person typed these letters one by one. */
const typed = (letters: string, language: Language): string => {
  let text = ''
  for (const letter of letters) {
    const quote = letter === '"' || letter === "'" ? quoteTyped(letter, text, language) : null
    text = quote ? `${text.slice(0, text.length - quote.instead)}${quote.put}` : text + letter
  }
  return text
}

test.each([
  ['en', `He said "the State's plan" ("draft").`, 'He said “the State’s plan” (“draft”).'],
  [
    'en',
    `"It is 'urgent', all women's groups said."`,
    '“It is ‘urgent’, all women’s groups said.”',
  ],
  ['en', `a 5" pipe of the "line"`, 'a 5" pipe of the “line”'],
  ['en', `He said:"yes", then:"no".`, 'He said:“yes”, then:“no”.'],
  ['en', `"as follows:" and "so on," he said`, '“as follows:” and “so on,” he said'],
  ['es', `el informe titulado "Mujeres" y 'paz'`, 'el informe titulado “Mujeres” y ‘paz’'],
  ['fr', `l'"égalité" d'abord`, 'l’«\u00a0égalité\u00a0» d’abord'],
  ['fr', `il dit "oui " et "non".`, 'il dit «\u00a0oui\u00a0» et «\u00a0non\u00a0».'],
  ['ru', `доклад "О правах" и "План"`, 'доклад «О правах» и «План»'],
  ['ar', `قالت "نعم" و"لا" أيضا`, 'قالت «نعم» و«لا» أيضا'],
  ['zh', `报告"妇女"和'和平'以及member's`, '报告“妇女”和‘和平’以及member’s'],
  ['zh', `联系 a@b.org，他说"好"`, '联系 a@b.org，他说“好”'],
  ['en', `"maria@un.org" or "https://un.org"`, '“maria@un.org” or “https://un.org”'],
  ['en', `("@UN_Women") and "a@b.org`, '(“@UN_Women”) and “a@b.org'],
  ['fr', `"www.un.org", "@ONU"`, '«\u00a0www.un.org\u00a0», «\u00a0@ONU\u00a0»'],
  ['es', `¿"Paridad"? ¡'Ya'!`, '¿“Paridad”? ¡‘Ya’!'],
  ['ar', `نعم و'لا' و"لا"`, 'نعم و‘لا’ و«لا»'],
  ['fr', `"oui\u00a0" et "non\u202f"`, '«\u00a0oui\u00a0» et «\u00a0non\u00a0»'],
  ['en', `5' 6" tall, 36°49'12", (5')`, `5' 6" tall, 36°49'12", (5')`],
  ['fr', `de 5' 6" à 12'`, `de 5' 6" à 12'`],
  ['zh', `身高5' 6"，屏幕27"。`, `身高5' 6"，屏幕27"。`],
  ['ar', `شاشة 27" و 5'`, `شاشة 27" و 5'`],
  [
    'en',
    `'Article 5' and "Rule 6" on COVID-19's A4's`,
    '‘Article 5’ and “Rule 6” on COVID-19’s A4’s',
  ],
  ['en', `"" and ''`, '“” and ‘’'],
  ['ru', `""`, '«»'],
  ['fr', `""`, '«\u00a0\u00a0»'],
  ['en', `"I was—" Ana said. 'I am-' well-"known"`, '“I was—” Ana said. ‘I am-’ well-“known”'],
] as const)('%s: “%s” is typed', (language, letters, text) => {
  expect(typed(letters, language)).toBe(text)
})

test('addresses keep the straight signs', () => {
  for (const text of [
    `https://un.org/it's?q="a"`,
    `see www.x.org/o'neil`,
    `o'x@y.org/'`,
    `a https://x.org/'`,
  ]) {
    const [address] = /\S*(:\/\/|www\.|@)\S*$/.exec(text) ?? []
    expect(typed(text, 'en').endsWith((address ?? '').replace("o'x", 'o’x'))).toBe(true)
  }
})

const open = (runs: NewBlock['runs'], language: Language = 'en', own?: Language) => {
  const block: NewBlock = { kind: 'paragraph', runs, ...(own && { language: own }) }
  const peer = openPeer({ client: 11, from: Y.encodeStateAsUpdate(documentWith([block])) })
  const keys = typist(peer)
  registerTypedQuotes(peer.editor, { language, separate: peer.binder.undo.separate })
  return { peer, ...keys, text: () => peer.texts().join('\n') }
}
const words = (text: string) => [{ text }]

test('a paragraph in another language has its own marks', () => {
  const page = open(words(''), 'en', 'fr')
  page.select(0, 0)
  page.type('"Oui"')
  expect(page.text()).toBe('«\u00a0Oui\u00a0»')
})

test('Backspace right behind gives the straight sign back, once, and as a step of undo', () => {
  const page = open(words(''), 'fr')
  page.select(0, 0)
  page.type('"Oui "')
  expect(page.text()).toBe('«\u00a0Oui\u00a0»')
  expect(page.press('Backspace')).toBe(true)
  expect(page.text()).toBe('«\u00a0Oui "')
  page.type('x')
  const { undo } = page.peer.binder
  undo.undo()
  undo.undo()
  expect(page.text()).toBe('«\u00a0Oui\u00a0»')

  const later = open(words(''))
  later.select(0, 0)
  later.type(`don't`)
  later.press('Backspace')
  expect(later.text()).toBe('don’')
})

test('links, selected and pasted words, and compositions', () => {
  const link = open([{ text: 'the page', href: 'https://un.org' }])
  link.select(0, 3)
  link.type('"')
  expect(link.text()).toBe('the" page')

  const selected = open(words('say yes'))
  selected.select(0, 4, 7)
  selected.type('"')
  expect(selected.text()).toBe('say “')

  const pasted = open(words('x '))
  pasted.select(0, 2)
  pasted.input('"', 'insertFromPaste')
  expect(pasted.text()).toBe('x "')

  const composed = open(words('x '))
  composed.select(0, 2)
  composed.compose()
  expect(composed.peer.editor.isComposing()).toBe(true)
  composed.type('"')
  expect(composed.text()).toBe('x "')
})

test('a space within the opening mark of French is not put twice', () => {
  const page = open(words(''), 'fr')
  page.select(0, 0)
  page.type('" oui " et " ')
  expect(page.text()).toBe('«\u00a0oui\u00a0» et «\u00a0')
  page.press('Backspace')
  page.type(' x')
  expect(page.text()).toBe('«\u00a0oui\u00a0» et « x')

  const english = open(words(''))
  english.select(0, 0)
  english.type('" yes')
  expect(english.text()).toBe('“ yes')
})

test.each([
  ['a click', CLICK_COMMAND],
  ['a paste', PASTE_COMMAND],
] as const)('Backspace behind %s gives no straight sign back', (_, command) => {
  const page = open(words('See '))
  page.select(0, 4)
  page.type('"')
  page.peer.edit(() => void page.peer.editor.dispatchCommand(command, {} as never))
  page.press('Backspace')
  expect(page.text()).toBe('See ')
})

test('words that are struck say nothing about the mark behind them', () => {
  const page = open(words('He said “yes:'))
  page.peer.suggesting.set(true)
  page.remove(8, 9)
  page.select(0, 13)
  page.type('"')
  expect(page.text()).toBe('He said “yes:“')
})

test('struck words stay where the mark behind them would take a space in', () => {
  const page = open(words('«\u00a0oui non'), 'fr')
  page.peer.suggesting.set(true)
  page.remove(6, 9)
  page.select(0, 9)
  page.type('"')
  expect(page.text()).toBe('«\u00a0oui non\u00a0»')
  page.press('Backspace')
  expect(page.text()).toBe('«\u00a0oui non"')
})

test('while suggesting the mark is a suggestion, and so is the straight one again', () => {
  const page = open(words('See it'))
  page.peer.suggesting.set(true)
  page.select(0, 4)
  page.type('"')
  expect(page.text()).toBe('See “it')
  page.press('Backspace')
  expect(page.text()).toBe('See "it')
  const [block] = page.peer.page().blocks
  const marked = block?.runs.find(({ text }) => text === '"')
  expect(Object.keys(marked ?? {})).not.toEqual(['text'])
})

test('a decided line takes no mark', () => {
  const page = open(words('See '))
  keepSettled(page.peer.editor)
  const unsettle = settle(new Map([[page.idOf(0), 'end']]))
  page.select(0, 4)
  page.type('"')
  unsettle()
  expect(page.text()).toBe('See ')
})

test('a line that was decided meanwhile takes no straight sign back', () => {
  const page = open(words('See '))
  page.select(0, 4)
  page.type('"')
  const unsettle = settle(new Map([[page.idOf(0), 'end']]))
  page.press('Backspace')
  unsettle()
  expect(page.text()).not.toContain('"')
})
