// The steps before anything is installed: the command line, system and npm packages.
import { spawnSync } from 'node:child_process'
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseCommandLine } from '../../scripts/command-line.mjs'
import { ensureNpmPackages } from '../../scripts/npm-packages.mjs'
import { ensureSystemPackages, notInstalled, packagesFor } from '../../scripts/system-packages.mjs'
import { sandboxAdvice } from '../../scripts/electron/sandbox.ts'

describe('the command line', () => {
  test('passes the words of the app through', () => {
    expect(parseCommandLine(['start', '--demo'])).toEqual({
      command: 'start',
      without: [],
      rest: ['--demo'],
      verbose: false,
    })
    expect(parseCommandLine(['start', '--verbose'])).toMatchObject({ rest: [], verbose: true })
  })

  test('a word that the app does not know is refused, with those that it knows', () => {
    expect(() => parseCommandLine(['start', '--demmo'])).toThrow('does not know --demmo')
    expect(() => parseCommandLine(['start', 'file.docx'])).toThrow('npm start -- --demo')
  })

  test('knows what a test run can leave out, in any spelling and order', () => {
    for (const words of [
      ['--without', 'electron,office,long'],
      ['--without=office,electron'],
      ['--without', 'electron,office', '--whole', '--without', 'long'],
      ['--without', 'office', '--without', 'electron'],
    ]) {
      expect(parseCommandLine(['test', ...words]).without).toEqual(['electron', 'office', 'long'])
    }
  })

  test('leaves the long tests out unless the whole is asked for', () => {
    expect(parseCommandLine(['test']).without).toEqual(['long'])
    expect(parseCommandLine(['test', '--whole']).without).toEqual([])
    expect(parseCommandLine(['test', '--whole', '--without', 'office']).without).toEqual(['office'])
  })

  test('refuses what it does not know instead of leaving something out by mistake', () => {
    expect(() => parseCommandLine(['test', '--without', 'elektron'])).toThrow("not 'elektron'")
    expect(() => parseCommandLine(['test', '--without'])).toThrow("not ''")
    expect(() => parseCommandLine(['test', '--only', 'unit'])).toThrow('--only')
    expect(() => parseCommandLine(['tset'])).toThrow('Say one of: start, test')
    expect(() => parseCommandLine([])).toThrow('Say one of')
  })
})

test('the run of a new machine calls everything, and no file takes the tag of long tests by chance', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const lines = readFileSync(join(root, '.ci/run'), 'utf8').trimEnd().split('\n')
  expect(lines[0]).toBe('#!/usr/bin/env bash')
  expect(lines.at(-1)).toBe('exec npm test -- --whole')
  expect(statSync(join(root, '.ci/run')).mode & 0o111).toBe(0o111)
  const tag = `@module-${'tag'} long`
  const tagged = globSync('tests/**/*.test.{ts,tsx}', { cwd: root }).filter(path =>
    readFileSync(join(root, path), 'utf8').includes(tag),
  )
  expect(tagged.length).toBeGreaterThan(50)
  for (const path of tagged) {
    const head = readFileSync(join(root, path), 'utf8').split('\n').slice(0, 8)
    expect([path, head.includes(`// ${tag}`)]).toEqual([path, true])
  }
})

