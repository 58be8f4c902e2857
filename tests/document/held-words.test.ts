// Words that a restricted paragraph held are found as they were first written, whatever was written among them since.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openHeldWords } from '#document/words'

/** A paragraph in which `text` was written, and then each word put in place of another. */
const written = (text: string, ...changes: readonly [string, string][]): Y.XmlElement => {
  const doc = new Y.Doc({ gc: false })
  const [element, words] = [new Y.XmlElement('block'), new Y.XmlText()]
  doc.getXmlFragment('page').insert(0, [element])
  element.insert(0, [words])
  words.insert(0, text)
  for (const [one, other] of changes) {
    const at = (words.toJSON() as string).indexOf(one)
    words.delete(at, one.length)
    words.insert(at, other)
  }
  words.delete(0, words.length)
  return element
}

test('three words in a row are found, with other words written into them at once', () => {
  const held = openHeldWords([written('Ana saw them', ['saw', 'heard'], ['Ana', 'Bea'])])
  expect(held.beside('')('The office is open. Ana saw them.')).toBe(true)
  expect(held.beside('')('The office is open. Ana saw nobody.')).toBe(false)
  expect(held.beside('Ana saw them, it says.')('Ana saw them.')).toBe(false)
})

test('a short text is found as a whole, as it was first written; a longer one is not told by its first word', () => {
  const short = openHeldWords([written('Ana Roe', ['Ana', 'Bea'])])
  expect(short.beside('')('The office of Ana Roe.')).toBe(true)
  expect(short.beside('')('The office of Ana.')).toBe(false)
  const long = written('The', ['The', 'The Committee met in the large room of the house'])
  expect(openHeldWords([long]).beside('')('The office is open.')).toBe(false)
})

test('two words that came by themselves are found, however long the text around them is and wherever they were put', () => {
  const later = ' saw them in the large room of the house'
  const beside = openHeldWords([written('Ana Roe', ['', later])])
  const emptied = openHeldWords([
    written('Nobody was here.', ['was', 'is'], ['Nobody is here.', 'Ana Roe'], ['', later]),
  ])
  const between = openHeldWords([written(`Nobody${later}`, [' saw', ' Ana Roe'])])
  for (const held of [beside, emptied, between]) {
    expect(held.beside('')('The office is open. Ana Roe.')).toBe(true)
    expect(held.beside('')('The office is open. Ana.')).toBe(false)
    expect(held.beside('Ana Roe, it says.')('Ana Roe.')).toBe(false)
  }
})

test('a paragraph ever had as many words in a row, or too few of them', () => {
  const held = openHeldWords([written('Ana saw them')])
  expect(held.everIn(written('Nobody did', ['Nobody did', 'Then Ana saw them']))).toBe(true)
  expect(held.everIn(written('Ana saw nobody'))).toBe(false)
  expect(openHeldWords([]).everIn(written('Ana saw them'))).toBe(false)
})
