// Pictures and files of a document: kept, in pieces, and sent again.
export { type Enclosed, mostOfFeed, type Taken } from './enclosure-store.ts'
export { enclosedIn, type Figures, openFigures } from './figures.ts'
export { namedPicture, type NamedPicture } from './picture-file.ts'
