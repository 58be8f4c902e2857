// Logs beside the text: entries that nobody removes, and words that a file brought in.
export {
  At,
  byTime,
  firstUnder,
  newEntryId,
  readEntryLogs,
  readerOf,
  standingOf,
  valuesUnder,
  type EntryLog,
  type Said,
} from './entry-log.ts'
export { Quotation, quotedName } from './quotations.ts'
