// The files that a person imports: they are read one after another, and nothing of them is stored
// before the person says so.
import type {
  DocumentKind,
  FileReport,
  ImportResult,
  Language,
  RemarksChoice,
} from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { FileGrant, GroupId } from '#shared/ids'
import { Listeners } from '#shared/listeners'
import type { Core } from '../../shell/core-client.ts'
import { codeOf } from '../../words/failures.ts'

export type ImportState =
  | { is: 'waiting' | 'read' | 'stopped' }
  /** Null until core says how much of it is read. */
  | { is: 'reading'; percent: number | null }
  | { is: 'refused'; code: FailureCode }

/** The document that a file becomes. */
export type Becomes = { kind: DocumentKind; language: Language; choice: RemarksChoice }
export type ChosenFile = { file: FileGrant; name: string }
export type ImportEntry = ChosenFile &
  Becomes & {
    state: ImportState
    /** The last report; it stays while the file is read again with another choice. */
    report: FileReport | null
  }

export type ImportList = {
  entries: readonly ImportEntry[]
  /** The file whose report is shown. */
  shown: FileGrant | null
  /** Hundredths that are stored, while documents are made. */
  storing: number | null
}

export const keptRemarks: RemarksChoice = { changes: 'suggestions', comments: 'threads' }

/** As many as core keeps. */
export const mostFiles = 100

export type Imports = {
  get(): ImportList
  onChange(listen: () => void): () => void
  /** Files beyond the most are not added; how many were. */
  add(files: readonly ChosenFile[], becomes: Becomes): number
  show(file: FileGrant): void
  /** For one file, or for all. A new kind or choice reads a file again. */
  change(file: FileGrant | 'all', becomes: Partial<Becomes>): void
  /** Ends the reading of one file, or of all. */
  stop(file: FileGrant | 'all'): void
  remove(file: FileGrant): void
  clear(): void
  /** When no file waits or is read any more. */
  settled(): Promise<void>
  /** Imports all files that are read; they leave the list. Failures of `documents.importRead`. */
  store(group: GroupId): Promise<readonly ImportResult[]>
}

export const isOpen = ({ state }: ImportEntry): boolean =>
  state.is === 'waiting' || state.is === 'reading'

/** How many are read, still to be read, and not read. */
export const countsOf = (entries: readonly ImportEntry[]) => {
  const count = (is: ImportState['is']): number =>
    entries.filter(({ state }) => state.is === is).length
  const open = entries.filter(isOpen).length
  const [read, refused, stopped] = [count('read'), count('refused'), count('stopped')]
  return { all: entries.length, read, open, refused, stopped, done: entries.length - open }
}

const isSame = (a: ImportEntry, b: ImportEntry): boolean =>
  a.kind === b.kind &&
  a.choice.changes === b.choice.changes &&
  a.choice.comments === b.choice.comments

/** The list itself; the file that is shown is always one of it. */
const openList = () => {
  let list: ImportList = { entries: [], shown: null, storing: null }
  const listeners = new Listeners()
  const set = (part: Partial<ImportList>): void => {
    list = { ...list, ...part }
    if (!list.entries.some(({ file }) => file === list.shown))
      list = { ...list, shown: list.entries[0]?.file ?? null }
    listeners.tell()
  }
  const update = (change: (entry: ImportEntry) => ImportEntry): void =>
    set({ entries: list.entries.map(change) })
  return {
    get: () => list,
    set,
    update,
    put: (file: FileGrant, part: Partial<ImportEntry>): void =>
      update(entry => (entry.file === file ? { ...entry, ...part } : entry)),
    onChange: listeners.add,
  }
}

/** Reads the files that wait, one after another; `settled` when none waits or is read any more. */
const openReader = (core: Core, { get, put }: ReturnType<typeof openList>) => {
  let isReading = false
  const waiting: (() => void)[] = []
  const readNext = async (): Promise<void> => {
    if (isReading) return
    const entry = get().entries.find(({ state }) => state.is === 'waiting')
    if (!entry) return waiting.splice(0).forEach(resolve => resolve())
    const { file, kind, choice } = entry
    isReading = true
    put(file, { state: { is: 'reading', percent: null } })
    const found = await core.call('documents.readFile', { file, kind, ...choice }).then(
      (report): Partial<ImportEntry> => ({ report, state: { is: 'read' } }),
      (error: unknown): Partial<ImportEntry> => {
        const code = codeOf(error)
        return { state: code === 'cancelled' ? { is: 'stopped' } : { is: 'refused', code } }
      },
    )
    isReading = false
    // Another choice was made meanwhile, or it was stopped: then this answer is of no use.
    const now = get().entries.find(each => each.file === file)
    if (now?.state.is === 'reading') put(file, found)
    await readNext()
  }

  return {
    readNext,
    settled: (): Promise<void> =>
      new Promise(resolve => {
        if (!isReading && !get().entries.some(isOpen)) resolve()
        else waiting.push(resolve)
      }),
  }
}

export const openImports = (core: Core): Imports => {
  const list = openList()
  const { get, set, update, put, onChange } = list
  const { readNext, settled } = openReader(core, list)
  const forget = (file: FileGrant): void => void core.call('documents.forgetFile', { file })

  core.on('progress', ({ task, done, total }) => {
    if (task !== 'documents.import' || total === 0) return
    const percent = Math.floor((100 * done) / total)
    if (get().storing !== null) set({ storing: percent })
    else
      update(entry =>
        entry.state.is === 'reading' ? { ...entry, state: { is: 'reading', percent } } : entry,
      )
  })

  return {
    get,
    onChange,
    settled,
    add(files, { kind, language, choice }) {
      const added = files.slice(0, Math.max(0, mostFiles - get().entries.length))
      const entries = added.map((each): ImportEntry => ({
        ...each,
        kind,
        language,
        choice,
        state: { is: 'waiting' },
        report: null,
      }))
      set({ entries: [...get().entries, ...entries] })
      void readNext()
      return added.length
    },
    show: file => set({ shown: file }),
    change(file, becomes) {
      update(entry => {
        if (file !== 'all' && entry.file !== file) return entry
        const changed = { ...entry, ...becomes }
        const isKnown = entry.state.is === 'read' || entry.state.is === 'reading'
        return isKnown && !isSame(entry, changed)
          ? { ...changed, state: { is: 'waiting' } }
          : changed
      })
      void readNext()
    },
    stop(file) {
      for (const each of get().entries) {
        if ((file !== 'all' && each.file !== file) || !isOpen(each)) continue
        forget(each.file)
        put(each.file, { state: { is: 'stopped' } })
      }
    },
    remove(file) {
      forget(file)
      set({ entries: get().entries.filter(each => each.file !== file) })
    },
    clear() {
      for (const { file } of get().entries) forget(file)
      set({ entries: [] })
    },
    async store(group) {
      const read = get().entries.filter(({ state }) => state.is === 'read')
      if (read.length === 0) return []
      const files = read.map(({ file, language }) => ({ file, language }))
      set({ storing: 0 })
      try {
        const results = await core.call('documents.importRead', { group, files })
        const stored = new Set(files.map(({ file }) => file))
        set({ entries: get().entries.filter(({ file }) => !stored.has(file)) })
        return results
      } finally {
        set({ storing: null })
      }
    },
  }
}
