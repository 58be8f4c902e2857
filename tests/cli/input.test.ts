// The input of a command is checked and trimmed as that of a window, before anything is done.
// @module-tag long
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Group } from '#shared/contract'
import { resident, type Person } from '#tests/command-line'
import { runCommand } from '../../src/cli/run.ts'

let home: string
let amina: Person

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-cli-input-'))
  amina = await resident(home, 'amina')
}, 300_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a group without a name is refused, and a name loses the spaces around it', async () => {
  const named = (name: string) => ['group', 'new', '--name', name, '--handle', ' A.D. ']
  expect(await amina.refused(...named('   '))).toBe('invalid-input')
  expect(await amina.says('group', 'list')).toEqual([])
  await amina.says(...named(' Advisory Group '))
  expect(await amina.says<Group>('group', 'show')).toMatchObject({
    name: 'Advisory Group',
    memberList: [{ handle: 'A.D.' }],
  })
})

test('a word outside a list of words is refused, and the error names the list', async () => {
  let said = ''
  const code = await runCommand(['new', '--kind', 'joint', '--title', 'T'], {
    env: amina.env,
    ended: new Promise(() => {}),
    isWatched: false,
    out: line => (said += line),
    error: line => (said += line),
  })
  expect(code).toBe(1)
  expect(said).toContain('invalid-input')
  expect(said).toContain('statement, recommendations')
})

test('a text is given its reference, trimmed; an empty one takes it away, and two lines are refused', async () => {
  const made = ['new', '--kind', 'statement', '--title', 'T', '--template', 'none', '--private']
  const { document } = await amina.says<{ document: string }>(...made)
  const give = (reference: string) => [
    'reference',
    '--document',
    document,
    '--reference',
    reference,
  ]
  await amina.says(...give(' EDCSAG/2018/3 '))
  expect(await amina.says('list')).toMatchObject([{ reference: 'EDCSAG/2018/3' }])
  expect(await amina.refused(...give('A\nB'))).toBe('invalid-input')
  await amina.says(...give(''))
  expect(await amina.says('list')).toMatchObject([{ title: 'T', reference: '' }])
})
