// Use cases over documents and groups, in folders with a door each; here the parts of a profile that they ask for.
export { decisionPorts, followUpPorts, handOverPorts } from './deliberation-ports.ts'
export type { Deliberation, Spaces, Texts } from './parts.ts'
export { mustBeIn, mustWrite } from './rights.ts'
export { inHundredths, type TaskSteering } from './steering.ts'
