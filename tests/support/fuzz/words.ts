// A word of a schedule is one character that occurs nowhere else, so that a lost or doubled one is
// noticed.
import { blockText, type Page } from '#document/model'

export const wordAt = (index: number): string => String.fromCharCode(0x4e00 + index)

const isWord = (sign: string): boolean => sign >= '\u4e00' && sign < '\ua000'

export const wordsIn = (text: string): string[] => text.split('').filter(isWord)

export const wordsOf = (page: Page): string[] =>
  wordsIn(page.blocks.map(block => blockText(block)).join('\n'))

export const timesIn = (words: readonly string[], sign: string): number =>
  words.filter(other => other === sign).length
