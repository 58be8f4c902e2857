// Text in which nothing recurs. A pack looks for what recurs: in hexadecimal letters, that search takes a
// quarter of a second for each megabyte.
import { random } from '#core/keys'

/** `letters` is a multiple of four. */
export const shapeless = (letters: number): string =>
  Buffer.from(random((letters / 4) * 3)).toString('base64')
