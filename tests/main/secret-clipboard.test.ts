// A copied secret does not stay in the clipboard, and nothing else is ever taken out of it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSecretClipboard } from '../../src/main/secret-clipboard.ts'

let held: string
const clipboard = {
  readText: () => Promise.resolve(held),
  writeText: (text: string) => void (held = text),
  clear: () => void (held = ''),
}
beforeEach(() => {
  held = ''
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

test('a copied secret is gone after a minute, and not before', async () => {
  openSecretClipboard(clipboard).copy('five words')
  await vi.advanceTimersByTimeAsync(59_999)
  expect(held).toBe('five words')
  await vi.advanceTimersByTimeAsync(1)
  expect(held).toBe('')
})

test('a later copy stays', async () => {
  openSecretClipboard(clipboard).copy('five words')
  held = 'something else'
  await vi.advanceTimersByTimeAsync(60_000)
  expect(held).toBe('something else')
})

test('a second copy has a minute of its own', async () => {
  const secrets = openSecretClipboard(clipboard)
  secrets.copy('first')
  await vi.advanceTimersByTimeAsync(40_000)
  secrets.copy('second')
  await vi.advanceTimersByTimeAsync(40_000)
  expect(held).toBe('second')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(held).toBe('')
})

test('locking takes it out at once', async () => {
  const secrets = openSecretClipboard(clipboard)
  secrets.copy('five words')
  await secrets.forget()
  expect(held).toBe('')
})
