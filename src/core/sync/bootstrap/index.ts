// A newcomer's beginning: the snapshot from its admitter, and messages from before it.
export { type BackfillPorts, openBackfillSelection } from './backfill-select.ts'
export { type BackfillStore, openBackfillStore } from './backfill-store.ts'
export { type EarlierForks, openEarlierForks } from './earlier-fork.ts'
export { openBootstrapProgress } from './progress.ts'
export { type BootstrapSnapshots, openBootstrapSnapshots } from './snapshot.ts'
