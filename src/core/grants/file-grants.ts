// Files that a person chose: core knows them by grant, reads them within a limit and writes them
// whole or not at all. A pasted picture is held in memory and read like a file.
import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Direction } from '#shared/control'
import { Failure, type FailureCode } from '#shared/failure'
import type { FileGrant } from '#shared/ids'
import { kindOfFile, lookedAt, type FileKind } from './chosen-files.ts'

/** The largest file that is read, unless its kind has another limit: 64 MiB. */
const largestFile = 64 * 1024 * 1024

const codes: Record<string, FailureCode> = {
  ENOENT: 'file-not-found',
  ENOTDIR: 'file-not-found',
  ENODEV: 'file-not-found',
  ENXIO: 'file-not-found',
  ENOTCONN: 'file-not-found',
  ESTALE: 'file-not-found',
  EISDIR: 'file-wrong-kind',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
}

const errorOfDisk = (error: unknown) => error as NodeJS.ErrnoException

const isGone = (folder: string): Promise<boolean> =>
  stat(folder).then(
    () => false,
    (error: unknown) => codes[errorOfDisk(error).code ?? ''] === 'file-not-found',
  )

/** The code of an error of the disk; undefined for another error. */
const codeOf = async (
  { code = '', path: where }: NodeJS.ErrnoException,
  path: string,
  direction: Direction,
): Promise<FailureCode | undefined> => {
  // A drive that was taken out fails, and so does one that is broken: the folder tells them apart.
  if (code === 'EIO') return (await isGone(dirname(path))) ? 'file-not-found' : 'drive-failed'
  // The work on a file that is read may write elsewhere.
  const isRefused = codes[code] === 'not-writable' && direction === 'read' && where === path
  return isRefused ? 'not-readable' : codes[code]
}

const asFailure = async (error: unknown, path: string, direction: Direction): Promise<unknown> => {
  const code = await codeOf(errorOfDisk(error), path, direction)
  if (code === undefined) return error
  // A file that is written is a new one: only its folder can be missing.
  const isFolder = code === 'file-not-found' && direction === 'write'
  return new Failure(isFolder ? 'folder-not-found' : code, { cause: error })
}

/** A folder is none. A device or a pipe has no size, and may have no end. */
const fileAt = async (path: string): Promise<Stats> => {
  const found = await stat(path)
  if (!found.isFile()) throw new Failure('file-wrong-kind')
  return found
}

/** `typed`: a person typed the path for one command, which reads or writes it. */
export type Granted = Direction | 'typed'

export type Files = {
  /**
   * Lets `file` stand for `path`, in one direction and for one use: a file is read from the disk
   * once, and written once. A refused call leaves the grant as it was.
   */
  grant(file: FileGrant, path: string, direction: Granted): void
  /** A grant for bytes without a file. A few are kept; the oldest goes first. */
  hold(bytes: Uint8Array): FileGrant
  /** The name that the person saw, without its folder. */
  name(file: FileGrant): string
  /**
   * Whether two of the files are the same, by name, and on disks that ignore case by lower-case
   * name.
   */
  isOneTwice(files: readonly FileGrant[]): boolean
  /** The kind of a file that was read, by its first bytes; null for one that was not, or is not known. */
  kindOf(file: string): FileKind | null
  /**
   * `most`: bytes. Failures: `file-not-found`, `file-wrong-kind`, `file-too-large`, `not-readable`,
   * `drive-failed`.
   */
  read(file: FileGrant, most?: number): Promise<Uint8Array>
  /**
   * Reads a file of any size through its handle. Failures `file-not-found`, `file-wrong-kind`,
   * `not-readable`, `drive-failed`, and those of `work`.
   */
  readThrough<T>(file: FileGrant, work: (handle: FileHandle) => Promise<T>): Promise<T>
  /** As `write`, through the handle of an empty file, which `work` may read too. */
  writeThrough<T>(file: FileGrant, work: (handle: FileHandle) => Promise<T>): Promise<T>
  /**
   * Replaces the file in one step. Failures `disk-full`, `folder-not-found`, `not-writable` and
   * `drive-failed` leave no file behind.
   */
  write(file: FileGrant, bytes: Uint8Array): Promise<void>
}

