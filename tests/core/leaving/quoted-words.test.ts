// Words of the text that a comment in a file quotes.
import { expect, test } from 'vitest'
import { longestQuote, type EntryId, type Page, type ParagraphSuggestion } from '#shared/document'
import { reasonOf } from '../../../src/core/api/paper-comments.ts'

const page = { meta: { language: 'en' }, blocks: [] } as unknown as Page
const quoteOf = (base: string): string => {
  const suggestion = { id: 'a' as EntryId, client: 7, base, why: '', wording: '' }
  const names = { by: () => 'Group', text: () => '' }
  return reasonOf(suggestion as unknown as ParagraphSuggestion, page, true, names).text
}

test('long words are cut where a sign says so, and others stand whole', () => {
  expect(quoteOf('They report.')).toBe('“They report.”')
  const long = 'word '.repeat(longestQuote)
  expect(quoteOf(long)).toBe(`“${long.slice(0, longestQuote - 1)}…”`)
})
