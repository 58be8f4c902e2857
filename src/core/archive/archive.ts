// One open profile: its stores, its journal, and the one kind of transaction that joins them.
import type { FileHandle } from 'node:fs/promises'
import { wipe, type Bytes, type ProfileKeys } from '#core/keys'
import { Failure } from '#shared/failure'
import { removerOf } from './belongings.ts'
import { readBackupHeader, readBackupPieces, startBackup, type BackupInfo } from './backup-file.ts'
import { checkDatabase } from './check.ts'
import { openCopier, type TakePiece } from './copy.ts'
import { orFailure, orLater, type Database } from './database.ts'
import { deliberationTables, type DeliberationTables } from './deliberation-tables.ts'
import { documentTables, type DocumentTables } from './document-tables.ts'
import { documentStore, draftStore, type DocumentStore, type DraftStore } from './documents.ts'
import { groupTables, type GroupTables } from './group-tables.ts'
import { groupStore, type GroupStore } from './groups.ts'
import { historyTables, type HistoryTables } from './history-tables.ts'
import type { JournalFile } from './journal-file.ts'
import type { Journal, Later } from './journal.ts'
import { openTransactions } from './transactions.ts'
import type { OwnFiles } from './own-files.ts'
import type { Pages } from './pages.ts'
import { messageStore, type MessageStore } from './messages.ts'
import { noteStore, settingsStore, type NoteStore, type SettingsStore } from './notes.ts'
import { epochStore, recordStore, type EpochStore, type RecordStore } from './records.ts'
import { profileTables, type ProfileTables } from './profile-tables.ts'
import type { CheckReport } from './rows.ts'
import { searchStore, type SearchStore } from './search.ts'
import { searchTables, type SearchTables } from './search-tables.ts'
import { statementsOf } from './statements.ts'
import { openTables } from './table.ts'
import { windowPlaceStore, type WindowPlaceStore } from './window-place.ts'
import { syncTables, type SyncTables } from './sync-tables.ts'
import type { Witness } from './witness.ts'

/**
 * `now`: UTC milliseconds. The others are for tests: without them the journal uses real timers
 * and a real file.
 */
export type ArchiveEnvironment = {
  now(): number
  later?: Later
  wrapJournalFile?: (file: JournalFile) => JournalFile
  /** Bytes of the database that are checked before it is open. */
  readAtOnce?: number
}

export type Archive = ProfileTables &
  SearchTables &
  DeliberationTables &
  DocumentTables &
  HistoryTables &
  SyncTables &
  GroupTables & {
    journal: Journal
    /**
     * Number of acknowledged changes that this device lost, found now or earlier, at least. An edit
     * counts as one, as does any other stored change.
     */
    readonly missing: number
    /**
     * Calls `listen` when more losses are found after the opening: a large archive is not read
     * completely before.
     */
    onMissing(listen: () => void): void
    /** The missing changes returned, or the person dismissed them: the count restarts at 0. */
    settleMissing(): void
    /** Does all of `work` or nothing. Within another transaction it is a part that can fail alone. */
    transaction<T>(work: () => T): T
    settings: SettingsStore
    groups: GroupStore
    records: RecordStore
    epochs: EpochStore
    documents: DocumentStore
    drafts: DraftStore
    windowPlace: WindowPlaceStore
    messages: MessageStore
    search: SearchStore
    /** Runs `work`, which replaces the key slots of this profile. Failure `archive-replaced`. */
    changeKeys<T>(work: () => T): T
    /** Removes deleted content from the file and its log. */
    scrub(): void
    /** Reads everything and counts what is wrong; changes nothing. */
    check(): CheckReport
    /**
     * Writes a backup with the key slots `slots` to `handle`, an empty file, and reads it back. `check`:
     * reads the whole archive first, and throws Failure archive-damaged rather than copy damage. Also
     * throws Failure cancelled when the archive is closed meanwhile, archive-replaced, or what the file
     * system refuses.
     */
    writeBackup(
      handle: FileHandle,
      options: { slots: Bytes; check: boolean; progress?: (done: number, total: number) => void },
    ): Promise<BackupInfo>
    /** Writes pending changes and closes the profile. A second call does nothing. */
    close(): void
  }

/** The archive with the state of windows, which lies under names of theirs. No room uses it. */
export type WholeArchive = Archive & { notes: NoteStore }

export const openArchive = (
  database: Database,
  place: { file: JournalFile; files: OwnFiles; witness: Witness; pages: Pages },
  keys: ProfileKeys,
  environment: ArchiveEnvironment,
  release: () => void,
): WholeArchive => {
  const { files, pages } = place
  const transactions = openTransactions(
    database,
    { ...place, key: keys.journal },
    environment.later,
  )
  const { write } = transactions
  const statements = statementsOf(database)
  const openTable = openTables(statements, write)
  const search = searchStore(statements, write)
  const notes = noteStore(statements, write)
  const removeRows = removerOf(statements, 'document')
  const copier = openCopier(database, pages)
  let isClosed = false
  return {
    ...profileTables(openTable),
    ...searchTables(openTable),
    ...groupTables(openTable),
    ...deliberationTables(openTable),
    ...documentTables(openTable),
    ...historyTables(openTable),
    ...syncTables(openTable),
    journal: transactions.journal,
    get missing() {
      return transactions.missing
    },
    onMissing: transactions.onMissing,
    settleMissing: transactions.settleMissing,
    transaction: transactions.transaction,
    settings: settingsStore(statements, write),
    groups: groupStore(statements, write),
    records: recordStore(statements, write),
    epochs: epochStore(statements, write),
    notes,
    windowPlace: windowPlaceStore(notes),
    documents: documentStore(statements, write, {
      changed: search.refresh,
      isOpen: () => database.inTransaction,
      removed: id => {
        search.remove(id)
        removeRows(id)
      },
    }),
    drafts: draftStore(statements, write),
    messages: messageStore(statements, write),
    search,
    changeKeys: work => orFailure(() => files.changeKeys(work)),
    scrub() {
      search.purge()
      // Deleted rows are blanked; the log still has their pages.
      pages.emptyLog()
    },
    check: () => ({ ...checkDatabase(database), missing: transactions.missing }),
    async writeBackup(handle, { slots, check, progress = () => {} }) {
      if (check) {
        // SQLite's memory may hide the state on the disk.
        database.pragma('shrink_memory')
        if (checkDatabase(database).damaged > 0) throw new Failure('archive-damaged')
      }
      const at = environment.now()
      // The copy is made by file name.
      files.databaseMustBeOurs()
      let [total, done] = [0, 0]
      let write: TakePiece | undefined
      const begin = async (bytes: number): Promise<void> => {
        total = bytes
        write = await startBackup(handle, keys.backup, slots, { at, bytes })
      }
      await copier.copy(begin, async (piece, isLast) => {
        await write?.(piece, isLast)
        progress((done += piece.length), total)
      })
      files.databaseMustBeOurs()
      await handle.datasync()
      await readBackupPieces(handle, await readBackupHeader(handle), keys.backup, async () => {})
      return { at, bytes: total }
    },
    close: () => {
      if (isClosed) return
      isClosed = true
      try {
        orLater(search.purgeSmall)
        transactions.close()
      } finally {
        copier.close()
        wipe(keys.journal)
        wipe(keys.backup)
        release()
      }
    },
  }
}
