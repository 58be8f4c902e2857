// With no link switched on nothing leaves the machine. The real app writes and then stays idle, in
// a network of its own where any packet would go out on a cable, and the kernel counts none. With
// the local network on the same count rises. Five seconds here, ten minutes in `npm run prove --
// quiet`.
// @module-tag long
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pass } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { networkPair } from '#tests/network-pair'
import { passphrase } from '#tests/archive'
import { foundedDesk } from '#tests/story-founded'
import { newDocument, saved, write } from '#tests/story-page'
import { switchNetwork, unlock } from '#tests/story-start'
import { trials } from '#tests/trials'

/** Seconds of idleness: the figure here is time, and nothing else can be awaited. */
const idle = trials(600) === 600 ? 600 : 5

// Only root can make networks: for anyone else there is no such test.
const makers = process.getuid?.() === 0 ? [networkPair] : []

test.each(makers)('no link is on: no packet leaves the machine', async make => {
  const network = make({ open: true })
  onTestFinished(() => network.remove())
  const home = mkdtempSync(join(tmpdir(), 'qu-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  /** The kernel's own packets for a new cable are over when a second brings none. */
  const settled = async (): Promise<number> => {
    for (let before = -1; ;) {
      const now = network.sent()
      if (now === before) return now
      before = now
      await pass(1000)
    }
  }
  const beginning = await settled()
  const desk = await foundedDesk({ home, network: network.alice.name })
  onTestFinished(() => desk.kill())
  await newDocument(desk, 'On rural clinics')
  await write(desk, 'Clinics close early.')
  await saved(desk)
  await pass(idle * 1000)
  const said = { sent: network.sent() - beginning, arrived: network.arrived() }
  expect(said.sent).toBe(0)
  expect(said.arrived).toBe(beginning)

  // After ten minutes the app may have locked itself.
  const isLocked = (await desk.page.locator('.workspace').count()) === 0
  if (isLocked) await unlock(desk, passphrase)
  await switchNetwork(desk, true)
  await expect.poll(() => network.sent()).toBeGreaterThan(beginning + 1)
  expect(network.arrived()).toBeGreaterThan(beginning + 1)

  await switchNetwork(desk, false)
  const ended = await settled()
  await pass(idle * 100)
  expect(network.sent()).toBe(ended)
  console.log(JSON.stringify({ idle, ...said, on: ended - beginning, off: 0, isLocked }))
})
