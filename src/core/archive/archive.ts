// One open profile: its stores, its journal, and the one kind of transaction that joins them.
import type { ProfileKeys } from '#core/keys'
import type { Write } from './columns.ts'
import { orFailure, type Database } from './database.ts'
import {
  documentStore,
  draftStore,
  snapshotStore,
  type DocumentStore,
  type DraftStore,
  type SnapshotStore,
} from './documents.ts'
import { groupStore, type GroupStore } from './groups.ts'
import { openJournal, type Journal } from './journal.ts'
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

/** `now`: UTC milliseconds. */
export type ArchiveEnvironment = { now(): number }

export type Archive = {
  journal: Journal
  /** Changes that the journal's head knows of and SQLite lost. */
  missing: number
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
  close(): void
}

export const openArchive = (
  database: Database,
  journalPath: string,
  keys: ProfileKeys,
  _environment: ArchiveEnvironment,
  release: () => void,
): Archive => {
  const transaction = <T>(work: () => T): T =>
    orFailure(() => database.transaction(work).immediate())
  const write: Write = work => (database.inTransaction ? work() : transaction(work))
  const journal = openJournal(journalPath, keys.journal, write)
  const drafts = draftStore(database, write)
  const snapshots = snapshotStore(database, write)
  const search = searchStore(database, write)
  const count = (table: 'documents' | 'messages'): number =>
    Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  return {
    journal,
    missing: 0,
    transaction,
    settings: settingsStore(database, write),
    groups: groupStore(database, write),
    records: recordStore(database, write),
    epochs: epochStore(database, write),
    notes: noteStore(database, write),
    documents: documentStore(database, write, id => {
      drafts.remove(id)
      snapshots.remove(id)
      search.remove(id)
    }),
    drafts,
    messages: messageStore(database, write),
    snapshots,
    search,
    proofs: proofStore(database, write),
    check: () => ({
      documents: count('documents'),
      messages: count('messages'),
      missing: 0,
      damaged: database.pragma('integrity_check', { simple: true }) === 'ok' ? 0 : 1,
    }),
    close: () => {
      journal.close()
      database.close()
      release()
    },
  }
}
