// Core's memory does not reach the disk: a crashing core leaves no dump, a forced dump has no
// memory in it, and keys are in pages that are not swapped out.
// @module-tag long
import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { contract } from '#shared/contract'
import { control } from '#shared/control'
import { connect } from '#shared/rpc'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf } from '#tests/core'
import { standInElectron } from '#tests/stand-in-electron'
import { launchCore } from '../../src/main/launcher.ts'

const entry = fileURLToPath(new URL('../../src/core/process.ts', import.meta.url))
const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim()
/** If dumps go to another program or folder, their size cannot be read. */
const dumpsHere = !/[|/@]/.test(pattern)

/** A Node that the system may dump into `folder`. */
const dumpableNode = (folder: string, settings: readonly string[] = []): string => {
  const node = join(folder, 'node')
  const limit = 'ulimit -c unlimited'
  const lines = [`cd '${folder}'`, limit, ...settings, `exec '${process.execPath}' "$@"`]
  writeFileSync(node, `#!/bin/sh\n${lines.join('\n')}\n`)
  chmodSync(node, 0o755)
  return node
}
const dumpsIn = (folder: string): string[] => readdirSync(folder).filter(name => name !== 'node')

/** A core with an open profile, in a process that could be dumped into `folder` when it was started. */
const openedCore = async (folder: string, settings: readonly string[] = []) => {
  const core = launchCore({ entry, node: dumpableNode(folder, settings) }, standInElectron())
  onTestFinished(() => core.kill())
  const ended = new Promise<number | null>(resolve => core.onExit(resolve))
  const main = connect(control, {
    post: core.post,
    onMessage: listen => void core.onMessage(listen),
  })
  await main.call('start', {
    directory: join(temporaryDirectory(), 'profile'),
    demo: false,
    afterLock: false,
  })
  const port = core.openPort({ kind: 'core' })
  const window = connect(contract, {
    post: message => port.postMessage(message),
    onMessage: listen => void port.on('message', ({ data }) => listen(data)),
  })
  port.start()
  await window.call('profile.create', { passphrase })
  await window.call('groups.create', foundingOf())
  const { pid } = core
  if (pid === undefined) throw new Error('Core has no process')
  const said = (name: string): string => readFileSync(`/proc/${pid}/${name}`, 'utf8')
  return { pid, ended, said }
}

test('when plain Node crashes where dumps are allowed, it leaves one', () => {
  const folder = temporaryDirectory()
  spawnSync(dumpableNode(folder), ['-e', `process.kill(process.pid, 'SIGSEGV')`])
  expect(dumpsIn(folder).length > 0).toBe(dumpsHere)
})

test.each(['SIGSEGV', 'SIGABRT'] as const)(
  'when core crashes by %s where dumps are allowed, it leaves none',
  async signal => {
    const folder = temporaryDirectory()
    const { pid, ended, said } = await openedCore(folder)
    expect(said('limits')).toMatch(/^Max core file size +0 +0 +bytes/m)
    expect(said('coredump_filter').trim()).toBe('00000000')
    process.kill(pid, signal)
    expect(await ended).toBeNull()
    expect(dumpsIn(folder)).toEqual([])
  },
)

test('when no program can set the limit and core crashes, the dump holds no memory', async () => {
  const folder = temporaryDirectory()
  const { pid, ended, said } = await openedCore(folder, ['PATH=/nowhere'])
  expect(said('limits')).toMatch(/^Max core file size +unlimited/m)
  process.kill(pid, 'SIGSEGV')
  expect(await ended).toBeNull()
  const sizes = dumpsIn(folder).map(name => statSync(join(folder, name)).size)
  expect(sizes.length > 0).toBe(dumpsHere)
  for (const size of sizes) expect(size).toBeLessThan(1024 * 1024)
})

test('when a profile is open, the pages of its keys are locked in memory', async () => {
  const { said } = await openedCore(temporaryDirectory())
  const [, locked] = /^VmLck:\s+(\d+) kB$/m.exec(said('status')) ?? []
  expect(Number(locked)).toBeGreaterThan(0)
})
