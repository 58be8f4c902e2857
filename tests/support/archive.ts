// Real archives in directories of their own that go away with the test.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  createProfile,
  openProfile,
  type Archive,
  type ArchiveEnvironment,
  type Later,
  type WholeArchive,
} from '#core/archive'
import type { DocumentId, GroupId } from '#shared/ids'

/** Argon2id at a cost that no person should have; nobody guesses at tests. */
export const cheapCost = { passes: 1, memory: 8192 }

export const passphrase = 'five quite ordinary test words'

/** The journal's 50 ms without the wait: the group is over when the event loop comes round. */
export const atOnce: Later = work => {
  const timer = setImmediate(work)
  return () => clearImmediate(timer)
}

const environment: ArchiveEnvironment = { now: () => 1_700_000_000_000, later: atOnce }

/** An empty directory, removed when the test ends. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'baraza-test-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

const closedAfterwards = (archive: WholeArchive): WholeArchive => {
  onTestFinished(() => archive.close())
  return archive
}

/** A new profile under `passphrase` and its archive, closed and removed when the test ends. */
export const temporaryProfile = (
  special: Partial<ArchiveEnvironment> = {},
): { directory: string; archive: WholeArchive } => {
  const directory = temporaryDirectory()
  const all = { ...environment, ...special, cost: cheapCost }
  return { directory, archive: closedAfterwards(createProfile(directory, passphrase, all)) }
}

/** A new archive under `passphrase`, closed and removed when the test ends. */
export const temporaryArchive = (now?: () => number): WholeArchive =>
  temporaryProfile(now ? { now } : {}).archive

/** Opens a profile made here, closed when the test ends. */
export const reopened = (
  directory: string,
  special: Partial<ArchiveEnvironment> = {},
): WholeArchive =>
  closedAfterwards(openProfile(directory, passphrase, { ...environment, ...special }))

type AnyTable = { list(where: object): Record<string, unknown>[] }
const isTable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'pluck' in value

const rowsWith = (archive: Archive, name: string, id: string): Map<string, object[]> =>
  new Map(
    Object.entries(archive as object).flatMap(([table, store]: [string, unknown]) => {
      const all = isTable(store) ? (store as AnyTable).list({}) : []
      const rows = all.filter(row => row[name] === id)
      return rows.length > 0 ? [[table, rows] as const] : []
    }),
  )

/** The rows of a group, or of a document, by table. */
export const rowsOf = (archive: Archive, group: GroupId): Map<string, object[]> =>
  rowsWith(archive, 'group', group)
export const rowsAbout = (archive: Archive, document: DocumentId): Map<string, object[]> =>
  rowsWith(archive, 'document', document)

/** A copy of the files as they lie on the disk now: the state after a kill -9. */
export const crashImage = (directory: string): string => {
  const copy = temporaryDirectory()
  cpSync(directory, copy, { recursive: true })
  return copy
}
