// Two members at their apps, each with a mailbox host in the same network, and both hosts on one PostgreSQL:
// its primary is lost while they write, a standby takes over, and no word is lost.
// @module-tag long
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server as Listener } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { random } from '#core/keys'
import { start, type Running } from '#tests/command-line'
import { networkPair, type Network, type NetworkPair } from '#tests/network-pair'
import { openFront, openPostgres, type Front, type Server } from '#tests/postgres'
import type { Desk } from '#tests/story'
import { found, openFounded } from '#tests/story-founded'
import { mailboxCard, mailboxSays, useMailbox } from '#tests/story-mailbox'
import { newDocument, openDocument, share, shows, write } from '#tests/story-page'
import { goTo } from '#tests/story-start'
import { sameText } from '#tests/story-two'

const root = process.getuid?.() === 0
const title = 'On rural clinics'
/** In a network of its own each host has every port. */
const [port, bell] = [7_001, 7_002]

let folder: string
let network: NetworkPair
let primary: Server
let standby: Server
let front: Front
let door: Listener
let hosts: Running[] = []
let amina: Desk
let carol: Desk
const at = (name: string) => join(folder, name)

/** A socket as a file, which every network reaches: to whichever server is the primary. */
const openDoor = async (): Promise<void> => {
  const there = new URL(front.address(''))
  door = createServer(incoming => {
    const outgoing = connect(Number(there.port), there.hostname)
    incoming.pipe(outgoing).pipe(incoming)
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const)
      one.on('error', () => {}).once('close', () => other.destroy())
  })
  door.listen(at('.s.PGSQL.5432'))
  await once(door, 'listening')
}

const startHost = async ({ name, address }: Network): Promise<Running> => {
  const peers = [network.alice, network.bob].map(each => `${each.address}:${bell}`)
  const host = start(
    [
      ...['mailbox', '--open', '--data', at(`data-${name}`), '--listen', `${address}:${port}`],
      ...['--store', `@${at('store')}`, '--bell-secret', at('secret')],
      ...['--bell', `${address}:${bell}`, '--peers', peers.join()],
    ],
    {},
    name,
  )
  await host.event(({ event }) => event === 'listening')
  return host
}

const writeMore = async (desk: Desk, text: string): Promise<void> => {
  await desk.hand.enter(desk.page, 0)
  await desk.page.keyboard.press('Control+End')
  await write(desk, ` ${text}`)
}

/** All that the card of the mailbox says from now on. */
const sayings = async (desk: Desk): Promise<() => Promise<string[]>> => {
  const card = await mailboxCard(desk).elementHandle()
  if (!card) throw new Error('No card of the mailbox')
  const said = await card.evaluateHandle(element => {
    const all: string[] = []
    const hear = (): void => void all.push(element.textContent ?? '')
    new MutationObserver(hear).observe(element, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    return all
  })
  return () => said.jsonValue()
}

beforeAll(async () => {
  if (!root) return
  folder = await mkdtemp(join(tmpdir(), 'sm-'))
  network = networkPair()
  primary = await openPostgres(['wal_retrieve_retry_interval=100ms'])
  standby = await primary.standby()
  await primary.waitFor(true)
  front = await openFront(primary)
  await openDoor()
  const database = await primary.database()
  const address = `postgres://mailbox@/${database}?host=${encodeURIComponent(folder)}`
  await writeFile(at('store'), `${address}\n`)
  await writeFile(at('secret'), `${Buffer.from(random(32)).toString('hex')}\n`)
  hosts = await Promise.all([network.alice, network.bob].map(startHost))
})
afterAll(async () => {
  await Promise.all([amina?.kill(), carol?.kill(), ...hosts.map(host => host.kill())])
  door?.close()
  await front?.close()
  await primary?.remove()
  await standby?.remove()
  network?.remove()
  if (folder) await rm(folder, { recursive: true, force: true })
})

test.runIf(root)('each writes through a host of their own, and reads the other', async () => {
  await found('Advisory Group', [
    { home: at('amina'), handle: 'A.D.' },
    { home: at('carol'), handle: 'C.R.' },
  ])
  amina = await openFounded({ home: at('amina'), network: network.alice.name })
  carol = await openFounded({ home: at('carol'), network: network.bob.name })
  await newDocument(amina, title)
  await write(amina, 'Clinics close early.')
  await share(amina, 2)
  await useMailbox(amina, `ws://${network.alice.address}:${port}/`)
  await useMailbox(carol, `ws://${network.bob.address}:${port}/`)
  await openDocument(carol, title)
  await shows(carol, 'Clinics close early.')
  await writeMore(carol, 'Buses stop at noon.')
  await openDocument(amina, title)
  await shows(amina, 'Buses stop at noon.')
  const text = (await sameText({ amina, carol })).join()
  for (const words of ['Clinics close early.', 'Buses stop at noon.']) expect(text).toContain(words)
})

test.runIf(root)(
  'the primary is lost while they write: the window connects, and each word arrives',
  async () => {
    await goTo(amina, 'members')
    const atAmina = await sayings(amina)
    const letters = writeMore(carol, 'Nurses leave. Roads flood.')
    await primary.kill()
    await letters
    await writeMore(carol, 'Phones fail.')
    await goTo(carol, 'members')
    const atCarol = await sayings(carol)
    await mailboxSays(carol, 'members.mailbox.connecting')
    await standby.promote()
    front.turn(standby)
    for (const desk of [amina, carol]) {
      await mailboxSays(desk, 'members.mailbox.connected', { timeout: 60_000 })
      const given = mailboxCard(desk).filter({
        hasText: desk.words('members.mailbox.waiting', { waiting: 0 }),
      })
      await given.waitFor({ timeout: 60_000 })
    }
    const away = amina.words('members.mailbox.unreachable')
    const said = [...(await atAmina()), ...(await atCarol())]
    expect(said.filter(words => words.includes(away))).toEqual([])

    await openDocument(amina, title)
    await shows(amina, 'Phones fail.')
    await writeMore(amina, 'Money is short.')
    await openDocument(carol, title)
    await shows(carol, 'Money is short.')
    expect((await sameText({ amina, carol })).join()).toContain(
      'Buses stop at noon. Nurses leave. Roads flood. Phones fail. Money is short.',
    )
    expect([...amina.complaints, ...carol.complaints]).toEqual([])
  },
)
