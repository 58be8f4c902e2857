// One open profile: its stores, its journal, and the one kind of transaction that joins them.
import { wipe, type ProfileKeys } from '#core/keys'
import { checkDatabase } from './check.ts'
import type { Database } from './database.ts'
import {
  documentStore,
  draftStore,
  snapshotStore,
  type DocumentStore,
  type DraftStore,
  type SnapshotStore,
} from './documents.ts'
import { groupStore, type GroupStore } from './groups.ts'
import type { JournalFile } from './journal-file.ts'
import type { Journal, Later } from './journal.ts'
import { openLedger } from './ledger.ts'
import { messageStore, type MessageStore } from './messages.ts'
import {
  noteStore,
  proofStore,
  settingsStore,
  type NoteStore,
  type ProofStore,
  type SettingsStore,
} from './notes.ts'
import { epochStore, recordStore, type EpochStore, type RecordStore } from './records.ts'
import type { CheckReport } from './rows.ts'
import { searchStore, type SearchStore } from './search.ts'
import { statementsOf } from './statements.ts'

/**
 * `now`: UTC milliseconds. The other two are for tests: without them the journal uses real timers
 * and a real file.
 */
export type ArchiveEnvironment = {
  now(): number
  later?: Later
  wrapJournalFile?: (file: JournalFile) => JournalFile
}

export type Archive = {
  journal: Journal
  /**
   * Acknowledged changes that this device no longer has (edits; anything else that was stored counts
   * as one), found now or at an earlier opening. At least so many.
   */
  readonly missing: number
  /** The missing changes came back, or the person was told and goes on: counts from 0 again. */
  settleMissing(): void
  /** All of `work` or nothing. Inside another transaction, a part of it that can fail alone. */
  transaction<T>(work: () => T): T
  settings: SettingsStore
  groups: GroupStore
  records: RecordStore
  epochs: EpochStore
  notes: NoteStore
  documents: DocumentStore
  drafts: DraftStore
  messages: MessageStore
  snapshots: SnapshotStore
  search: SearchStore
  proofs: ProofStore
  /** Reads everything and counts what is wrong; changes nothing. */
  check(): CheckReport
  /** Writes what waits and lets go of the profile. A second call does nothing. */
  close(): void
}

export const openArchive = (
  database: Database,
  journalFile: JournalFile,
  keys: ProfileKeys,
  environment: ArchiveEnvironment,
  release: () => void,
): Archive => {
  const ledger = openLedger(database, journalFile, keys.journal, environment.later)
  const { write } = ledger
  const statements = statementsOf(database)
  const drafts = draftStore(statements, write)
  const snapshots = snapshotStore(statements, write)
  const search = searchStore(statements, write)
  let isClosed = false
  return {
    journal: ledger.journal,
    get missing() {
      return ledger.missing
    },
    settleMissing: ledger.settleMissing,
    transaction: ledger.transaction,
    settings: settingsStore(statements, write),
    groups: groupStore(statements, write),
    records: recordStore(statements, write),
    epochs: epochStore(statements, write),
    notes: noteStore(statements, write),
    documents: documentStore(statements, write, {
      changed: search.refresh,
      removed: id => {
        drafts.remove(id)
        snapshots.remove(id)
        search.remove(id)
      },
    }),
    drafts,
    messages: messageStore(statements, write),
    snapshots,
    search,
    proofs: proofStore(statements, write),
    check: () => ({ ...checkDatabase(database), missing: ledger.missing }),
    close: () => {
      if (isClosed) return
      isClosed = true
      ledger.close()
      wipe(keys.journal)
      wipe(keys.backup)
      release()
    },
  }
}
