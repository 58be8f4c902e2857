// Passphrase, recovery, backups and the end of a profile, from a terminal.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baraza, person } from '#tests/command-line'

let home: string
const at = (name: string) => join(home, name)
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'baraza-safety-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a new passphrase opens the profile, and the old one no longer does', async () => {
  const amina = person(home, 'amina')
  await amina.says('profile', 'new')
  writeFileSync(at('next'), 'five other words\n')
  expect((await baraza(['profile', 'passphrase'], amina.env)).code).toBe(2)
  await amina.says('profile', 'passphrase', '--new-passphrase-file', at('next'))
  expect(await amina.refused('check')).toBe('wrong-passphrase')
  expect((await baraza(['check', '--passphrase-file', at('next')], amina.env)).code).toBe(0)
})
