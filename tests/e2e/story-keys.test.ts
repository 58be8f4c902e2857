// The story by keyboard alone, in two real apps: no pointer touches either window. As root the two are
// on networks of their own with a router between, so one types the other's address.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { networkPair, type NetworkPair } from '#tests/network-pair'
import { openDesk, type Desk } from '#tests/story'
import { keys } from '#tests/story-hand'
import { dial, writeApart, writeByFiles, writeTogether } from '#tests/story-two'
import { exportAs, newDocument, openDocument, search, share, shows, write } from '#tests/story-page'
import {
  admit,
  choosePassphrase,
  comeIn,
  createGroup,
  inReach,
  invite,
  join as joinGroup,
  readReply,
  sixWords,
  switchNetwork,
  unlock,
} from '#tests/story-start'

const root = process.getuid?.() === 0
const title = 'On rural clinics'
let folder: string
let network: NetworkPair | undefined
let amina: Desk
let carol: Desk
let passphrase: string
const at = (name: string) => join(folder, name)
const launch = (name: string, side: 'alice' | 'bob'): Promise<Desk> =>
  openDesk({ home: at(name), hand: keys, ...(network && { network: network[side].name }) })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sk-'))
  network = root ? networkPair({ routed: true }) : undefined
  amina = await launch('amina', 'alice')
  carol = await launch('carol', 'bob')
  for (const { page } of [amina, carol]) {
    await page.evaluate(() => {
      Object.assign(globalThis, { touched: 0 })
      // A page that moves below a pointer that lies still is told so as well.
      const isStill = (event: Event): boolean =>
        event.type === 'mousemove' &&
        (event as MouseEvent).movementX === 0 &&
        (event as MouseEvent).movementY === 0
      const count = (event: Event): void => {
        if (event.isTrusted && !isStill(event))
          (globalThis as unknown as { touched: number }).touched++
      }
      for (const name of ['pointerdown', 'mousedown', 'mousemove', 'wheel']) {
        addEventListener(name, count, { capture: true })
      }
    })
  }
})
afterAll(async () => {
  await Promise.all([amina?.kill(), carol?.kill()])
  network?.remove()
  await rm(folder, { recursive: true, force: true })
})

test('a group, an invitation, six words, admission', async () => {
  passphrase = await choosePassphrase(amina)
  await createGroup(amina, 'Advisory Group', 'A.D.')
  await invite(amina, at('invitation.brz'))
  const files = { invitation: at('invitation.brz'), reply: at('reply.brz') }
  await joinGroup(carol, { ...files, handle: 'C.R.' })
  await readReply(amina, at('reply.brz'))
  expect(await sixWords(carol)).toEqual(await sixWords(amina))
  await admit(amina, { handle: 'C.R.', welcome: at('welcome.brz') })
  await comeIn(carol, at('welcome.brz'))
})

test('a document, shared, with two writing in it', async () => {
  await newDocument(amina, title)
  await write(amina, 'Clinics close early.')
  await share(amina, 2)
  await Promise.all([switchNetwork(amina, true), switchNetwork(carol, true)])
  await dial(carol, amina)
  await Promise.all([inReach(amina, 'C.R.'), inReach(carol, 'A.D.')])
  await Promise.all([openDocument(carol, title), openDocument(amina, title)])
  await shows(carol, 'Clinics close early.')
  const text = await writeTogether({ amina, carol })
  expect(text[0]).toContain('Amina writes live.')
  expect(text[1]).toContain('Carol writes live.')
})

test.runIf(root)('apart they change the same paragraph, and then read one text', async () => {
  if (!network) throw new Error('No network')
  const text = await writeApart({ amina, carol }, network)
  expect(text[0]).toContain('Amina alone.')
  expect(text[0]).toContain('Carol alone.')
})

test('locked files do the same without a network', async () => {
  const text = (await writeByFiles({ amina, carol }, title, at)).join('\n')
  expect(text.match(/Amina by file\./g)).toHaveLength(1)
})

test('a search, and a copy for people outside', async () => {
  await search(carol, 'Amina writes live')
  await shows(carol, 'Amina writes live.')
  await openDocument(amina, title)
  await exportAs(amina, 'md', at('out.md'))
  expect(await readFile(at('out.md'), 'utf8')).toContain('Carol by file.')
})

test('no pointer was used, and nothing was complained of', async () => {
  for (const desk of [amina, carol]) {
    expect(
      await desk.page.evaluate(() => (globalThis as unknown as { touched: number }).touched),
    ).toBe(0)
    expect(desk.complaints).toEqual([])
  }
})

test('locked by a chord and opened by typing', async () => {
  await amina.nextWindow(() => amina.page.keyboard.press('Control+Shift+L'))
  await unlock(amina, passphrase)
  await openDocument(amina, title)
  await shows(amina, 'Carol by file.')
  expect(amina.complaints).toEqual([])
})
