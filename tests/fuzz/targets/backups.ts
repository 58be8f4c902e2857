// Backups, key slots, recovery codes and shares: files and letters from elsewhere.
import { readFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { checkKeySlots, digest, encode, readRecoveryCode, readShare, sharesIn } from '#core/keys'
import {
  openBackupInfo,
  readBackupHeader,
  readBackupPieces,
  startBackup,
} from '../../../src/core/archive/backup-file.ts'
import { mostCost, readSlots, writeSlots } from '../../../src/core/keys/slots-file.ts'
import type { Target } from '../engine.ts'
import { refusable } from './refusable.ts'
import { frameVectors } from './vectors.ts'

type Bytes = Uint8Array

const key = digest('fuzz', encode('backup'))
const fixtures = join(import.meta.dirname, '../../fixtures/format-1')
const slots = (): Bytes => new Uint8Array(readFileSync(join(fixtures, 'archive/keys')))

/** A file in memory, with the parts that backups use. */
const fileOf = (start: Bytes): { handle: FileHandle; bytes(): Bytes } => {
  let bytes = start
  const file = {
    read: (into: Bytes, at: number, length: number, from: number) => {
      const some = bytes.subarray(from, from + length)
      into.set(some, at)
      return { bytesRead: some.length }
    },
    stat: () => ({ size: bytes.length }),
    writeFile: (more: Bytes) => void (bytes = new Uint8Array(Buffer.concat([bytes, more]))),
  }
  return { handle: file as unknown as FileHandle, bytes: () => bytes }
}

const withDigest = (body: Bytes): Bytes =>
  new Uint8Array(Buffer.concat([body, digest('key slots', body)]))

const readSlotsIn = (file: Bytes): void => {
  const content = readSlots(file)
  checkKeySlots(file)
  const work = content.passphrases.reduce((sum, { passes, memory }) => sum + passes * memory, 0)
  if (work > 2 * mostCost.passes * mostCost.memory) throw new Error('slots that cost too much')
  readSlots(writeSlots(content))
}

export const backups: Target = {
  name: 'backups',
  most: 4_096,
  async seeds() {
    const file = fileOf(new Uint8Array())
    const piece = await startBackup(file.handle, key, slots(), { at: 1, bytes: 100 })
    await piece(new Uint8Array(100), true)
    const texts = [frameVectors.recovery.code, frameVectors.recovery.shares.file]
    return [
      file.bytes(),
      file.bytes().subarray(4),
      slots(),
      slots().subarray(0, -32),
      ...[
        ...texts,
        ...frameVectors.recovery.shares.texts,
        frameVectors.recovery.shares.texts.join('\n'),
      ].map(text => new TextEncoder().encode(text)),
    ]
  },
  async run(input) {
    const { handle } = fileOf(input)
    await refusable(async () => {
      const header = await readBackupHeader(handle)
      if (header.slots.length > 0) await refusable(() => readSlotsIn(header.slots))
      if (openBackupInfo(header, key)) await readBackupPieces(handle, header, key, async () => {})
    })
    await refusable(() => readSlotsIn(input))
    await refusable(() => readSlotsIn(withDigest(input)))
    const text = new TextDecoder().decode(input)
    await refusable(() => readRecoveryCode(text))
    for (const share of sharesIn(text)) await refusable(() => readShare(share))
  },
}
