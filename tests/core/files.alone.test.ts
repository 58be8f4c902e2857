// Files that a person chose are written whole, and nothing else in their folder changes.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openFiles } from '#core/grants'
import type { Direction } from '#shared/control'
import type { FileGrant } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { laterRefusal } from '#tests/refusal'

/** Calls to the disk, in order. */
const acts = vi.hoisted((): string[] => [])
/**
 * The act of a drive that fails once bytes must be on it, or are read from it, and what is said of its
 * folder then; null where all is well.
 */
const lost = vi.hoisted(
  (): { drive: ((path?: unknown) => void) | null; folder: (() => void) | null } => ({
    drive: null,
    folder: null,
  }),
)

vi.mock(import('node:fs/promises'), async original => {
  const real = await original()
  return {
    ...real,
    async open(...wanted: Parameters<typeof real.open>) {
      const handle = await real.open(...wanted)
      const path = String(wanted[0])
      const heard = (act: 'sync' | 'datasync') => {
        const work = handle[act].bind(handle)
        handle[act] = async () => {
          lost.drive?.()
          await work()
          acts.push(`${act} ${path}`)
        }
      }
      heard('sync')
      heard('datasync')
      return handle
    },
    readFile: (async (path: string) => {
      lost.drive?.(path)
      return real.readFile(path)
    }) as typeof real.readFile,
    stat: (async path => {
      const found = await real.stat(path)
      if (found.isDirectory()) lost.folder?.()
      return found
    }) as typeof real.stat,
    async rename(...names: Parameters<typeof real.rename>) {
      await real.rename(...names)
      acts.push(`rename to ${String(names[1])}`)
    },
    async rm(...wanted: Parameters<typeof real.rm>) {
      lost.drive?.()
      await real.rm(...wanted)
    },
  }
})

const file = 'one' as FileGrant
const text = new TextEncoder().encode('words')

const granted = (path: string, direction: Direction = 'write') => {
  const files = openFiles()
  files.grant(file, path, direction)
  return files
}

test('when another file with the ending .part exists, it stays as it was', async () => {
  const folder = temporaryDirectory()
  writeFileSync(join(folder, 'report.docx.part'), 'somebody else’s')
  const files = granted(join(folder, 'report.docx'))
  await files.write(file, text)
  expect(readFileSync(join(folder, 'report.docx.part'), 'utf8')).toBe('somebody else’s')
  expect(readdirSync(folder).toSorted()).toEqual(['report.docx', 'report.docx.part'])
  files.grant(file, join(folder, 'report.docx'), 'write')
  const failing = files.writeThrough(file, async () => {
    throw new Error('refused')
  })
  await expect(failing).rejects.toThrow('refused')
  expect(readFileSync(join(folder, 'report.docx'), 'utf8')).toBe('words')
  expect(readdirSync(folder).toSorted()).toEqual(['report.docx', 'report.docx.part'])
})

test('when a name is as long as the disk allows, the file is written', async () => {
  const path = join(temporaryDirectory(), `${'n'.repeat(250)}.docx`)
  await granted(path).write(file, text)
  expect(readFileSync(path, 'utf8')).toBe('words')
})

test('when a file is written, its bytes, its name and the folder are on the disk before success', async () => {
  const folder = temporaryDirectory()
  const path = join(folder, 'report.docx')
  acts.length = 0
  await granted(path).write(file, text)
  expect(acts).toEqual([
    expect.stringMatching(/^datasync .*\.part$/u),
    `rename to ${path}`,
    `sync ${folder}`,
  ])
})

test('when the folder is gone, the failure says so and nothing is written', async () => {
  const files = granted(join(temporaryDirectory(), 'gone', 'report.docx'))
  expect(await laterRefusal(files.write(file, text))).toBe('folder-not-found')
})

test('when a file stands where the folder was, the failure says that the folder is gone', async () => {
  const folder = join(temporaryDirectory(), 'drive')
  writeFileSync(folder, '')
  expect(await laterRefusal(granted(join(folder, 'report.docx')).write(file, text))).toBe(
    'folder-not-found',
  )
})

const refusing =
  (code: string) =>
  (path?: unknown): never => {
    throw Object.assign(new Error(code), { code, path })
  }

const mended = (): void => {
  lost.drive = null
  lost.folder = null
}

test.each([
  ['ENODEV', 'folder-not-found'],
  ['ENXIO', 'folder-not-found'],
  ['ENOTCONN', 'folder-not-found'],
  ['ESTALE', 'folder-not-found'],
  ['EROFS', 'not-writable'],
])('when the drive answers %s while a file is saved, the failure is %s', async (code, failure) => {
  lost.drive = refusing(code)
  onTestFinished(mended)
  const files = granted(join(temporaryDirectory(), 'report.docx'))
  expect(await laterRefusal(files.write(file, text))).toBe(failure)
})

test('when a drive fails and its folder goes, the failure says so; where the folder stays, no drive was taken out', async () => {
  const folder = temporaryDirectory()
  onTestFinished(mended)
  lost.drive = refusing('EIO')
  const write = () => laterRefusal(granted(join(folder, 'report.docx')).write(file, text))
  expect(await write()).toBe('drive-failed')
  for (const [said, failure] of [
    ['EACCES', 'drive-failed'],
    ['EIO', 'drive-failed'],
    ['ENODEV', 'folder-not-found'],
  ] as const) {
    lost.folder = refusing(said)
    expect([said, await write()]).toEqual([said, failure])
  }
  lost.folder = null
  lost.drive = () => {
    rmSync(folder, { recursive: true, force: true })
    refusing('EIO')()
  }
  expect(await write()).toBe('folder-not-found')
})

test.each([
  ['ENODEV', 'file-not-found'],
  ['ENOTCONN', 'file-not-found'],
  ['ESTALE', 'file-not-found'],
  ['EIO', 'drive-failed'],
  ['EACCES', 'not-readable'],
  ['EPERM', 'not-readable'],
])('when the drive answers %s while a file is read, the failure is %s', async (code, failure) => {
  const path = join(temporaryDirectory(), 'brief.docx')
  writeFileSync(path, 'words')
  lost.drive = refusing(code)
  onTestFinished(mended)
  expect(await laterRefusal(granted(path, 'read').read(file))).toBe(failure)
})

test('when the work on a file cannot write elsewhere, the failure is not about reading', async () => {
  const path = join(temporaryDirectory(), 'backup')
  writeFileSync(path, 'words')
  const work = async () => refusing('EACCES')('elsewhere')
  expect(await laterRefusal(granted(path, 'read').readThrough(file, work))).toBe('not-writable')
})

test('when a part of a file cannot be removed either, the failure is the first one', async () => {
  const answers = ['ENOSPC', 'EIO']
  onTestFinished(mended)
  lost.drive = () => refusing(answers.shift() ?? 'EIO')()
  const files = granted(join(temporaryDirectory(), 'report.docx'))
  expect(await laterRefusal(files.write(file, text))).toBe('disk-full')
})
