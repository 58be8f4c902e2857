// A mailbox hosted from a terminal, and two members whose devices are never there together.
// @module-tag long
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { certificate } from '#tests/certificate'
import { baraza, resident, start, type Person, type Running } from '#tests/command-line'

let home: string
let amina: Person
let carol: Person
const at = (name: string) => join(home, name)

const host = async (
  words: string[] = [],
  data = 'mailbox',
): Promise<{ running: Running; port: number }> => {
  const where = ['--listen', '127.0.0.1:0', '--data', at(data)]
  const running = start(['mailbox', '--open', ...where, ...words], {})
  const { port } = await running.event(({ event }) => event === 'listening')
  return { running, port: port as number }
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'baraza-mailbox-'))
  amina = await resident(home, 'amina')
  carol = await resident(home, 'carol')
  await amina.says('group', 'new', '--name', 'Advisory Group', '--handle', 'A.D.')
  await amina.says('invite', '--out', at('invitation'))
  const asked = ['--invitation', at('invitation'), '--handle', 'C.R.', '--out', at('reply')]
  await carol.says('join', ...asked)
  await amina.says('admit', '--reply', at('reply'), '--words-checked')
  await amina.says('file', 'write', '--out', at('welcome'))
  await carol.says('file', 'read', at('welcome'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a part that one device leaves reaches the other, also after the host was started again', async () => {
  const titled = ['--kind', 'recommendations', '--title', 'After the welcome']
  const { document } = await amina.says<{ document: string }>('new', ...titled)
  await amina.says('new', '--kind', 'minutes', '--title', 'For nobody else', '--private')
  const first = await host()
  await amina.says('sync', '--to', `ws://127.0.0.1:${first.port}`, '--once')
  const health = async (): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${first.port}/health`)).json()
  await expect.poll(health).toMatchObject({ status: 'ok', connections: 0 })
  expect(await first.running.end()).toBe(0)

  const second = await host()
  await carol.says('sync', '--to', `ws://127.0.0.1:${second.port}`, '--once')
  const list = await carol.says<{ id: string; title: string }[]>('list')
  expect(list.map(({ id, title }) => [id, title])).toEqual([[document, 'After the welcome']])
  const digest = await amina.says<string>('digest', '--document', document)
  expect(await carol.says('digest', '--document', document)).toBe(digest)

  writeFileSync(at('script'), JSON.stringify([{ insert: 'Carol was here. ', block: 1, at: 0 }]))
  await carol.says('edit', '--document', document, '--script', at('script'))
  await carol.says('sync', '--to', `ws://127.0.0.1:${second.port}`, '--once')
  await amina.says('sync', '--to', `ws://127.0.0.1:${second.port}`, '--once')
  expect(await second.running.end()).toBe(0)
  const words = await baraza(['show', '--document', document], amina.env)
  expect(words.out).toContain('Carol was here.')

  // The host's disk reveals none of it.
  const files = ['mailbox.db', 'mailbox.db-wal'].map(name => join(at('mailbox'), name))
  const kept = Buffer.concat(files.filter(existsSync).map(name => readFileSync(name)))
  expect(kept.length).toBeGreaterThan(4096)
  for (const trace of ['After the welcome', 'Carol', 'Advisory', 'A.D.', 'records', document]) {
    expect(kept.includes(trace)).toBe(false)
    expect(kept.includes(Buffer.from(document, 'hex'))).toBe(false)
  }
})

test('with a certificate it is reached by wss', async () => {
  const { cert, key } = certificate()
  writeFileSync(at('cert.pem'), cert)
  writeFileSync(at('key.pem'), key)
  const tls = ['--cert', at('cert.pem'), '--key', at('key.pem')]
  const { running, port } = await host(tls, 'secure')
  const to = ['sync', '--to', `wss://127.0.0.1:${port}`, '--once']
  // A host without a trusted certificate is not spoken to.
  expect(await amina.refused(...to)).toBe('address-unreachable')
  const trusting = { ...amina.env, NODE_EXTRA_CA_CERTS: at('cert.pem') }
  const said = await baraza(to, trusting)
  expect([said.code, said.error]).toEqual([0, ''])
  expect(await running.end()).toBe(0)
})

