// How often a passphrase was stretched.
import { createRequire } from 'node:module'
import { vi, type MockInstance } from 'vitest'

const sodium = createRequire(import.meta.url)('sodium-native') as {
  crypto_pwhash(...values: unknown[]): void
}

/** A spy on Argon2id, to be restored. */
export const watchStretching = (): MockInstance => vi.spyOn(sodium, 'crypto_pwhash')
