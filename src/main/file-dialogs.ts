// The dialogs in which a person chooses a file. A saved file always has the ending of its type, and
// nothing is written over without a question.
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { BrowserWindow, FileFilter } from 'electron'
import type { FileType } from '#shared/shell'
import { endingOf, fileTypes, withEnding } from './file-types.ts'
import type { RecentFiles } from './recent-files.ts'
import type { Words } from './words.ts'

/** The system's dialogs, as Electron has them. */
export type NativeDialogs = {
  showSaveDialog(
    window: BrowserWindow,
    options: Electron.SaveDialogOptions,
  ): Promise<{ canceled: boolean; filePath: string }>
  showOpenDialog(
    window: BrowserWindow,
    options: Electron.OpenDialogOptions,
  ): Promise<{ canceled: boolean; filePaths: string[] }>
  showMessageBox(
    window: BrowserWindow,
    options: Electron.MessageBoxOptions,
  ): Promise<{ response: number }>
}

/** One window and its words. `signal`: aborted when the caller no longer waits for an answer. */
export type Asking = { window: BrowserWindow; words: Words; signal: AbortSignal }

export type FileDialogs = {
  /** The path to write to; null when the person cancelled. `name` is proposed. */
  save(asking: Asking, wanted: { type: FileType; name: string }): Promise<string | null>
  /** The path to read; null when the person cancelled. */
  open(asking: Asking, wanted: { type: FileType }): Promise<string | null>
  /** The paths to read, at least one; null when the person cancelled. */
  openMany(asking: Asking, wanted: { type: FileType }): Promise<string[] | null>
}

export type FileDialogOptions = {
  dialogs: NativeDialogs
  /** The first dialog begins in the first of these folders that is there. */
  folders: readonly string[]
  recent: RecentFiles
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

const filtersOf = (type: FileType, words: Words): FileFilter[] => {
  const { name, endings } = fileTypes[type]
  return name === undefined ? [] : [{ name: words(name), extensions: [...endings] }]
}

/** Where the first dialog begins. A system that knows no folder of documents names the home. */
export const firstFolders = (documents: string, home: string): string[] => [
  documents === home ? join(home, 'Documents') : documents,
  home,
]

/** A path in the folder where no file is yet: a number is added to the name until it is free. */
const freePath = (folder: string, name: string, ending: string): string => {
  // The page proposes a name, never a folder and never a hidden file.
  const plain = (name.split(/[\\/]/).at(-1) ?? '').replace(/^[. ]+/, '')
  const stem = plain.toLowerCase().endsWith(ending.toLowerCase())
    ? plain.slice(0, plain.length - ending.length)
    : plain
  for (let number = 1; ; number++) {
    const path = join(folder, `${stem}${number === 1 ? '' : ` (${number})`}${ending}`)
    if (!existsSync(path)) return path
  }
}

export const openFileDialogs = (options: FileDialogOptions): FileDialogs => {
  const { dialogs, folders, recent } = options
  // In memory only, and only for as long as the app runs.
  let last: string | undefined
  const folderNow = (): string =>
    [...(last === undefined ? [] : [last]), ...folders].find(isFolder) ?? ''
  const choose = (path: string): string => {
    last = dirname(path)
    return path
  }

  const mayReplace = async (
    { window, words, signal }: Asking,
    title: string,
    path: string,
  ): Promise<boolean> => {
    const { response } = await dialogs.showMessageBox(window, {
      type: 'warning',
      title,
      message: words('shell.replace.question', { name: basename(path) }),
      detail: words('shell.replace.detail'),
      buttons: [words('shell.replace.other'), words('shell.replace.act')],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal,
    })
    return response === 1
  }

  const choosePaths = async (
    { window, words }: Asking,
    type: FileType,
    properties: readonly ('openFile' | 'multiSelections')[],
  ): Promise<string[]> => {
    const { open } = fileTypes[type]
    if (open === undefined) return []
    const forget = recent.beforeDialog()
    const { canceled, filePaths } = await dialogs.showOpenDialog(window, {
      title: words(open),
      defaultPath: folderNow(),
      // A plain name draws less attention, so any name opens.
      filters: [...filtersOf(type, words), { name: words('shell.file.all'), extensions: ['*'] }],
      properties: [...properties, 'dontAddToRecent'],
    })
    forget(filePaths)
    return canceled ? [] : filePaths.map(choose)
  }

  return {
    async save(asking, { type, name }) {
      const { window, words } = asking
      const { save } = fileTypes[type]
      if (save === undefined) return null
      const title = words(save)
      const ending = endingOf(type, name)
      let proposed = freePath(folderNow(), name, ending)
      for (;;) {
        const forget = recent.beforeDialog()
        const { canceled, filePath } = await dialogs.showSaveDialog(window, {
          title,
          defaultPath: proposed,
          filters: filtersOf(type, words),
          properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
        })
        if (canceled || filePath === '') return null
        forget([filePath])
        const path = withEnding(filePath, ending)
        // The dialog itself has asked about the name that the person typed.
        if (path === filePath || !existsSync(path) || (await mayReplace(asking, title, path))) {
          return choose(path)
        }
        if (asking.signal.aborted) return null
        proposed = path
      }
    },

    async open(asking, { type }) {
      const [path] = await choosePaths(asking, type, ['openFile'])
      return path ?? null
    },

    async openMany(asking, { type }) {
      const paths = await choosePaths(asking, type, ['openFile', 'multiSelections'])
      return paths.length === 0 ? null : paths
    },
  }
}
