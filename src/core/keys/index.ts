// The one crypto module. No other module imports a crypto library.
export * from './age.ts'
export * from './decoded.ts'
export * from './encoding.ts'
export * from './passphrase.ts'
export * from './primitives.ts'
export * from './recovery-code.ts'
export * from './recovery-pair.ts'
export * from './shared-box.ts'
export * from './recovery-slots.ts'
export * from './recovery-words.ts'
export * from './shares.ts'
export * from './spelling.ts'
export type { RecoveryKind, StretchCost } from './slots-file.ts'
export {
  calibrateCost,
  checkKeySlots,
  createKeySlots,
  openKeySlots,
  rewrapKeySlots,
  type ProfileKeys,
} from './slots.ts'
