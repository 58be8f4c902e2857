// Files of other programs: what is read from them, and how their changes are settled.
export { formatOf, readApart } from './reading.ts'
export type { ImportedFlow } from './blocks.ts'
export { zipLimits } from './zip.ts'
