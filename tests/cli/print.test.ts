// Output of words that members and strangers wrote.
import { expect, test } from 'vitest'
import { printed } from '../../src/cli/print.ts'

const title = '\u001b]52;c;cm0=\u0007Title\u009b31m\u202e\u007f'

test('no word is an order to the terminal', () => {
  for (const value of [title, [title], { title }, [{ title }], { inside: [{ title }] }]) {
    expect(printed(value, false)).toContain('Title')
    for (const json of [true, false])
      expect(printed(value, json)).not.toMatch(/(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u)
  }
  expect(printed('One\tline\nand another', false)).toBe('One\tline\nand another')
})

test('JSON says what it said', () => {
  expect(JSON.parse(printed({ title }, true))).toEqual({ title })
  expect(printed(undefined, true)).toBe('{}')
})
