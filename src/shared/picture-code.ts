// A QR code as one path of squares, with the quiet margin that the standard asks for (ISO/IEC 18004), so that it
// can be photographed from a screen and from paper.
import { encodeUtf8 } from 'lib0/string'
import { encodeQR } from 'qr'

/** `size`: of the whole picture, in squares; `path`: the dark ones. */
export type PictureCode = { size: number; path: string }

const drawn = (text: string, encoding: 'alphanumeric' | 'byte'): PictureCode => {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', encoding, border: 4 })
  const path = modules
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return { size: modules.length, path }
}

/** `text`: in base 32, whose letters take fewer squares than bytes. */
export const codeOfLetters = (text: string): PictureCode => drawn(text, 'alphanumeric')

/** With more, the squares of a code of five centimetres are too small for many cameras. */
const largestText = 900

/** Any program that reads codes gives the text back, in UTF-8. Null for a text that is too long. */
export const codeOfText = (text: string): PictureCode | null =>
  encodeUtf8(text).length > largestText ? null : drawn(text, 'byte')
