// Files of plain characters: their size and their encoding.
import { Failure } from '#shared/failure'

/** Most bytes of such a text, about 700 pages. */
const largest = 2 << 20

export const mustBeSmall = (bytes: Uint8Array): void => {
  if (bytes.length > largest) throw new Failure('file-too-large')
}

/** Bytes of another encoding are refused, not guessed at. */
export const decoded = (bytes: Uint8Array, encoding: string): string => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Failure('file-wrong-kind', { cause: error })
  }
}

/** Text files are UTF-8. Failures `file-too-large`, `file-wrong-kind`. */
export const textOf = (bytes: Uint8Array): string => {
  mustBeSmall(bytes)
  return decoded(bytes, 'utf-8')
}
