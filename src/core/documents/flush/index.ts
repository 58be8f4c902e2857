// Pending edits go from the journal into messages.
export { type Flush, openFlush } from './flush.ts'
