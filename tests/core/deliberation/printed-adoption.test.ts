// Printed forms of a decided text: reservations stand behind it in its order.
import { expect, test } from 'vitest'
import { readTextFile } from '#core/deliberation/adoption'
import { readVectors } from '#tests/graph-vectors'
import type { TextVectors } from '#tests/text-vectors'
import { printedForms } from '../../../src/core/drafting/adoption/printed-adoption.ts'

const vectors = readVectors('texts.json') as TextVectors

/** The vectors whose texts have two numbered paragraphs with ids, and no picture. */
const texts = vectors.texts.flatMap(({ name, text }) => {
  const read = readTextFile(new TextEncoder().encode(text))
  if ('refused' in read) throw new Error(read.refused.why)
  const { lines } = read.value
  const cited = lines.flatMap(line =>
    line.what === 'block' && line.id !== '' && line.number !== '' ? [line] : [],
  )
  const isPlain = lines.every(({ what }) => what !== 'figure')
  return cited.length > 1 && isPlain ? [{ name, file: read.value, cited }] : []
})

test.each(texts)('reservations on "$name" are printed in the order of the text', async one => {
  const { file, cited } = one
  const own = cited.map(({ id, number }, at) => ({
    block: id,
    place: number,
    words: `Reserved ${at}.`,
    as: '',
    isWithdrawn: false,
  }))
  const whole = { block: null, place: '', words: 'Reserved whole.', as: '', isWithdrawn: false }
  const forms = await printedForms(
    {
      file,
      group: '',
      reference: '',
      symbol: '',
      pictures: new Map(),
      reservations: [...own.toReversed(), whole],
    },
    null,
  )
  const html = new TextDecoder().decode(forms.find(({ name }) => name.endsWith('.html'))?.bytes)
  const printed = [...html.matchAll(/Reserved (\w+)\./g)].map(([, which]) => which)
  expect(printed).toEqual(['whole', ...own.map((_, at) => `${at}`)])
})

test('there are texts to look at', () => {
  expect(texts.length).toBeGreaterThan(0)
})
