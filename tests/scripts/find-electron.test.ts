// Finding an Electron, against a mirror on loopback with a made-up archive.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { strToU8, zipSync } from 'fflate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findElectron, type FindOptions } from '../../scripts/electron/find.ts'
import { loopbackMirror, type Mirror } from '#tests/loopback-mirror'

const name = 'electron-v45.9.9-linux-x64.zip'
const archive = zipSync({
  electron: [strToU8('#!/bin/sh\necho official\n'), { os: 3, attrs: 0o100755 << 16 }],
  'resources/default_app.asar': strToU8('default app'),
})
const otherArchive = zipSync({
  Stock: {
    Stock: [strToU8('#!/bin/sh\necho old\n'), { os: 3, attrs: 0o100755 << 16 }],
    'browser_v8_context_snapshot.bin': strToU8('of the other app'),
    resources: { app: { 'index.js': strToU8('the other app') }, 'icon.png': strToU8('icon') },
  },
})

let folder: string
let mirror: Mirror | undefined
let said: string[]
let fused: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-electron-'))
  said = []
  fused = []
  await mkdir(join(folder, 'electron'))
  await writeFile(join(folder, 'electron', 'package.json'), '{ "version": "45.9.9" }')
  await writeFile(
    join(folder, 'electron', 'checksums.json'),
    JSON.stringify({ [name]: createHash('sha256').update(archive).digest('hex') }),
  )
})

afterEach(async () => {
  await mirror?.close()
  mirror = undefined
  await rm(folder, { recursive: true, force: true })
})

async function options(answer: RequestListener): Promise<FindOptions> {
  mirror = await loopbackMirror(answer)
  const { tarball, integrity } = await madeUpPackage()
  return {
    folder: join(folder, 'runtimes'),
    electronPackage: join(folder, 'electron'),
    mirror: mirror.address,
    platform: 'linux-x64',
    stall: 30_000,
    source: {
      package: 'stock@1.0.0',
      archive: 'Stock.zip',
      root: 'Stock',
      integrity,
      version: '33.0.0',
    },
    pack: async () => tarball,
    setFuses: async executable => void fused.push(executable),
    coreNode: '/pinned/node',
    say: line => void said.push(line),
  }
}

/** A package as `npm pack` leaves it, with the other archive in it. */
async function madeUpPackage(): Promise<{ tarball: string; integrity: string }> {
  await mkdir(join(folder, 'package'), { recursive: true })
  await writeFile(join(folder, 'package', 'Stock.zip'), otherArchive)
  const tarball = join(folder, 'stock-1.0.0.tgz')
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'package'])
  const hash = createHash('sha512').update(await readFile(tarball))
  return { tarball, integrity: `sha512-${hash.digest('base64')}` }
}

const good: RequestListener = (_request, response) => void response.end(archive)
const missing: RequestListener = (_request, response) => void response.writeHead(404).end()

test('an archive is good: it becomes the official Electron, and a second call needs no network', async () => {
  const asking = await options(good)
  const runtime = await findElectron(asking)

  expect(runtime).toMatchObject({ kind: 'official', version: '45.9.9' })
  expect(runtime.environment).not.toHaveProperty('BARAZA_TEST_RUNTIME')
  expect(execFileSync(runtime.executable, { encoding: 'utf8' })).toBe('official\n')
  expect(mirror?.asked).toEqual([`/v45.9.9/${name}`])
  expect(said).toContain('Electron 45.9.9, official.')
  expect(said.some(line => line.startsWith('Electron 45.9.9: 100 %'))).toBe(true)
  expect((await readdir(asking.folder)).toSorted()).toEqual(['electron-45.9.9', 'runtime.json'])

  await mirror?.close()
  expect(await findElectron({ ...asking, pack: unreachable })).toEqual(runtime)
  expect(mirror?.asked).toHaveLength(1)
})

test('an archive with a wrong checksum is not unpacked', async () => {
  const bad = Uint8Array.from(archive)
  bad[bad.length - 1] = 1
  const asking = await options((_request, response) => void response.end(bad))
  const runtime = await findElectron(asking)

  expect(runtime.kind).toBe('test')
  expect(said).toContain('The official Electron cannot be had: its archive has a wrong checksum.')
  expect(existsSync(join(asking.folder, 'electron-45.9.9'))).toBe(false)
})

