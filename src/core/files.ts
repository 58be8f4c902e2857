// Files that a person chose: core knows them by grant, reads them within a limit and writes them
// whole or not at all.
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { Failure, type FailureCode } from '#shared/failure'
import type { FileGrant } from '#shared/ids'

/** The largest file that is ever read: 64 MiB. */
export const largestFile = 64 * 1024 * 1024

const codes: Record<string, FailureCode> = {
  ENOENT: 'file-not-found',
  EISDIR: 'file-wrong-kind',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
}

const asFailure = (error: unknown): unknown => {
  const code = codes[(error as NodeJS.ErrnoException).code ?? '']
  return code === undefined ? error : new Failure(code, { cause: error })
}

export type Files = {
  grant(file: FileGrant, path: string): void
  /** The name that the person saw, without its folder. */
  name(file: FileGrant): string
  /** Throws `file-not-found`, `file-too-large`. */
  read(file: FileGrant): Promise<Uint8Array>
  /** Replaces the file in one step; throws `disk-full`, `not-writable` and leaves nothing behind. */
  write(file: FileGrant, bytes: Uint8Array): Promise<void>
}

export const openFiles = (): Files => {
  const paths = new Map<FileGrant, string>()
  const pathOf = (file: FileGrant): string => {
    const path = paths.get(file)
    if (path === undefined) throw new Failure('file-not-found')
    return path
  }
  return {
    grant: (file, path) => void paths.set(file, path),
    name: file => pathOf(file).split(/[\\/]/).at(-1) ?? '',
    async read(file) {
      const path = pathOf(file)
      try {
        const { size } = await stat(path)
        if (size > largestFile) throw new Failure('file-too-large')
        return new Uint8Array(await readFile(path))
      } catch (error) {
        throw asFailure(error)
      }
    },
    async write(file, bytes) {
      const path = pathOf(file)
      const part = `${path}.part`
      try {
        // A link or a readable file that lies there already must not receive the text.
        await rm(part, { force: true })
        const handle = await open(part, 'wx', 0o600)
        try {
          await handle.writeFile(bytes)
          await handle.datasync()
        } finally {
          await handle.close()
        }
        await rename(part, path)
      } catch (error) {
        await rm(part, { force: true })
        throw asFailure(error)
      }
    },
  }
}
