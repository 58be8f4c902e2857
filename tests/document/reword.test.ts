// The words of one block changed to others.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { reword, settledText } from '#document/blocks'
import { newBlockId } from '#document/ids'
import { noteSign } from '#document/model'
import { blockElements, insertReference, piecesOf, textsOf } from '#document/tree'
import { diceFrom } from '#tests/documents'
import { block, documentWith } from '#tests/shared-pages'

const { bytes } = diceFrom(3)

/** The texts that an editor keeps whole, as it keeps the sign of a note. */
const wholeIn = (element: Y.XmlElement): string[] =>
  textsOf(element)
    .flatMap(piecesOf)
    .filter(({ attributes: { p } }) => Object.hasOwn(p ?? {}, '__mode'))
    .map(({ text }) => text)

test.each([
  ['before', 0, `More ${noteSign}The report.`],
  ['behind', 'The report'.length, `The report${noteSign}, and more.`],
])('words that come %s the sign of a note are no sign', (_, at, wanted) => {
  const doc = documentWith([block('paragraph', 'The report.')])
  const element = blockElements(doc)[0] as Y.XmlElement
  insertReference(element, at, { note: newBlockId(bytes) })
  reword(element, wanted)
  expect(settledText(element)).toBe(wanted)
  expect(wholeIn(element)).toEqual([noteSign])
})
