// A page that was taken over makes any call of the contract. Before the network, a mailbox, a typed
// address, a group or an erasure the system's own window asks the person, and the page can neither
// draw nor answer it; and the page cannot flood the person with such windows.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { electronRuntime } from '#tests/electron-runtime'
import { invitationOfAnother } from '#tests/another-group'
import { openDesk, profileOf, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { choosePassphrase, createGroup } from '#tests/story-start'
import { newDocument, write } from '#tests/story-page'
import { wordsIn } from '../../src/main/words.ts'

let folder: string
let desk: Desk
let server: Server
let address: string
let connections = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tp-'))
  server = createServer(socket => {
    connections++
    socket.destroy()
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('No address')
  address = `127.0.0.1:${bound.port}`
  desk = await openDesk({ home: join(folder, 'a'), hand: pointer })
  await choosePassphrase(desk)
  await createGroup(desk, 'Advisory Group', 'A.D.')
  await newDocument(desk, 'On rural clinics')
  await write(desk, 'Clinics close early.')
  await desk.page.evaluate(takePorts)
})
afterAll(async () => {
  await desk?.kill()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

type Answer = { output?: unknown; code?: string }
type Side = 'core' | 'shell'
type Calling = (to: Side, name: string, input?: unknown) => Promise<Answer>

/** Runs in the page: announces again that it is ready, and keeps the ports that it gets. */
function takePorts(): Promise<void> {
  const ports = new Map<string, MessagePort>()
  const waiting = new Map<number, (answer: Answer) => void>()
  let id = 0
  const call: Calling = (to, name, input) =>
    new Promise(resolve => {
      waiting.set(++id, resolve)
      ports.get(to)?.postMessage({ id, call: name, input })
    })
  Object.assign(window, { call })
  return new Promise(resolve => {
    window.addEventListener('message', ({ data, ports: [port] }: MessageEvent) => {
      if (!port) return
      port.addEventListener('message', (event: MessageEvent) => {
        const { id: answered, output, code } = event.data as Answer & { id: number }
        waiting.get(answered)?.({ output, code: code ?? 'done' })
      })
      port.start()
      ports.set((data as { baraza: string }).baraza, port)
      if (ports.size === 2) resolve()
    })
    window.postMessage({ baraza: 'ready' }, window.location.origin)
  })
}

const call = (to: Side, name: string, input?: unknown): Promise<Answer> =>
  desk.page.evaluate(
    ([side, which, given]) =>
      (window as unknown as { call: Calling }).call(side as Side, which as string, given),
    [to, name, input],
  )
const outputOf = async <T>(name: string, input?: unknown): Promise<T> =>
  (await call('core', name, input)).output as T

/** Nothing was switched on, joined or erased, and no connection was made. */
const nothingHappened = async (): Promise<void> => {
  expect(await outputOf('settings.get')).toMatchObject({ localNetwork: false })
  expect(await outputOf('network.status')).toMatchObject({
    on: false,
    addresses: [],
    mailboxes: [],
  })
  expect(await outputOf<unknown[]>('groups.list')).toHaveLength(1)
  expect(existsSync(join(profileOf(desk.home, electronRuntime().kind === 'test'), 'keys'))).toBe(
    true,
  )
  expect(connections).toBe(0)
}

test('a taken page makes twelve calls for a socket: they end at the first question', async () => {
  const [group] = await outputOf<{ id: string }[]>('groups.list')
  const settings = await outputOf<object>('settings.get')
  const codes: Record<string, unknown> = {}
  const run = async (name: string, input: unknown): Promise<unknown> => {
    const { code, output } = await call('core', name, input)
    codes[name] = code
    return output
  }
  await run('settings.set', { ...settings, localNetwork: true })
  const [asked] = await desk.asked()
  expect(asked).toContain(wordsIn('en')('shell.ask.network'))

  const text = await invitationOfAnother(join(folder, 'b'))
  const { file } = (await run('invitations.fromPicture', { text })) as { file: string }
  await run('joining.askHere', { file, handle: 'A.D.', address })
  const document = await run('documents.create', {
    group: group?.id,
    kind: 'statement',
    language: 'en',
    title: 'Stolen titles',
  })
  await run('documents.share', { document })
  await run('network.dial', { group: group?.id, address })
  await run('invitations.byCode', { code: 'AAAA-AAAA', address })
  await run('mailbox.set', { group: group?.id, url: `ws://${address}/` })
  await run('profile.erase', { confirm: 'erase' })
  await run('joining.ask', { file, handle: 'A.D.', reply: file })
  await run('joining.giveUp', { group: group?.id })
  await run('documents.delete', { document })
  expect(codes).toMatchObject({
    'settings.set': 'declined',
    'joining.askHere': 'declined',
    'network.dial': 'declined',
    'invitations.byCode': 'declined',
    'mailbox.set': 'declined',
    // Five were refused within the minute: nothing more is asked, and nothing more is done.
    'profile.erase': 'too-many-questions',
    'joining.ask': 'too-many-questions',
    'joining.giveUp': 'not-permitted',
  })
  const questions = await desk.asked()
  expect(questions).toHaveLength(5)
  // The question names the very act: the group, the inviting member and the address.
  expect(questions[1]).toMatch(/Another group[^]*Amina[^]*127\.0\.0\.1:\d+/)
  for (const question of questions.slice(1)) expect(question).toContain(address)
  await nothingHappened()
})

test('a page asks for 200 windows and 200 save dialogs: none shows while the minute lasts', async () => {
  const before = (await desk.asked()).length
  await desk.willSave(join(folder, 'never'))
  await desk.page.evaluate(() => {
    for (let each = 0; each < 200; each++) window.open(`https://example.org/${each}`)
  })
  const codes = await desk.page.evaluate(async () => {
    const { call } = window as unknown as { call: Calling }
    const asked = Array.from({ length: 200 }, () =>
      call('shell', 'dialog.save', { type: 'md', name: 'x' }),
    )
    return [...new Set((await Promise.all(asked)).map(({ code }) => code))]
  })
  expect(codes).toEqual(['too-many-questions'])
  // Locking gives the page no new minute.
  await desk.nextWindow(() => desk.page.keyboard.press('Control+Shift+L'))
  await desk.page.locator('.unlock-card').waitFor()
  await desk.page.evaluate(takePorts)
  expect(await call('core', 'profile.erase', { confirm: 'erase' })).toMatchObject({
    code: 'too-many-questions',
  })
  expect(await desk.asked()).toHaveLength(before)
  const profile = profileOf(desk.home, electronRuntime().kind === 'test')
  expect(existsSync(join(profile, 'keys'))).toBe(true)
})
