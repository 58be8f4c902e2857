// Versions of a text in other languages, and the next draft beside them.
export {
  bringParagraphs,
  comparedVersion,
  confirmTranslated,
  languagesOf,
  originalOf,
  versionsOf,
} from './languages.ts'
export { takeApart, takeApartBack, writtenApart } from './next-draft.ts'
