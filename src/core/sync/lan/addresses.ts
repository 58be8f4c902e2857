// Addresses of the local network: which addresses count as local, and their typed form.
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

/** An address of this machine. */
export type Interface = { address: string; family: 'IPv4' | 'IPv6'; internal: boolean }

const octets = (address: string): number[] => address.split('.').map(Number)

/**
 * Whether an IP address belongs to a local network: RFC 1918, RFC 3927 and RFC 4193 addresses,
 * link-local IPv6 and the machine itself. IPv4 inside IPv6 is judged as IPv4.
 */
export const isPrivate = (address: string): boolean => {
  const plain = address.replace(/^::ffff:/i, '').replace(/%.*$/, '')
  if (isIP(plain) === 4) {
    const [a = 0, b = 0] = octets(plain)
    return (
      a === 10 ||
      a === 127 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 169 && b === 254)
    )
  }
  if (isIP(plain) !== 6) return false
  return plain === '::1' || /^f[cd]/i.test(plain) || /^fe[89ab]/i.test(plain)
}

/** This machine's addresses on local networks, without the loopback. */
export const localInterfaces = (): Interface[] =>
  Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    .filter(({ address, internal }) => !internal && isPrivate(address))
    .map(({ address, family, internal }) => ({ address, family, internal }))

/** `host:port` in typed form. Link-local IPv6 is left out, because it needs a zone. */
export const typedAddresses = (interfaces: readonly Interface[], port: number): string[] =>
  interfaces
    .filter(({ address }) => !/^fe[89ab]/i.test(address))
    .toSorted((a, b) => a.family.localeCompare(b.family))
    .map(({ address, family }) =>
      family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`,
    )

const name = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i

/** `192.0.2.1:4000`, `[2001:db8::1]:4000` or `name.example:4000`; null for anything else. */
export const parseAddress = (text: string): { host: string; port: number } | null => {
  const match = /^(?:\[([0-9a-f:.]+(?:%[\w.-]+)?)\]|([^\s:[\]]+)):(\d{1,5})$/i.exec(text.trim())
  if (!match) return null
  const [, bracketed, plain = '', digits = ''] = match
  const port = Number(digits)
  if (port < 1 || port > 65_535) return null
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? { host: bracketed, port } : null
  const looksLikeNumbers = /^[\d.]+$/.test(plain)
  if (looksLikeNumbers ? isIP(plain) !== 4 : !name.test(plain)) return null
  return { host: plain, port }
}
