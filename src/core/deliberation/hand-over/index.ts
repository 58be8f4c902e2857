// The hand-over of open matters at the end of a term.
export { handOver, type HandOver, type HandOverPorts, type Matter } from './hand-over.ts'
