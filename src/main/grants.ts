// Save and open dialogs. The path that a person chose goes to core; the window gets a name for it.
import { type BrowserWindow, dialog, type FileFilter } from 'electron'
import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import * as v from 'valibot'
import { FileGrant } from '#shared/ids'
import type { FileType } from '#shared/shell'

const extensions: Record<FileType, string[]> = {
  invitation: ['brz'],
  picture: ['gif'],
  share: ['txt'],
  backup: ['brb'],
  reply: ['brz'],
  locked: ['brz'],
  import: ['txt', 'md', 'markdown'],
  any: ['*'],
  docx: ['docx'],
  pdf: ['pdf'],
  html: ['html'],
  md: ['md'],
  txt: ['txt'],
  json: ['json'],
}

const filters = (type: FileType): FileFilter[] => [
  ...(type === 'any'
    ? []
    : [
        {
          name: extensions[type].map(extension => `*.${extension}`).join(', '),
          extensions: extensions[type],
        },
      ]),
  // A plain name draws less attention, so any name opens.
  { name: '*', extensions: ['*'] },
]

export type Granted = { file: FileGrant; name: string; path: string }

const grant = (path: string): Granted => ({
  file: v.parse(FileGrant, randomBytes(16).toString('hex')),
  name: basename(path),
  path,
})

export const askWhereToSave = async (
  window: BrowserWindow,
  { type, name }: { type: FileType; name: string },
): Promise<Granted | null> => {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: name,
    filters: filters(type),
    properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
  })
  return canceled || filePath === '' ? null : grant(filePath)
}

export const askWhatToOpen = async (
  window: BrowserWindow,
  { type }: { type: FileType },
): Promise<Granted | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    filters: filters(type),
    properties: ['openFile', 'dontAddToRecent'],
  })
  const [path] = filePaths
  return canceled || path === undefined ? null : grant(path)
}
