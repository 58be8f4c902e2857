// Erasure and restoration in a process that is killed in the middle, and the end of a core whose
// profile was erased.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as after } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createProfile, keepBackup, openProfile, profileState, restoreProfile } from '#core/archive'
import { contract } from '#shared/contract'
import { consent, control } from '#shared/control'
import { connect, serve } from '#shared/rpc'
import { launchCore } from '../../../src/main/launcher.ts'
import { cheapCost, crashImage, passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf } from '#tests/core'
import { refusal } from '#tests/refusal'
import { standInElectron } from '#tests/stand-in-electron'
import { numbersFrom, patiently, trials } from '#tests/trials'

const storyFile = fileURLToPath(new URL('../../support/profile-story.ts', import.meta.url))
const environment = { now: () => 0, cost: cheapCost }

/**
 * Starts the story, kills it some milliseconds later (a random moment), and returns whether it had
 * ended by itself.
 */
const killed = async (story: string, directory: string, milliseconds: number): Promise<boolean> => {
  const child = spawn(process.execPath, [storyFile, story, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  await after(milliseconds)
  child.kill('SIGKILL')
  const [code] = (await ended) as [number | null]
  return code === 0
}

test(
  'when kill -9 comes during an erasure, it was not begun, or the next start finishes it',
  patiently,
  async () => {
    const next = numbersFrom(41)
    const states = new Map<string, number>()
    const left: string[] = []
    for (let trial = 0; trial < trials(200); trial += 1) {
      const directory = join(temporaryDirectory(), 'profile')
      createProfile(directory, passphrase, environment).close()
      await killed('erase', directory, next() * 5)
      const state = profileState(directory)
      states.set(state, (states.get(state) ?? 0) + 1)
      if (state === 'locked') openProfile(directory, passphrase, environment).close()
      else left.push(...readdirSync(directory))
    }
    console.log(JSON.stringify({ afterErasure: Object.fromEntries(states) }))
    expect(left).toEqual([])
    expect([...states.keys()].filter(state => state !== 'new' && state !== 'locked')).toEqual([])
  },
)

test(
  'when kill -9 comes during a restoration, it can be repeated, and nothing damaged is lost',
  patiently,
  async () => {
    const next = numbersFrom(43)
    const made = join(temporaryDirectory(), 'profile')
    const archive = createProfile(made, passphrase, environment)
    for (let number = 0; number < 40; number += 1) {
      archive.notes.put(null, `note ${number}`, new Uint8Array(50_000).fill(number))
    }
    await keepBackup(made, archive)
    archive.close()
    const noise = Buffer.alloc(60_000, 0x5a)
    writeFileSync(join(made, 'archive.db'), noise)
    const counts = { done: 0, again: 0 }
    for (let trial = 0; trial < trials(200); trial += 1) {
      const directory = crashImage(made)
      await killed('restore', directory, next() * 400)
      const answer = refusal(() => openProfile(directory, passphrase, environment).close())
      expect([null, 'archive-damaged'], `trial ${trial}`).toContain(answer)
      counts[answer === null ? 'done' : 'again'] += 1
      const claim = { passphrase, secret: null, cost: cheapCost }
      const restored =
        answer === null
          ? openProfile(directory, passphrase, environment)
          : (await restoreProfile(directory, null, claim, environment)).archive
      expect(restored.notes.list(null, 'note ')).toHaveLength(40)
      expect(restored.check().damaged).toBe(0)
      restored.close()
      const aside = readFileSync(join(directory, 'damaged', '1', 'archive.db'))
      expect(aside.equals(noise), `trial ${trial}`).toBe(true)
    }
    console.log(JSON.stringify({ afterRestoration: counts }))
  },
)

test('when the profile of a core is erased, the process ends, so that its memory goes too', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const entry = fileURLToPath(new URL('../../../src/core/process.ts', import.meta.url))
  const core = launchCore({ entry, node: process.execPath }, standInElectron())
  onTestFinished(() => core.kill())
  const ended = new Promise(resolve => core.onExit(resolve))
  const channel = {
    post: core.post,
    onMessage: (listen: (message: unknown) => void) => void core.onMessage(listen),
  }
  const main = connect(control, channel)
  const asked: string[] = []
  serve(consent, channel, {
    allow: ({ act }) => void asked.push(act),
    print: () => new Uint8Array(),
    draw: ({ pictures }) => ({ drawn: pictures.map(() => null), broken: 0 }),
    endWork: () => {},
  })
  await main.call('start', { directory, demo: false, afterLock: false })
  const port = core.openPort({ kind: 'core' })
  const window = connect(contract, {
    post: message => port.postMessage(message),
    onMessage: listen => void port.on('message', ({ data }) => listen(data)),
  })
  port.start()
  await window.call('profile.create', { passphrase })
  await window.call('groups.create', foundingOf())
  void window.call('profile.erase', { confirm: 'erase' })
  expect(await ended).toBe(0)
  expect(asked).toEqual(['erase'])
  expect(profileState(directory)).toBe('new')
  expect(readdirSync(directory)).toEqual([])
})
