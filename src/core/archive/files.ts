// Small files beside the archive, replaced so that a crash leaves the old one or the new one.
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Bytes } from '#core/keys'

/** The file's bytes; null when there is none. */
export const readFile = (path: string): Bytes | null => {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Makes a rename or a new file in `directory` outlive a power cut; Windows does so by itself. */
export const syncDirectory = (directory: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(directory, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

const writeAll = (handle: number, bytes: Bytes): void => {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at, bytes.length - at, at)
}

export const replaceFile = (path: string, bytes: Bytes): void => {
  const fresh = `${path}.new`
  const handle = openSync(fresh, 'w', 0o600)
  try {
    writeAll(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(fresh, path)
  syncDirectory(dirname(path))
}

/**
 * Writes zeros over the file behind `handle` and waits for the disk. Where the disk writes in place
 * nothing of it is left; a flash chip or a copying file system may keep the old block for a while.
 */
const blank = (handle: number): void => {
  writeAll(handle, new Uint8Array(fstatSync(handle).size))
  fsyncSync(handle)
}

/** Writes zeros over the file. */
export const overwrite = (path: string): void => {
  const handle = openSync(path, 'r+')
  try {
    blank(handle)
  } finally {
    closeSync(handle)
  }
}

/** As `replaceFile`, and what was there before is written over once the new file is in its place. */
export const replaceSecret = (path: string, bytes: Bytes): void => {
  const old = existsSync(path) ? openSync(path, 'r+') : null
  try {
    replaceFile(path, bytes)
    if (old !== null) blank(old)
  } finally {
    if (old !== null) closeSync(old)
  }
}
