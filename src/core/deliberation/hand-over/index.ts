// The hand-over of open matters at the end of a term.
export { handOver, type HandOverPorts } from './hand-over.ts'
