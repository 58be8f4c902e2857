// Words of the text that a comment in a file quotes.
import { expect, test } from 'vitest'
import { anchorAt, longestQuote, type Thread } from '#document/review/comments'
import type { EntryId } from '#document/ids'
import type { Page } from '#document/model'
import type { ParagraphSuggestion } from '#document/review/suggestions'
import { block, documentWith } from '#tests/shared-pages'
import { commentsOf, reasonOf } from '../../../src/core/exports/paper-comments.ts'

const page = { meta: { language: 'en' }, blocks: [] } as unknown as Page
const quoteOf = (base: string): string => {
  const suggestion = { id: 'a' as EntryId, client: 7, base, why: '', wording: '' }
  const names = { by: () => 'Group', text: () => '' }
  return reasonOf(suggestion as unknown as ParagraphSuggestion, page, true, names).text
}

/** The quotation of a comment whose words are gone from the text. */
const goneQuoteOf = (quote: string): string | undefined => {
  const opening = { kind: 'comment', client: 7, quote, text: '' }
  const thread = { id: 'a', opening, replies: [], isResolved: false } as unknown as Thread
  const names = { by: () => 'Group', text: () => '' }
  return commentsOf([thread], new Map(), page, names)[0]?.text
}

test('long words are cut where a sign says so, and others stand whole', () => {
  expect(quoteOf('They report.')).toBe('“They report.”')
  const whole = 'w'.repeat(longestQuote)
  expect(quoteOf(whole)).toBe(`“${whole}”`)
  const long = 'word '.repeat(longestQuote)
  expect(quoteOf(long)).toBe(`“${long.slice(0, longestQuote)}…”`)
})

test('no letter of two units is cut in half', () => {
  const before = 'w'.repeat(longestQuote - 1)
  expect(quoteOf(`${before}😐 and more`)).toBe(`“${before}…”`)
  const doc = documentWith([block('num1', `${before}😐 and more`)])
  const anchor = anchorAt(doc, { index: 0, from: 0, to: longestQuote + 5 })
  expect(anchor?.quote).toBe(before)
})

test('stored words that may have been longer say so, and lose no letter', () => {
  const before = 'w'.repeat(longestQuote - 1)
  expect(goneQuoteOf('They report.')).toBe('“They report.”')
  expect(goneQuoteOf(`${before}w`)).toBe(`“${before}w…”`)
  expect(goneQuoteOf(before)).toBe(`“${before}…”`)
  // As devices stored it that cut between the two units of a letter.
  expect(goneQuoteOf(`${before}\ufffd`)).toBe(`“${before}…”`)
})
