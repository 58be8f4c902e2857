// A name that draws no attention and does not reveal the content of a file.
import type { Words } from '../../words/index.ts'

/** "notes-0918" for 18 September; `now` in UTC milliseconds, the day as this device has it. */
export function plainFileName(now: number): string {
  const date = new Date(now)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `notes-${two(date.getMonth() + 1)}${two(date.getDate())}`
}

export type Size = { size: number; unit: 'bytes' | 'KB' | 'MB' }

/** Bytes as a person reads them. */
export function sizeOf(bytes: number): Size {
  if (bytes < 1000) return { size: bytes, unit: 'bytes' }
  if (bytes < 1_000_000) return { size: Math.round(bytes / 1000), unit: 'KB' }
  return { size: Math.round(bytes / 100_000) / 10, unit: 'MB' }
}

/** The same as the language has it, kept together in a line of either direction; `none` for no bytes. */
export const sizeInWords = (bytes: number, words: Words): string =>
  bytes === 0 ? 'none' : `\u2068${words('members.exchange.size', sizeOf(bytes))}\u2069`