test('a full host is said to be full, and the group can be told which mailbox it uses', async () => {
  const { running, port } = await host(['--quota', '1', '--total', '1'], 'small')
  const url = `ws://127.0.0.1:${port}`
  const lines = Array.from({ length: 30_000 }, () => Math.random().toString(36)).join(' ')
  writeFileSync(at('long.md'), lines.replace(/(.{4000}) /g, '$1\n\n'))
  for (let copy = 0; copy < 4; copy++) {
    await amina.says('import', '--kind', 'brief', at('long.md'))
  }
  expect(await amina.refused('sync', '--to', url, '--once')).toBe('mailbox-full')
  expect(await amina.refused('mailbox', 'set', 'ws://mailbox.example.org')).toBe('invalid-input')
  expect(await amina.says('mailbox', 'set', url)).toMatchObject({ url: `${url}/`, state: 'off' })
  expect(await amina.says('mailbox', 'set', 'off')).toMatchObject({ url: null, state: 'off' })
  expect(await running.end()).toBe(0)
})

test('a host is closed until it has a secret path, which no argument and no file of it holds', async () => {
  const where = ['mailbox', '--listen', '127.0.0.1:0', '--data', at('closed')]
  const refused = await baraza(where)
  expect([refused.code, refused.error]).toEqual([2, expect.stringContaining('mailbox path')])
  const { path } = JSON.parse(
    (await baraza(['mailbox', 'path', '--data', at('closed'), '--json'])).out,
  )
  const running = start(where, {})
  const listening = await running.event(({ event }) => event === 'listening')
  expect(listening).toMatchObject({ open: false })
  const base = `ws://127.0.0.1:${String(listening['port'])}`
  writeFileSync(at('address'), `${base}${path}\n`)
  // Others on the machine see what is typed.
  expect((await baraza(['sync', '--to', `${base}${path}`, '--once'], amina.env)).code).toBe(2)
  expect((await baraza(['mailbox', 'set', `${base}${path}`], amina.env)).code).toBe(2)
  expect(await amina.refused('sync', '--to', base, '--once')).toBe('mailbox-refused')
  await amina.says('sync', '--to', `@${at('address')}`, '--once')
  expect(await amina.says('mailbox', 'set', `@${at('address')}`)).toMatchObject({
    url: base + path,
    state: 'off',
  })
  await amina.says('mailbox', 'set', 'off')
  const kept = readdirSync(at('closed')).map(name => readFileSync(join(at('closed'), name)))
  for (const bytes of kept) {
    for (const trace of [path, path.slice(1, 10), path.replaceAll('-', '').slice(1)])
      expect(bytes.includes(trace)).toBe(false)
  }

  // After a removal the group takes another path, without a restart.
  const { path: next } = JSON.parse(
    (await baraza(['mailbox', 'path', '--data', at('closed'), '--json'])).out,
  )
  running.signal('SIGHUP')
  writeFileSync(at('next'), base + next)
  await expect
    .poll(() => baraza(['sync', '--to', `@${at('next')}`, '--once'], amina.env))
    .toMatchObject({ code: 0 })
  expect(await amina.refused('sync', '--to', `@${at('address')}`, '--once')).toBe('mailbox-refused')
  expect(await running.end()).toBe(0)
})

test('wrong words and a place where it cannot be', async () => {
  const listen = ['mailbox', '--open', '--listen', '127.0.0.1:0']
  const codes = await Promise.all(
    [
      ['mailbox'],
      [...listen, '--data', at('x'), '--quota', 'much'],
      [...listen, '--data', at('x'), '--cert', at('cert.pem')],
      ['mailbox', '--open', '--listen', 'nowhere', '--data', at('x')],
      [...listen, '--data', join(at('cert.pem'), 'x')],
      [...listen, '--data', at('x'), '--cert', at('none'), '--key', at('none')],
    ].map(async words => (await baraza(words)).code),
  )
  expect(codes).toEqual([2, 2, 2, 2, 1, 1])
})
