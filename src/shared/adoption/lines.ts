// Files of lines: UTF-8, each line a JSON array of texts, whole numbers and arrays, written in one way
// only.
import { decodeUtf8 } from 'lib0/string'
import { Refused } from './refusal.ts'

export type Line = readonly (string | number | Line)[]

export const writeLine = (line: Line): string => `${JSON.stringify(line)}\n`

/** The lines of a file without their ends; each ends in LF. */
export const textLinesOf = (bytes: Uint8Array): string[] => {
  let text: string
  try {
    text = decodeUtf8(bytes)
  } catch {
    throw new Refused(0, 'The file is not UTF-8.')
  }
  if (!text.endsWith('\n')) throw new Refused(0, 'The last line has no end.')
  return text.slice(0, -1).split('\n')
}

const isLine = (value: unknown): value is Line =>
  Array.isArray(value) &&
  value.every(
    each => typeof each === 'string' || (Number.isSafeInteger(each) && each >= 0) || isLine(each),
  )

/** The line as JSON, refused where a writer would have written other letters. */
export const readLine = (text: string, number: number): Line => {
  let value: unknown
  try {
    value = JSON.parse(text)
    if (JSON.stringify(value) !== text) value = null
  } catch {
    value = null
  }
  if (!isLine(value))
    throw new Refused(number, 'The line is no array of texts and numbers in its one form.')
  return value
}
