// Tests drive a real Electron in the intended way: own folders, own network, really ended.
// @module-tag long
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { launchApp, type LaunchOptions, type RunningApp } from '#tests/app'
import { networkPair } from '#tests/network-pair'
import { isRunning } from '#tests/processes'
import { series } from '#tests/series'

const folder = fileURLToPath(new URL('../support/window-app', import.meta.url))

type Facts = {
  name: string
  version: string
  home: string
  userData: string
  temporary: string
  words: string[]
  networks: string[]
  environment: string[]
  child: number
  port: number
}

type Ask = (host: string, port: number) => Promise<string>

async function launch(options: Partial<LaunchOptions> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'app-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const running = await launchApp({ home, folder, ...options })
  onTestFinished(() => running.kill())
  return { home, running, facts: await factsOf(running) }
}

async function factsOf({ page }: RunningApp): Promise<Facts> {
  return JSON.parse(await page.locator('pre').innerText()) as Facts
}

test('an app has its own name, home and temporary folder, and is closed with its children', async () => {
  vi.stubEnv('SOMETHING_OF_THIS_MACHINE', 'here')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { home, running, facts } = await launch({ args: ['--word=heard'] })
  expect(facts).toMatchObject({
    name: 'window',
    version: '1.2.3',
    home,
    userData: join(home, 'config', 'window'),
    temporary: join(home, 'tmp'),
    words: ['--word=heard'],
  })
  expect(facts.environment).not.toContain('SOMETHING_OF_THIS_MACHINE')
  await running.close()
  expect(isRunning(facts.child)).toBe(false)
})

test('a killed app leaves no process, and its home opens again', async () => {
  const { home, running, facts } = await launch()
  await running.kill()
  expect(isRunning(facts.child)).toBe(false)

  const again = await launchApp({ home, folder })
  onTestFinished(() => again.kill())
  expect(await again.page.title()).toBe('Window')
})

const launches = series('launches', 50)

test('every launch is heard from, on a machine that is busy', { timeout: 600_000 }, async () => {
  const busy = Array.from({ length: 4 }, () => spawn(process.execPath, ['-e', 'for (;;);']))
  onTestFinished(() => busy.forEach(child => child.kill('SIGKILL')))
  for (const seed of launches.seeds) {
    const began = performance.now()
    const home = mkdtempSync(join(tmpdir(), 'app-'))
    const running = await launchApp({ home })
    await running.page.locator('#window > *').first().waitFor()
    expect(await running.page.locator('#window').innerText()).not.toBe('')
    await running.kill()
    rmSync(home, { recursive: true })
    launches.passed(seed, `${Math.round(performance.now() - began)} ms`)
  }
})

// Only root can make networks: for anyone else there is no such test.
const makers = process.getuid?.() === 0 ? [networkPair] : []

test.each(makers)('apps on two networks reach each other until the cable is cut', async make => {
  const pair = make()
  onTestFinished(() => pair.remove())
  const alice = await launch({ network: pair.alice.name })
  const bob = await launch({ network: pair.bob.name })
  expect(alice.facts.networks).toHaveLength(2)

  const ask = () =>
    alice.running.app.evaluate(
      (_electron, [host, port]) => {
        const { ask: askThere } = globalThis as unknown as { ask: Ask }
        return askThere(host, port)
      },
      [pair.bob.address, bob.facts.port] as const,
    )
  expect(await ask()).toBe('hello')
  pair.cut()
  expect(await ask()).toBe('ENETUNREACH')
  pair.mend()
  expect(await ask()).toBe('hello')
})
