// The schema, a file for each step. A step that was released is never edited: a change is a new step.
// `PRAGMA user_version` is the number of steps a file has had.
import { decodeStrict, encode, toHex, type Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import { archive } from './001-archive.ts'
import { refusals } from './002-refusals.ts'
import { typedInput } from './003-typed-input.ts'
import { signedFeed } from './004-signed-feed.ts'
import { profileTables } from './005-profile.ts'
import { groupTables } from './006-groups.ts'
import { documentTables } from './007-documents.ts'
import { packs } from './008-packs.ts'
import { historyTables } from './009-histories.ts'
import { foldedStates } from './010-folded-states.ts'
import { syncTables } from './011-sync.ts'
import { acts } from './012-acts.ts'
import { nextDrafts } from './013-next-drafts.ts'
import { actReadings } from './014-act-readings.ts'
import { importedFiles } from './015-imported-files.ts'
import { meetingTexts } from './016-meeting-texts.ts'
import { archiveSearch } from './017-archive-search.ts'
import { searches } from './018-searches.ts'
import { readingsOfTakenActs } from './019-act-readings.ts'
import { awayExportRules } from './020-away-export-rules.ts'
import { mentions } from './021-mentions.ts'
import { seenVerdicts } from './022-seen-verdicts.ts'
import { openRemarks } from './023-open-remarks.ts'
import { fullPages } from './024-full-pages.ts'
import { askedAt } from './025-asked-at.ts'
import { citedIn, toBlocks, wordsOfPage } from '../page-words.ts'

/** The part of a database that migrations use. */
type Migrated = {
  pragma(source: string, options?: { simple: true }): unknown
  exec(source: string): unknown
  function(
    name: string,
    options: { deterministic: true },
    call: (first: never, second: never) => string | number | Bytes | null,
  ): unknown
  readonly inTransaction: boolean
}

export const migrations: readonly string[] = [
  archive,
  refusals,
  typedInput,
  signedFeed,
  profileTables,
  groupTables,
  documentTables,
  packs,
  historyTables,
  foldedStates,
  syncTables,
  acts,
  nextDrafts,
  actReadings,
  importedFiles,
  meetingTexts,
  archiveSearch,
  searches,
  readingsOfTakenActs,
  awayExportRules,
  mentions,
  seenVerdicts,
  openRemarks,
  fullPages,
  askedAt,
]

/**
 * `item(bytes, at)` in the steps that give notes tables of their own: one value of a CBOR list, or the value
 * itself where there is no list. Lists within it stay CBOR. Null where the bytes cannot be read.
 */
const itemOf = (bytes: Bytes, at: number): string | number | Bytes | null => {
  const value = decodeStrict(bytes, bytes.length)
  const item = (Array.isArray(value) ? value : [value])[at] ?? null
  if (typeof item === 'boolean') return Number(item)
  return typeof item === 'object' && !(item instanceof Uint8Array) && item ? encode(item) : item
}

/** `as_json(bytes)` there: CBOR as JSON, with bytes as hexadecimal text. */
const asJson = (bytes: Bytes): string =>
  JSON.stringify(decodeStrict(bytes, bytes.length), (_, value: unknown) =>
    value instanceof Uint8Array ? toHex(value) : value,
  )

/**
 * Brings a database to the schema of `steps`, in one transaction. Failure `archive-is-newer` where it
 * has had more steps.
 */
export const migrate = (database: Migrated, steps: readonly string[] = migrations): void => {
  const had = Number(database.pragma('user_version', { simple: true }))
  if (had === steps.length) return
  if (had > steps.length) throw new Failure('archive-is-newer')
  database.function('item', { deterministic: true }, itemOf)
  database.function('as_json', { deterministic: true }, asJson)
  // Pages as the index takes them: the words of title and blocks, and what they cite.
  database.function('words_of', { deterministic: true }, (title: string, blocks: string) =>
    wordsOfPage(title, toBlocks(blocks)),
  )
  database.function('cited_in', { deterministic: true }, (title: string, blocks: string) =>
    citedIn(title, toBlocks(blocks)),
  )
  database.exec('BEGIN IMMEDIATE')
  try {
    for (const step of steps.slice(had)) database.exec(step)
    database.pragma(`user_version = ${steps.length}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}
