// A packaged folder is started as an attacker on the machine would: with switches that open a
// debugger, and with variables that name another program as core. It ends before it does anything.
// @module-tag long
import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { electronRuntime, sandboxArguments } from '#tests/electron-runtime'
import { packagedIn } from '#tests/packaged'
import { productFuses, setFuses, testFuses } from '../../scripts/electron/fuses.ts'
import { debugSwitches, developmentVariables } from '../../src/main/hardening.ts'

let folder: string
let executable: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pk-'))
  executable = packagedIn(join(folder, 'app'))
  // As the product, but for what asks for an app in one archive.
  await setFuses(executable, {
    ...productFuses,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = (words: string[], variables: Record<string, string>, program = executable) => {
  const home = mkdtempSync(join(folder, 'h-'))
  const env: Record<string, string> = { HOME: home, XDG_CONFIG_HOME: join(home, 'config') }
  mkdirSync(env['XDG_CONFIG_HOME'] ?? '')
  for (const name of ['PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY']) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  const app = spawn(program, [...sandboxArguments(), '--disable-gpu', ...words], {
    env: { ...env, ...variables },
    stdio: 'ignore',
    detached: true,
  })
  onTestFinished(() => endGroup(app))
  const ended = new Promise<number | string | null>(resolve =>
    app.on('exit', (code, signal) => resolve(signal ?? code)),
  )
  return { ended, ownFolder: join(home, 'config', 'Baraza') }
}

/** Ends what the app left, which a refusal leaves nothing of. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

test('a packaged app is started as a person starts it: it goes on, in the folder of the product', async () => {
  const { ended, ownFolder } = start([], {})
  let code: number | string | null | undefined
  void ended.then(given => (code = given))
  await expect.poll(() => existsSync(ownFolder) || code !== undefined).toBe(true)
  expect(code).toBeUndefined()
})

test.each(debugSwitches)('a packaged app is started with --%s: it ends at once', async name => {
  const { ended, ownFolder } = start([`--${name}=0`], {})
  expect(await ended).toBe(1)
  expect(existsSync(ownFolder)).toBe(false)
})

test.each(developmentVariables)('a packaged app finds %s: it ends at once', async name => {
  const { ended, ownFolder } = start([], { [name]: '1' })
  expect(await ended).toBe(1)
  expect(existsSync(ownFolder)).toBe(false)
})

test('a checkout is started with a debug switch, and not by its tests: it ends at once', async () => {
  const { executable: runtime, environment } = electronRuntime()
  const checkout = fileURLToPath(new URL('../..', import.meta.url))
  const { ended } = start([checkout, '--remote-debugging-port=0'], environment, runtime)
  expect(await ended).toBe(1)
})

test('variables name another program as core: a packaged app runs it never', async () => {
  const program = join(folder, 'core')
  const ran = join(folder, 'ran')
  writeFileSync(program, `#!/bin/sh\ntouch '${ran}'\n`)
  chmodSync(program, 0o755)
  const { ended } = start([], { BARAZA_TEST_RUNTIME: '1', BARAZA_CORE_NODE: program })
  expect(await ended).toBe(1)
  expect(existsSync(ran)).toBe(false)
})

test.each([
  ['productFuses', productFuses],
  ['testFuses', testFuses],
])('%s are set: each of the eight fuses is as the table says', async (name, fuses) => {
  // A file that nothing runs: what was started from the other may still be ending.
  const program = join(folder, name)
  copyFileSync(executable, program)
  await setFuses(program, fuses)
  const wire = (await getCurrentFuseWire(program)) as Record<string, unknown>
  const enabled = '1'.codePointAt(0)
  const found = Object.entries(wire).filter(([fuse]) => fuse !== 'version')
  expect(found.length).toBeGreaterThanOrEqual(8)
  for (const [fuse, state] of found) {
    const isOn = fuses[Number(fuse) as FuseV1Options]
    expect({ fuse, isOn: state === enabled }).toEqual({ fuse, isOn })
  }
})
