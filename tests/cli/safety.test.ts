// Passphrase, recovery, backups and the end of a profile, from a terminal.
// @module-tag long
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baraza, resident } from '#tests/command-line'

let home: string
const at = (name: string) => join(home, name)
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'baraza-safety-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a new passphrase opens the profile, and the old one no longer does', async () => {
  const amina = await resident(home, 'amina')
  writeFileSync(at('next'), 'five other words\n')
  expect((await baraza(['profile', 'passphrase'], amina.env)).code).toBe(2)
  await amina.says('profile', 'passphrase', '--new-passphrase-file', at('next'))
  expect(await amina.refused('check')).toBe('wrong-passphrase')
  expect((await baraza(['check', '--passphrase-file', at('next')], amina.env)).code).toBe(0)
})

test('a code, and recovery pieces of colleagues, open the profile under a new passphrase', async () => {
  const carol = await resident(home, 'carol')
  const { code } = await carol.says<{ code: string }>('recovery', 'new')
  writeFileSync(at('code'), `${code.toLowerCase()}\n`)
  await carol.says('recovery', 'confirm', '--code-file', at('code'))
  const files = [1, 2, 3].map(number => at(`share-${number}`))
  await carol.says('recovery', 'pieces', '--needed', '2', '--out', files.join(','))
  expect(await carol.says('recovery', 'status')).toMatchObject({
    waiting: false,
    code: {},
    shares: { needed: 2, of: 3 },
  })
  const recover = (words: string, from: string) => {
    writeFileSync(at(words), words)
    const options = ['--recovery-file', from, '--passphrase-file', at(words)]
    return baraza(['profile', 'recover', ...options], carol.env)
  }
  const one = await recover('nothing', files[0] ?? '')
  expect(one).toMatchObject({ code: 1, out: '' })
  expect(one.error).toMatch(/^pieces-too-few: These recovery pieces are not enough yet/)
  expect((await recover('by-pieces', files.slice(1).join(','))).code).toBe(0)
  expect((await recover('by-code', at('code'))).code).toBe(0)
  expect(await carol.refused('check')).toBe('wrong-passphrase')
  expect((await baraza(['check', '--passphrase-file', at('by-code')], carol.env)).code).toBe(0)
}, 240_000)

test('a profile is erased without its passphrase, by a word of confirmation', async () => {
  const dora = await resident(home, 'dora')
  expect(await dora.refused('profile', 'erase', '--confirm', 'yes')).toBe('invalid-input')
  await dora.says('check')
  await dora.says('profile', 'erase', '--confirm', 'erase')
  expect(readdirSync(dora.profile)).toEqual([])
  expect(await dora.refused('check')).toBe('profile-missing')
})

test('a backup makes the profile again in another directory', async () => {
  const elena = await resident(home, 'elena')
  const { group } = await elena.says('group', 'new', '--name', 'Group', '--handle', 'E.F.')
  expect(await elena.says('backup', 'write', '--out', at('backup'))).toMatchObject({})
  expect(await elena.refused('backup', 'restore', '--from', at('backup'))).toBe('profile-exists')
  const elsewhere = ['--profile', at('elena again')]
  await elena.says('backup', 'restore', '--from', at('backup'), ...elsewhere)
  expect(await elena.says<{ id: string }[]>('group', 'list', ...elsewhere)).toMatchObject([
    { id: group },
  ])
}, 240_000)
