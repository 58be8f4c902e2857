// Files that a person chose, and what kind of file each is.
export { kindOfFile, withNamedFiles, type FileKind } from './chosen-files.ts'
export { openFiles, type Files, type Granted } from './file-grants.ts'
