// An invitation as a picture: the bytes of its file in base 32, in a QR code, which stores such
// letters in fewer modules than bytes. Core makes the picture. The window reads pictures, because
// its sandbox is the right place for an image from a stranger.
import { base32nopad } from '@scure/base'
import { encodeQR } from 'qr'
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'

/** The text in the QR code of an invitation file. */
export const pictureText = (invitation: Bytes): string => base32nopad.encode(invitation)

/** The bytes of the file; failure `file-damaged`. */
export const bytesOfPicture = (text: string): Bytes => {
  try {
    return base32nopad.decode(text) as Bytes
  } catch {
    throw new Failure('file-damaged')
  }
}

/** A GIF of the QR code with 8 pixels a module, large enough to be photographed and recognized. */
export const pictureOf = (text: string): Bytes =>
  encodeQR(text, 'gif', { ecc: 'medium', encoding: 'alphanumeric', border: 4, scale: 8 })
