// Encrypted files to devices of members: written, read, and taken in.
export { type FileExchange, openFileExchange } from './file-exchange.ts'
export { lockedFileLimit } from './locked-file.ts'
