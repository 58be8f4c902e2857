// A self-signed certificate for 127.0.0.1, made on the spot: DER by hand, so that no test needs a
// key that lies in the repository or a program that may not be installed.
import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts)
const integer = (value: number): Buffer => der(0x02, Buffer.from([value]))
const object = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const text = (tag: number, value: string): Buffer => der(tag, Buffer.from(value))

const commonName = object('550403')
const alternativeName = object('551d11')
const basicConstraints = object('551d13')
const ecdsaWithSha256 = sequence(object('2a8648ce3d040302'))

let serial = 1

/** PEM. Valid from 2020 to 2049; each has a key of its own. */
export const certificate = (): { cert: string; key: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const name = sequence(der(0x31, sequence(commonName, text(0x0c, `mailbox ${serial}`))))
  const extension = (id: Buffer, value: Buffer): Buffer => sequence(id, der(0x04, value))
  const content = sequence(
    der(0xa0, integer(2)),
    integer(serial++),
    ecdsaWithSha256,
    name,
    sequence(text(0x17, '200101000000Z'), text(0x17, '491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        extension(basicConstraints, sequence(der(0x01, Buffer.from([0xff])))),
        extension(alternativeName, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))),
      ),
    ),
  )
  const signature = sign('sha256', content, privateKey)
  const whole = sequence(
    content,
    ecdsaWithSha256,
    der(0x03, Buffer.concat([Buffer.from([0]), signature])),
  )
  return {
    cert: new X509Certificate(whole).toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
