// The files that Baraza saves and opens, in one table: the endings, the name of the type, and the
// titles of the dialogs.
import { extname } from 'node:path'
import type { FileType } from '#shared/shell'
import type { WordId } from './words.ts'

export type FileRow = {
  /** Without the dot. The first one is written, all are shown. None: any file. */
  endings: readonly string[]
  name?: WordId
  save?: WordId
  open?: WordId
}

export const fileTypes: Record<FileType, FileRow> = {
  invitation: {
    endings: ['brz'],
    name: 'shell.file.invitation',
    save: 'shell.save.invitation',
    open: 'shell.open.invitation',
  },
  picture: { endings: ['gif'], name: 'shell.file.picture', save: 'shell.save.picture' },
  reply: {
    endings: ['brz'],
    name: 'shell.file.reply',
    save: 'shell.save.reply',
    open: 'shell.open.reply',
  },
  locked: {
    endings: ['brz'],
    name: 'shell.file.encrypted',
    save: 'shell.save.encrypted',
    open: 'shell.open.encrypted',
  },
  backup: {
    endings: ['brb'],
    name: 'shell.file.backup',
    save: 'shell.save.backup',
    open: 'shell.open.backup',
  },
  share: {
    endings: ['txt'],
    name: 'shell.file.piece',
    save: 'shell.save.piece',
    open: 'shell.open.piece',
  },
  import: {
    endings: ['docx', 'odt', 'html', 'htm', 'txt', 'md', 'markdown'],
    name: 'shell.file.import',
    open: 'shell.open.import',
  },
  image: {
    endings: ['png', 'jpg', 'jpeg', 'gif', 'webp'],
    name: 'shell.file.image',
    open: 'shell.open.image',
  },
  figure: { endings: ['png', 'jpg', 'jpeg'], name: 'shell.file.image', open: 'shell.open.image' },
  attachment: { endings: [], save: 'shell.save.attachment', open: 'shell.open.attachment' },
  docx: { endings: ['docx'], name: 'shell.file.docx', save: 'shell.save.docx' },
  odt: { endings: ['odt'], name: 'shell.file.odt', save: 'shell.save.odt' },
  pdf: { endings: ['pdf'], name: 'shell.file.pdf', save: 'shell.save.pdf' },
  html: { endings: ['html'], name: 'shell.file.html', save: 'shell.save.html' },
  md: { endings: ['md'], name: 'shell.file.md', save: 'shell.save.md' },
  akn: { endings: ['xml'], name: 'shell.file.akn', save: 'shell.save.akn' },
  page: { endings: ['html'], name: 'shell.file.html', save: 'shell.save.page' },
  calendar: { endings: ['ics'], name: 'shell.file.calendar', save: 'shell.save.calendar' },
  table: { endings: ['csv'], name: 'shell.file.table', save: 'shell.save.table' },
  pack: {
    endings: ['zip'],
    name: 'shell.file.pack',
    save: 'shell.save.pack',
    open: 'shell.open.pack',
  },
  // Without an ending: the commands in a pack name the file as it is saved.
  card: { endings: [], save: 'shell.save.card', open: 'shell.open.card' },
  verifyPage: { endings: ['html'], name: 'shell.file.html', save: 'shell.save.verifyPage' },
  texts: { endings: ['zip'], name: 'shell.file.zip', save: 'shell.save.texts' },
  answers: { endings: ['docx'], name: 'shell.file.docx', save: 'shell.save.answers' },
}

/** The ending that a file of this type has; that of an attached file is the one it came with. */
export const endingOf = (type: FileType, name: string): string => {
  const [ending] = fileTypes[type].endings
  return ending === undefined ? extname(name) : `.${ending}`
}

/** The name or path with the ending, which is never there twice. */
export const withEnding = (name: string, ending: string): string =>
  name.toLowerCase().endsWith(ending.toLowerCase())
    ? name
    : `${name.replace(/[. ]+$/, '')}${ending}`