test('where there is no such release, the test runtime stands in and says what it is', async () => {
  const asking = await options(missing)
  const runtime = await findElectron(asking)

  expect(runtime).toMatchObject({ kind: 'test', version: '33.0.0' })
  expect(runtime.environment).toMatchObject({
    BARAZA_TEST_RUNTIME: '1',
    BARAZA_CORE_NODE: '/pinned/node',
    ELECTRON_MAJOR_VER: '33',
  })
  expect(said).toContain('The official Electron cannot be had: the address answers 404.')
  expect(said.at(-1)).toMatch(/^Electron 33\.0\.0, test runtime: old, not safe for real work\./)

  const place = join(asking.folder, 'test-runtime-33.0.0')
  expect(execFileSync(runtime.executable, { encoding: 'utf8' })).toBe('old\n')
  expect(existsSync(join(place, 'browser_v8_context_snapshot.bin'))).toBe(false)
  expect((await readdir(join(place, 'resources', 'app'))).toSorted()).toEqual([
    'main.mjs',
    'package.json',
  ])
  expect(existsSync(join(place, 'resources', 'icon.png'))).toBe(true)
  expect(fused).toHaveLength(1)
  const left = JSON.parse(await readFile(join(asking.folder, 'runtime.json'), 'utf8'))
  expect(left).toEqual(runtime)

  const starts = join(place, 'resources', 'app', 'main.mjs')
  const now = await readFile(starts, 'utf8')
  await writeFile(starts, 'as an older checkout started apps')
  await findElectron({ ...asking, pack: unreachable })
  expect(await readFile(starts, 'utf8')).toBe(now)
})

test('a mirror that falls silent in mid-archive is given up', async () => {
  const asking = await options((_request, response) => {
    response.writeHead(200, { 'content-length': archive.length })
    response.write(archive.subarray(0, 40))
  })
  const runtime = await findElectron({ ...asking, stall: 200 })
  expect(runtime.kind).toBe('test')
  expect(said).toContain('The official Electron cannot be had: no byte came for 0.2 seconds.')
})

test('a mirror that never answers is given up', async () => {
  const runtime = await findElectron({ ...(await options(() => {})), stall: 200 })
  expect(runtime.kind).toBe('test')
  expect(said).toContain('The official Electron cannot be had: no byte came for 0.2 seconds.')
})

test('a test runtime that is not what was expected is refused, and nothing is left', async () => {
  const asking = await options(missing)
  const other = { ...asking.source, integrity: 'sha512-AAAA' }
  await expect(findElectron({ ...asking, source: other })).rejects.toThrow('wrong checksum')
  expect(await readdir(asking.folder)).toEqual([])
  expect(fused).toEqual([])
})

test('the official Electron comes first where both are there', async () => {
  const asking = await options(missing)
  await findElectron(asking)
  const place = join(asking.folder, 'electron-45.9.9')
  await mkdir(place)
  await writeFile(join(place, 'electron'), '')
  await chmod(join(place, 'electron'), 0o755)
  expect((await findElectron(asking)).kind).toBe('official')
})

test('an archive cannot write outside its folder', async () => {
  const { unzip } = await import('../../scripts/electron/unzip.ts')
  const path = join(folder, 'hostile.zip')
  for (const hostile of ['../outside', '/outside', 'a/../../outside', 'a\\..\\outside']) {
    await writeFile(path, zipSync({ [hostile]: strToU8('hostile') }))
    await expect(unzip(path, join(folder, 'unzipped'))).rejects.toThrow('outside its folder')
  }
  await writeFile(path, zipSync({ link: [strToU8('/etc'), { os: 3, attrs: 0o120777 << 16 }] }))
  await expect(unzip(path, join(folder, 'unzipped'))).rejects.toThrow('link')
  expect(existsSync(join(folder, 'outside'))).toBe(false)
})

test('an archive unpacks to what went in, empty files and folders too', async () => {
  const { unzip } = await import('../../scripts/electron/unzip.ts')
  const path = join(folder, 'ordinary.zip')
  const large = new Uint8Array(300_000).map((_, index) => index * index)
  await writeFile(
    path,
    zipSync({
      'a/large.bin': large,
      'a/stored.bin': [large, { level: 0 }],
      empty: new Uint8Array(),
      'folder/': new Uint8Array(),
    }),
  )
  const unzipped = join(folder, 'unzipped')
  await unzip(path, unzipped)
  expect(await readFile(join(unzipped, 'a/large.bin'))).toEqual(Buffer.from(large))
  expect(await readFile(join(unzipped, 'a/stored.bin'))).toEqual(Buffer.from(large))
  expect((await stat(join(unzipped, 'empty'))).size).toBe(0)
  expect((await stat(join(unzipped, 'folder'))).isDirectory()).toBe(true)

  await writeFile(path, (await readFile(path)).subarray(0, 100_000))
  await expect(unzip(path, unzipped)).rejects.toThrow('no zip archive')
})

async function unreachable(): Promise<string> {
  throw new Error('There is no network')
}
