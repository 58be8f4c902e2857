// Documents from files.
export type { DrawPictures } from './imported-pictures.ts'
export { openImports } from './imports.ts'
