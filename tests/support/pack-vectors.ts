// One pack with its card and the keys of all who signed it. `node tests/support/pack-vectors.ts` wrote
// tests/fixtures/vectors/pack.json once; it never changes. The tests beside it have other programs check
// the same files.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cardWords } from '#core/deliberation/adoption'
import { sha256, toHex } from '#core/keys'
import { adopted, cardFor, pairOf, packOf, signedFiles } from './packs.ts'

export type PackVectors = {
  /** Keys of the chair and the rapporteur: the secret in the group, and the key for packs that follows. */
  officers: { secret: string; key: string }[]
  card: string
  /** The six words of the card, for a group that speaks English. */
  words: readonly string[]
  numbers: readonly string[]
  files: Record<string, string>
  /** The ZIP of these files. */
  pack: string
  sha256: string
}

export const makePackVectors = (): PackVectors => {
  const scene = adopted()
  const officers = scene.parties.slice(0, 2)
  const card = cardFor(officers)
  const { words, numbers } = cardWords(card, 'en')
  const pack = packOf(scene)
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
  return {
    officers: officers.map(party => ({
      secret: toHex(party.keys.signing.secret),
      key: toHex(pairOf(party).public),
    })),
    card: text(card),
    words,
    numbers,
    files: Object.fromEntries([...signedFiles(scene)].map(([name, bytes]) => [name, text(bytes)])),
    pack: Buffer.from(pack).toString('base64'),
    sha256: toHex(sha256(pack)),
  }
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../fixtures/vectors/pack.json')
  writeFileSync(path, `${JSON.stringify(makePackVectors(), null, 1)}\n`)
}
