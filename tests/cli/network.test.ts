// A device that answers on the network from a terminal, and a member who meets it there.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resident, start, type Person } from '#tests/command-line'

let home: string
let amina: Person
let carol: Person
const at = (name: string) => join(home, name)

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-net-'))
  amina = await resident(home, 'amina')
  carol = await resident(home, 'carol')
  await amina.says('group', 'new', '--name', 'Advisory Group', '--handle', 'A.D.')
  await amina.says('invite', '--out', at('invitation'))
  await carol.says(
    'join',
    '--invitation',
    at('invitation'),
    '--handle',
    'C.R.',
    '--out',
    at('reply'),
  )
  await amina.says('admit', '--reply', at('reply'), '--words-checked')
  await amina.says('file', 'write', '--out', at('welcome'))
  await carol.says('file', 'read', at('welcome'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('changes made since the last meeting reach the other device at the next one', async () => {
  const { document } = await amina.says<{ document: string }>(
    'new',
    '--kind',
    'recommendations',
    '--title',
    'After the welcome',
  )
  await amina.says('new', '--kind', 'minutes', '--title', 'For nobody else', '--private')
  const serving = start(['serve', '--listen', '127.0.0.1:0'], amina.env)
  try {
    const { addresses } = (await serving.event(({ event }) => event === 'listening')) as {
      addresses: string[]
    }
    await carol.says('sync', '--to', addresses[0] ?? '', '--once')
  } finally {
    expect(await serving.end()).toBe(0)
  }
  const list = await carol.says<{ id: string; title: string }[]>('list')
  expect(list.map(({ id, title }) => [id, title])).toEqual([[document, 'After the welcome']])
  const digest = await amina.says<string>('digest', '--document', document)
  expect(await carol.says('digest', '--document', document)).toBe(digest)
})

test('without an answering device, the command says so', async () => {
  expect(await carol.refused('sync', '--to', '127.0.0.1:9', '--once')).toBe('address-unreachable')
})

test('a code from a file admits a person, from the request to the group', async () => {
  const nia = await resident(home, 'nia')
  const { code } = await amina.says<{ code: string }>('invite', '--out', at('second'))
  writeFileSync(at('code'), `${code}\n`)
  const join = ['join', '--code-file', at('code'), '--handle', 'N.O.']
  const serving = start(['serve', '--listen', '127.0.0.1:0'], amina.env)
  try {
    const { addresses } = (await serving.event(({ event }) => event === 'listening')) as {
      addresses: string[]
    }
    const to = addresses[0] ?? ''
    const asked = await nia.says<{ state: string }>(...join, '--to', to, '--once')
    expect(asked.state).toBe('joining')
    expect(await nia.refused(...join, '--to', to)).toBe('invitation-used')
  } finally {
    expect(await serving.end()).toBe(0)
  }
  expect(await amina.says('words')).toEqual(await nia.says('words'))
  expect(await amina.refused('admit')).toBe('words-not-checked')
  await amina.says('admit', '--words-checked')
  await amina.says('file', 'write', '--out', at('second-welcome'))
  await nia.says('file', 'read', at('second-welcome'))
  const [group] = await nia.says<{ state: string; members: number }[]>('group', 'list')
  expect(group).toMatchObject({ state: 'active', members: 3 })
  expect(await nia.refused(...join, '--to', '127.0.0.1:9')).toBe('address-unreachable')
})
