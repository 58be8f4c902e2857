// The story by keyboard alone in the real app: no pointer touches the window. Under `npm run prove -- keys`
// there are two apps, as root on networks of their own with a router between, so one types the other's
// address.
// @module-tag long
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { networkPair, type NetworkPair } from '#tests/network-pair'
import { onlyInProofs, proves } from '#tests/of-proofs'
import { openDesk, type Desk } from '#tests/story'
import { keys } from '#tests/story-hand'
import { dial, writeApart, writeByFiles, writeTogether } from '#tests/story-two'
import {
  blocksOf,
  exportAs,
  newDocument,
  openDocument,
  search,
  share,
  shows,
  write,
} from '#tests/story-page'
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
/** Carol is there in `npm run prove -- keys` alone. */
const all = () => (proves ? [amina, carol] : [amina])
const launch = (name: string, side: 'alice' | 'bob'): Promise<Desk> =>
  openDesk({ home: at(name), hand: keys, ...(network && { network: network[side].name }) })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sk-'))
  network = root ? networkPair({ routed: true }) : undefined
  amina = await launch('amina', 'alice')
  if (proves) carol = await launch('carol', 'bob')
  for (const { page } of all()) {
    await page.evaluate(() => {
      Object.assign(globalThis, { touched: 0 })
      // A page that moves below a resting pointer gets an event as well.
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

test('a person begins: a group, and a document in it', async () => {
  passphrase = await choosePassphrase(amina)
  await createGroup(amina, 'Advisory Group', 'A.D.')
  await newDocument(amina, title)
  await write(amina, 'Clinics close early.')
  expect((await blocksOf(amina)).join()).toContain('Clinics close early.')
})

describe.each(onlyInProofs)('two of them, in %s', () => {
  test('a person invites another: an invitation, security words, admission', async () => {
    await invite(amina, at('invitation.brz'))
    const files = { invitation: at('invitation.brz'), reply: at('reply.brz') }
    await joinGroup(carol, { ...files, handle: 'C.R.' })
    await readReply(amina, at('reply.brz'))
    expect(await sixWords(carol)).toEqual(await sixWords(amina))
    await admit(amina, { handle: 'C.R.', welcome: at('welcome.brz') })
    await comeIn(carol, at('welcome.brz'))
  })

  test('a document is shared: two people write in it', async () => {
    await openDocument(amina, title)
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

  test.runIf(root)(
    'both are apart: they change the same paragraph, and then read one text',
    async () => {
      if (!network) throw new Error('No network')
      const text = await writeApart({ amina, carol }, network)
      expect(text[0]).toContain('Amina alone.')
      expect(text[0]).toContain('Carol alone.')
    },
  )

  test('no network is there: encrypted files do the same', async () => {
    const text = (await writeByFiles({ amina, carol }, title, at)).join('\n')
    expect(text.match(/Amina by file\./g)).toHaveLength(1)
    await search(carol, 'Amina writes live')
    await shows(carol, 'Amina writes live.')
    await openDocument(amina, title)
    await shows(amina, 'Carol by file.')
  })
})

test('a person searches and exports: a paragraph is found, and a copy for people outside is made', async () => {
  await search(amina, 'Clinics')
  await shows(amina, 'Clinics close early.')
  await openDocument(amina, title)
  await exportAs(amina, 'md', at('out.md'))
  const copy = await readFile(at('out.md'), 'utf8')
  for (const text of proves ? ['Clinics', 'Carol by file.'] : ['Clinics close early.'])
    expect(copy).toContain(text)
})

test('the story is over: no pointer was used, and no window complained', async () => {
  for (const desk of all()) {
    expect(
      await desk.page.evaluate(() => (globalThis as unknown as { touched: number }).touched),
    ).toBe(0)
    expect(desk.complaints).toEqual([])
  }
})

test('the window is locked by a chord: typing opens it', async () => {
  await amina.nextWindow(() => amina.page.keyboard.press('Control+Shift+L'))
  await unlock(amina, passphrase)
  await openDocument(amina, title)
  await shows(amina, proves ? 'Carol by file.' : 'Clinics close early.')
  expect(amina.complaints).toEqual([])
})
