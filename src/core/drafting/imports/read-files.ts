// Files that were read and are not imported yet: their bytes, so that a file is read again with
// another choice, and what the last reading found.
import type { DocumentKind, RemarksChoice } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { FileGrant } from '#shared/ids'
import type { IllustratedFlow } from './imported-pictures.ts'

/** `name`: without its folder. */
export type ReadFile = { name: string; bytes: Uint8Array; reading?: Reading }
export type Reading = { kind: DocumentKind; choice: RemarksChoice; imported: IllustratedFlow }

/** The most files that are kept, and bytes of them and of their pictures together. */
const most = { files: 100, bytes: 192 << 20 }

const sizeOf = ({ bytes, reading }: ReadFile): number =>
  (reading?.imported.pictures ?? []).reduce((sum, { length }) => sum + length, bytes.length)

export type ReadFiles = {
  find(file: FileGrant): ReadFile | undefined
  /** The oldest go where too many are kept. */
  keep(file: FileGrant, read: ReadFile): void
  /** Failure `file-not-found`. */
  reading(file: FileGrant): Required<ReadFile>
  forget(file: FileGrant): void
}

export const openReadFiles = (): ReadFiles => {
  const kept = new Map<FileGrant, ReadFile>()
  let size = 0
  const forget = (file: FileGrant): void => {
    const known = kept.get(file)
    if (known) size -= sizeOf(known)
    kept.delete(file)
  }
  return {
    find: file => kept.get(file),
    keep(file, read) {
      forget(file)
      kept.set(file, read)
      size += sizeOf(read)
      for (const oldest of kept.keys()) {
        if (oldest === file || (kept.size <= most.files && size <= most.bytes)) return
        forget(oldest)
      }
    },
    reading(file) {
      const read = kept.get(file)
      if (!read?.reading) throw new Failure('file-not-found')
      return { ...read, reading: read.reading }
    },
    forget,
  }
}
