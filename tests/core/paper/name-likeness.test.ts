// Words that look like a person are found in the time that reading them takes, however long a text without spaces is.
import { expect, test } from 'vitest'
import { looksLikeName } from '../../../src/core/paper/name-likeness.ts'

const isName = looksLikeName(['Amina'])

test.each([
  ['letters without a space', 'a'.repeat(200_000)],
  ['a text in Chinese', '\u6cd5'.repeat(200_000)],
  ['points without a space', `x@${'a.'.repeat(100_000)}`],
])('%s take no long time', (_what, text) => {
  const began = process.cpuUsage()
  expect(isName(text)).toBe(false)
  const { user, system } = process.cpuUsage(began)
  expect((user + system) / 1000).toBeLessThan(1000)
})

test('an address is found wherever it stands', () => {
  for (const text of [
    'zq@example.org',
    '<zq@example.org>',
    '\u6cd5zq@example.org',
    'a@b@example.org',
  ])
    expect([text, isName(text)]).toEqual([text, true])
})