/** The result of `work`, once all that it wrote is on the disk. */
const finished = async <T>(
  handle: FileHandle,
  work: (handle: FileHandle) => Promise<T>,
): Promise<T> => {
  try {
    const result = await work(handle)
    await handle.datasync()
    return result
  } finally {
    await handle.close()
  }
}

/** Errors of file systems, and of Windows, that cannot open or sync a folder. */
const noFolderSync = ['EACCES', 'EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP', 'ENOSYS']

/** Makes a rename in `folder` survive a power cut. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!noFolderSync.includes(errorOfDisk(error).code ?? '')) throw error
  }
}

/**
 * Files that were read stay in memory under their grants, so that an invitation or a recovery piece
 * is shown and then used without another read. Sixteen files and 16 MiB in all are more than a
 * person needs at once.
 */
const heldAtMost = 16
const heldSize = 1024 * 1024

export const openFiles = (): Files => {
  const granted = new Map<FileGrant, { path: string; direction: Granted; isSpent: boolean }>()
  const held = new Map<FileGrant, Uint8Array>()
  const kinds = new Map<string, FileKind | null>()
  const find = (file: FileGrant) => {
    const grant = granted.get(file)
    if (grant === undefined) throw new Failure('file-not-found')
    return grant
  }
  const pathOf = (file: FileGrant): string => find(file).path
  /** Runs `work` on the path. An attempt uses the grant up, and a failed attempt restores it. */
  const use = async <T>(
    file: FileGrant,
    direction: Direction,
    work: (path: string) => Promise<T>,
  ): Promise<T> => {
    const grant = find(file)
    const isFor = grant.direction === direction || grant.direction === 'typed'
    if (grant.isSpent || !isFor) throw new Failure('file-not-found')
    grant.isSpent = true
    try {
      return await work(grant.path)
    } catch (error) {
      grant.isSpent = false
      throw await asFailure(error, grant.path, direction)
    }
  }
  const keep = (file: FileGrant, bytes: Uint8Array): void => {
    held.set(file, bytes)
    const [oldest] = held.keys()
    if (held.size > heldAtMost && oldest !== undefined) held.delete(oldest)
  }
  const writeThrough: Files['writeThrough'] = (file, work) =>
    use(file, 'write', async path => {
      // A name that no other file in the folder has.
      const part = join(dirname(path), `baraza-${randomBytes(8).toString('hex')}.part`)
      const handle = await open(part, 'wx+', 0o600)
      try {
        const result = await finished(handle, work)
        await rename(part, path)
        await syncFolder(dirname(path))
        return result
      } catch (error) {
        // The disk may refuse this as well, and the first error says why.
        await rm(part, { force: true }).catch(() => {})
        throw error
      }
    })
  return {
    grant: (file, path, direction) => void granted.set(file, { path, direction, isSpent: false }),
    hold(bytes) {
      const file = randomBytes(16).toString('hex') as FileGrant
      keep(file, bytes)
      return file
    },
    kindOf: file => kinds.get(file) ?? null,
    name: file => pathOf(file).split(/[\\/]/).at(-1) ?? '',
    isOneTwice: files =>
      new Set(files.map(file => resolve(pathOf(file)).toLowerCase())).size < files.length,
    async read(file, most = largestFile) {
      const known = held.get(file)
      if (known) return known
      const bytes = await use(file, 'read', async path => {
        const { size } = await fileAt(path)
        if (size > most) throw new Failure('file-too-large')
        return new Uint8Array(await readFile(path))
      })
      kinds.set(file, kindOfFile(bytes))
      if (bytes.length <= heldSize) keep(file, bytes)
      return bytes
    },
    readThrough: (file, work) =>
      use(file, 'read', async path => {
        await fileAt(path)
        const handle = await open(path, 'r')
        try {
          const { buffer, bytesRead } = await handle.read(new Uint8Array(lookedAt), 0, lookedAt, 0)
          kinds.set(file, kindOfFile(buffer.subarray(0, bytesRead)))
          return await work(handle)
        } finally {
          await handle.close()
        }
      }),
    writeThrough,
    write: (file, bytes) => writeThrough(file, handle => handle.writeFile(bytes)),
  }
}
