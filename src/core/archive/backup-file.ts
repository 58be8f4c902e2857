// The bytes of a backup: one file from which a profile can be made again on any machine, by the
// passphrase or a recovery secret of the time when it was written. Layout: docs/protocol.md.
import type { FileHandle } from 'node:fs/promises'
import { Failure } from '#shared/failure'
import {
  decodeStrict,
  decrypt,
  digest,
  encode,
  encrypt,
  random,
  utf8,
  type Bytes,
} from '#core/keys'
import { pieceBytes, type TakePiece } from './copy.ts'

/** `at`: UTC milliseconds when it was written; `bytes`: length of the database in it. */
export type BackupInfo = { at: number; bytes: number }

/** The parts that need no key, and where the pieces begin. */
export type BackupHeader = { slots: Bytes; info: Bytes; id: Bytes; hash: Bytes; start: number }

const format = 1
const kind = 'backup'
const maxHeader = 128 * 1024
const sealBytes = 40
const sealedPiece = pieceBytes + sealBytes

const infoLabel = (id: Bytes): Bytes => encode([format, 'backup info', id])
const pieceLabel = (hash: Bytes, index: number, isLast: boolean): Bytes =>
  encode([format, 'backup piece', hash, index, isLast])

/** A writer of the file at `handle`, which is empty; pieces come in order. */
export const startBackup = async (
  handle: FileHandle,
  key: Bytes,
  slots: Bytes,
  info: BackupInfo,
): Promise<TakePiece> => {
  const id = random(16)
  const sealed = encrypt(key, encode([info.at, info.bytes]), infoLabel(id))
  const header = encode([format, kind, slots, id, sealed])
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, header.length)
  await handle.writeFile(length)
  await handle.writeFile(header)
  const hash = digest('backup header', header)
  let index = 0
  return async (piece, isLast) => {
    await handle.writeFile(encrypt(key, piece, pieceLabel(hash, index, isLast)))
    index += 1
  }
}

const readExactly = async (handle: FileHandle, at: number, length: number): Promise<Bytes> => {
  const bytes = new Uint8Array(length)
  for (let got = 0; got < length;) {
    const { bytesRead } = await handle.read(bytes, got, length - got, at + got)
    if (bytesRead === 0) throw new Failure('file-damaged')
    got += bytesRead
  }
  return bytes
}

const isAge = (bytes: Bytes): boolean => Buffer.from(bytes).equals(utf8('age-'))

/** Throws Failure file-damaged, file-wrong-kind or file-is-newer. */
export const readBackupHeader = async (handle: FileHandle): Promise<BackupHeader> => {
  const first = await readExactly(handle, 0, 4)
  if (isAge(first)) throw new Failure('file-wrong-kind')
  const length = new DataView(first.buffer).getUint32(0)
  if (length > maxHeader) throw new Failure('file-wrong-kind')
  const header = await readExactly(handle, 4, length)
  const value = decodeStrict(header, maxHeader)
  if (!Array.isArray(value) || typeof value[0] !== 'number') throw new Failure('file-wrong-kind')
  if (value[1] !== kind) throw new Failure('file-wrong-kind')
  if (value[0] > format) throw new Failure('file-is-newer')
  const [slots, id, info] = value.slice(2)
  const isWhole =
    slots instanceof Uint8Array && id instanceof Uint8Array && info instanceof Uint8Array
  if (!isWhole) throw new Failure('file-damaged')
  return { slots, id, info, hash: digest('backup header', header), start: 4 + length }
}

/** Null when `key` is not the one that sealed it. */
export const openBackupInfo = ({ id, info }: BackupHeader, key: Bytes): BackupInfo | null => {
  const plain = decrypt(key, info, infoLabel(id))
  const value = plain && decodeStrict(plain, 64)
  if (!Array.isArray(value)) return null
  const [at, bytes] = value
  return typeof at === 'number' && typeof bytes === 'number' ? { at, bytes } : null
}

/** The progress and cancelling of reading a backup. */
export type Watching = { progress(done: number, total: number): void; isCancelled(): boolean }

/**
 * Reads the pieces in order; every byte is proven. Failures: `file-damaged`, and `cancelled` by
 * `watching`.
 */
export const readBackupPieces = async (
  handle: FileHandle,
  header: BackupHeader,
  key: Bytes,
  take: TakePiece,
  watching?: Watching,
): Promise<void> => {
  const info = openBackupInfo(header, key)
  const { size } = await handle.stat()
  if (!info) throw new Failure('file-damaged')
  let at = header.start
  for (let index = 0; ; index += 1) {
    const length = Math.min(sealedPiece, size - at)
    const isLast = at + length === size
    const sealed = await readExactly(handle, at, Math.max(0, length))
    const piece = decrypt(key, sealed, pieceLabel(header.hash, index, isLast))
    if (!piece) throw new Failure('file-damaged')
    await take(piece, isLast)
    at += length
    watching?.progress(at, size)
    if (watching?.isCancelled()) throw new Failure('cancelled')
    if (isLast) return
  }
}
