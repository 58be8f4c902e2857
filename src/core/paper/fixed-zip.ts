// A zip whose bytes follow from its entries: they are in the order of their names and have one time.
import { zipSync, type Zippable } from 'fflate'

// The earliest time a zip can carry (APPNOTE 4.4.6): 1 January 1980.
const anyTime = new Date(1980, 0, 1)

/** `first`: an entry in front of all others, stored as it is. */
export const fixedZip = (
  entries: Readonly<Record<string, Uint8Array>>,
  first?: readonly [name: string, content: Uint8Array],
): Uint8Array => {
  const ordered: Zippable = first ? { [first[0]]: [first[1], { level: 0 }] } : {}
  for (const name of Object.keys(entries).toSorted()) {
    const content = entries[name]
    if (content) ordered[name] = content
  }
  return zipSync(ordered, { mtime: anyTime, level: 6 })
}
