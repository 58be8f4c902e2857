// Small files beside the archive, replaced so that a crash leaves the old one or the new one.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
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

export const replaceFile = (path: string, bytes: Bytes): void => {
  const fresh = `${path}.new`
  const handle = openSync(fresh, 'w', 0o600)
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(fresh, path)
  syncDirectory(dirname(path))
}
