// Messages that another device lacks, and messages that this device asks for.
export { type MissingRanges, openMissingRanges } from './missing-ranges.ts'
export { openPackSelection, type PackSelection } from './pack-selection.ts'
