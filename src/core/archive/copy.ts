// A copy of the database as it stands, while it stays in use. After a checkpoint the file itself holds
// everything, and as long as no other checkpoint comes, what is written goes to the log beside it. So
// the file can be read piece by piece without a lock, a second file or a pause.
import { closeSync, fstatSync, openSync, read } from 'node:fs'
import { promisify } from 'node:util'
import { Failure } from '#shared/failure'
import type { Bytes } from '#core/keys'
import type { Database } from './database.ts'
import type { Pages } from './pages.ts'

const readAt = promisify(read)
export const pieceBytes = 256 * 1024
const mostTries = 100

/** Pieces of `pieceBytes`, the last one shorter or empty, each taken before the next is read. */
export type TakePiece = (piece: Bytes, isLast: boolean) => Promise<void>

export type Copier = {
  /**
   * `begin` hears the length in bytes before the first piece. Throws Failure cancelled when the
   * archive is closed meanwhile, or what SQLite or the file system refuse. One at a time.
   */
  copy(begin: (bytes: number) => Promise<void>, take: TakePiece): Promise<void>
  /** After the database is closed, not before: closing a second handle would drop SQLite's locks. */
  close(): void
}

const tick = (): Promise<void> => new Promise(resolve => void setImmediate(resolve))

export const openCopier = (database: Database, pages: Pages): Copier => {
  let handle: number | null = null
  let before: Promise<unknown> = Promise.resolve()
  let isCopying = false
  const letGo = (): void => {
    if (handle !== null) closeSync(handle)
    handle = null
  }

  const writeBack = async (): Promise<void> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      if (!database.open) throw new Failure('cancelled')
      if (!database.inTransaction && pages.emptyLog()) return
      await tick()
    }
    throw new Failure('cancelled')
  }

  const readPieces = async (file: number, bytes: number, take: TakePiece): Promise<void> => {
    let isLast = false
    for (let at = 0; !isLast; at += pieceBytes) {
      const piece = new Uint8Array(Math.min(pieceBytes, bytes - at))
      isLast = at + piece.length === bytes
      for (let got = 0; got < piece.length;) {
        const { bytesRead } = await readAt(file, piece, got, piece.length - got, at + got)
        if (bytesRead === 0) throw new Failure('archive-damaged')
        got += bytesRead
      }
      if (!database.open) throw new Failure('cancelled')
      await take(piece, isLast)
    }
  }

  const copyNow: Copier['copy'] = async (begin, take) => {
    await writeBack()
    handle ??= openSync(database.name, 'r')
    isCopying = true
    const release = pages.hold()
    try {
      const { size, mtimeNs } = fstatSync(handle, { bigint: true })
      await begin(Number(size))
      await readPieces(handle, Number(size), take)
      // No other program may have written into the file.
      const after = fstatSync(handle, { bigint: true })
      if (after.size !== size || after.mtimeNs !== mtimeNs) throw new Failure('cancelled')
    } finally {
      isCopying = false
      release()
      if (!database.open) letGo()
    }
  }

  return {
    copy: (begin, take) => {
      const mine = before.then(() => copyNow(begin, take))
      before = mine.catch(() => {})
      return mine
    },
    close: () => {
      // A read that is under way must not find another file under the same number.
      if (!isCopying) letGo()
    },
  }
}
