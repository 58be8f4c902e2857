// How long a text is, as its writers count: words between white space, and each character of a
// script that is written without spaces.
import type { Page } from './page.ts'
import { blockText } from './page.ts'

const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu

const isWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

export const countWordsIn = (text: string): number => (text.match(word) ?? []).filter(isWord).length

/** Words of the body; numbers, being computed, are not counted. */
export const countWords = (page: Pick<Page, 'blocks'>): number =>
  page.blocks.reduce((sum, block) => sum + countWordsIn(blockText(block)), 0)
