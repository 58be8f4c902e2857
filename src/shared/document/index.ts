// The page itself: what a block is, how it is numbered, how it lies in a Yjs document. Used by the
// editor, by core and by the exports, so that all three agree.
export * from './page.ts'
