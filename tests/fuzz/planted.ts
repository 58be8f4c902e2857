// A reader with faults on purpose, each deeper than one change to the seed leads.
export const readPlanted = (bytes: Uint8Array): string => {
  if (bytes[0] !== 0x01) return 'of another version'
  if (bytes[1] !== 0x5a) return 'of another kind'
  if (bytes[2] !== 0xc3) return 'too early'
  if (bytes[3] === 0x7e) throw new Error('a planted fault')
  return 'read'
}

export const slowly = (bytes: Uint8Array): void => {
  const until = Date.now() + (bytes[1] === 0x5a ? 300 : 0)
  while (Date.now() < until);
}

const held: Uint8Array[] = []

export const greedily = (bytes: Uint8Array): void => {
  if (bytes[1] === 0x5a) held[0] = new Uint8Array(64 << 20)
}
