import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { launchCore } from '../../src/main/launcher.ts'
import { expectedAccount, tellLauncherStory } from '#tests/launcher-story'
import { standInElectron } from '#tests/stand-in-electron'

const entry = fileURLToPath(new URL('../support/echo-core.mjs', import.meta.url))

test('main and a core on its own Node hear each other on control channel and ports', async () => {
  const core = launchCore({ entry, node: process.execPath }, standInElectron())
  expect(await tellLauncherStory(core)).toEqual(expectedAccount)
})

test('a core that cannot start is heard as ended', async () => {
  const core = launchCore({ entry, node: '/nowhere/node' }, standInElectron())
  const code = await new Promise(resolve => core.onExit(resolve))
  expect(code).not.toBe(0)
})

test('a killed core is heard as ended, and a message to it is lost without an error', async () => {
  const core = launchCore({ entry, node: process.execPath }, standInElectron())
  const ended = new Promise(resolve => core.onExit(resolve))
  core.kill()
  expect(await ended).toBeNull()
  core.post({ kind: 'hello' })
  core.openPort({ kind: 'port' }).postMessage('hello')
})

test('a listener that comes after the end is called too, so that locking after a crash does not wait for ever', async () => {
  const core = launchCore({ entry, node: process.execPath }, standInElectron())
  const ended = new Promise(resolve => core.onExit(resolve))
  core.kill()
  await ended
  await new Promise(setImmediate)
  expect(await new Promise(resolve => core.onExit(resolve))).toBeNull()
})
