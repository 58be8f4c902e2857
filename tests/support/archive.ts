// A real archive in a directory of its own that goes away with the test.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createProfile, type Archive, type Later } from '#core/archive'

/** Argon2id at a cost no person should have; tests are not guessed at. */
export const cheapCost = { passes: 1, memory: 8192 }

export const passphrase = 'five quite ordinary test words'

/** An empty directory, removed when the test ends. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'baraza-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** The journal's 50 ms without the wait: the group is over when the event loop comes round. */
export const atOnce: Later = work => {
  const timer = setImmediate(work)
  return () => clearImmediate(timer)
}

/** A new archive under `passphrase`, closed and removed when the test ends. */
export const temporaryArchive = (now: () => number = () => 1_700_000_000_000): Archive => {
  const directory = temporaryDirectory()
  const archive = createProfile(directory, passphrase, { now, cost: cheapCost, later: atOnce })
  onTestFinished(() => archive.close())
  return archive
}
