// Devices that signed two contents for one place of a feed, and the proof of it.
export { type Offence, openStoppedDevices, type StoppedDevices } from './equivocation.ts'
export { type Fork, readForkProof, writeForkProof } from './fork-proof.ts'
