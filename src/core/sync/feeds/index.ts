// Feeds and their branches: which messages of each are here, which of them count, and which of them
// an author had seen.
export { type Branches, openBranches } from './branches.ts'
export { openConcurrentRanges, openSeen, type SeenBy } from './concurrent-ranges.ts'
export { type Feeds, openFeeds } from './feeds.ts'
export { begins, type HeldBack, openHeldBack } from './held-back.ts'
export { openPast, type Past } from './past.ts'
