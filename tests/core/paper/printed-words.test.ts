// The words of files for people outside hold plain values and no plural: core puts values in by itself, and another
// form of a message would be printed as it is written.
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { printedWord } from '../../../src/core/paper/printed-words.ts'

const root = resolve(import.meta.dirname, '../../../resources/messages')
/** As `filled` reads them. */
const plain = /\{\w+\}/g

test('each message of a file has no more than plain values, in each language', () => {
  const catalogues = globSync('*/{paper,reply}.json', { cwd: root })
  expect(catalogues.length).toBeGreaterThanOrEqual(8)
  const others = catalogues.flatMap(path => {
    const messages = JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, string>
    return Object.entries(messages)
      .filter(([, text]) => /[{}]/.test(text.replaceAll(plain, '')))
      .map(([id]) => `${path}: ${id}`)
  })
  expect(others).toEqual([])
})

test('values are put in, and a missing one leaves nothing', () => {
  expect(printedWord('en', 'paper.member', { number: '2' })).toBe('Member 2')
  expect(printedWord('en', 'paper.member')).toBe('Member ')
  expect(printedWord('zh', 'paper.member', { number: '2' })).toBe('成员2')
})