describe('system packages', () => {
  const all = packagesFor({ command: 'test', without: [], rest: [] })

  test('the app alone asks for less than its tests, and a part left out asks for nothing', () => {
    const start = packagesFor({ command: 'start', without: [], rest: [] })
    expect(all).toEqual(expect.arrayContaining(start))
    expect(start).not.toContain('xvfb')
    expect(packagesFor({ command: 'test', without: ['electron', 'office'], rest: [] })).toEqual([
      'iproute2',
      'strace',
      'procps',
      'openssh-client',
      'openssl',
      'postgresql',
    ])
  })

  test('reading the code alone needs no package of the system', () => {
    expect(packagesFor(parseCommandLine(['check']))).toEqual([])
  })

  test('only what dpkg calls installed counts as there', () => {
    const answer = 'xvfb installed\nxauth config-files\nlibnss3 triggers-pending\n'
    expect(notInstalled(['xvfb', 'xauth', 'libnss3', 'strace'], answer)).toEqual([
      'xauth',
      'strace',
    ])
  })

  function ensure(world: { missing: string[] | null; root: boolean; works?: boolean }) {
    const said: string[] = []
    const installed: string[] = []
    const there = ensureSystemPackages(['xvfb', 'xauth', 'strace'], {
      missing: () => world.missing,
      root: world.root,
      install: packages => {
        installed.push(...packages)
        return world.works ?? true
      },
      say: line => void said.push(line),
    })
    return { there, said, installed }
  }

  test('root gets them installed, once', () => {
    expect(ensure({ missing: ['xvfb', 'xauth'], root: true })).toMatchObject({
      there: true,
      installed: ['xvfb', 'xauth'],
    })
    expect(ensure({ missing: [], root: true })).toEqual({ there: true, said: [], installed: [] })
    expect(ensure({ missing: ['xvfb'], root: true, works: false }).there).toBe(false)
  })

  test('anyone else gets one line to copy', () => {
    const { there, said, installed } = ensure({ missing: ['xvfb', 'strace'], root: false })
    expect(there).toBe(false)
    expect(installed).toEqual([])
    expect(said.filter(line => line.startsWith('sudo '))).toEqual(['sudo apt install xvfb strace'])
  })

  test('another system is told what to have', () => {
    const { there, said } = ensure({ missing: null, root: false })
    expect(there).toBe(true)
    expect(said.join()).toContain('xvfb xauth strace')
  })
})

describe('npm packages', () => {
  test('are installed when the lock file changes, and only then', () => {
    const folder = mkdtempSync(join(tmpdir(), 'npm-packages-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    let installs = 0
    const ensure = (works = true) =>
      ensureNpmPackages(folder, () => {
        installs++
        rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
        if (works) mkdirSync(join(folder, 'node_modules'))
        return works
      })

    writeFileSync(join(folder, 'package-lock.json'), '{ "lockfileVersion": 3 }')
    expect(ensure()).toBe(true)
    expect(ensure()).toBe(true)
    expect(installs).toBe(1)

    writeFileSync(join(folder, 'package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }')
    expect(ensure(false)).toBe(false)
    expect(ensure()).toBe(true)
    expect(ensure()).toBe(true)
    expect(installs).toBe(3)
  })
})

describe('the sandbox', () => {
  const forbidden = { root: false, restricted: true, helperReady: false }

  test('where only root may set it up, a person is told how', () => {
    expect(sandboxAdvice('/place/electron', forbidden)).toContain(
      "sudo chown root:root '/place/chrome-sandbox' && sudo chmod 4755 '/place/chrome-sandbox'",
    )
  })

  test('elsewhere there is nothing to do', () => {
    expect(sandboxAdvice('/place/electron', { ...forbidden, restricted: false })).toBeNull()
    expect(sandboxAdvice('/place/electron', { ...forbidden, helperReady: true })).toBeNull()
    expect(sandboxAdvice('/place/electron', { ...forbidden, root: true })).toBeNull()
  })
})

test('npm start -- --help answers, without a display and without installing', () => {
  const script = fileURLToPath(new URL('../../scripts/bootstrap.mjs', import.meta.url))
  const asked = spawnSync(process.execPath, [script, 'start', '--help'], {
    encoding: 'utf8',
    env: {},
  })
  expect(asked).toMatchObject({ status: 0, stderr: '' })
  for (const word of ['--demo', '--verbose', '--help']) expect(asked.stdout).toContain(word)
})

test('without a display, start says so and points to the tour', () => {
  const script = fileURLToPath(new URL('../../scripts/bootstrap.mjs', import.meta.url))
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const started = spawnSync(process.execPath, [script, 'start'], { encoding: 'utf8', env })
  expect(started.status).toBe(1)
  expect(started.stderr).toContain('no display')
  expect(started.stderr).toContain('npm run tour')
})
