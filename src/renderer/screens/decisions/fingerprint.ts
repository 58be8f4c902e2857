// The beginning of a digest, to compare by eye and aloud.
const shown = 8

/** "4c81 0be7". */
export const fingerprint = (sha256: string): string =>
  sha256.slice(0, shown).replace(/(.{4})(?=.)/g, '$1 ')
