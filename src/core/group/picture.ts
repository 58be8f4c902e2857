// An invitation as a picture: its file's bytes in the letters of base 32, in a QR code, which stores
// such letters in fewer modules than bytes. The picture is made here; it is read in the window, whose
// sandbox is the right place for a stranger's image.
import { base32nopad } from '@scure/base'
import { encodeQR } from 'qr'
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'

/** What the QR code of an invitation file holds. */
export const pictureText = (invitation: Bytes): string => base32nopad.encode(invitation)

/** The bytes of the file again; failure `file-damaged`. */
export const bytesOfPicture = (text: string): Bytes => {
  try {
    return base32nopad.decode(text) as Bytes
  } catch {
    throw new Failure('file-damaged')
  }
}

/** A GIF of the QR code, 8 pixels a module: large enough to be photographed and found again. */
export const pictureOf = (text: string): Bytes =>
  encodeQR(text, 'gif', { ecc: 'medium', encoding: 'alphanumeric', border: 4, scale: 8 })
