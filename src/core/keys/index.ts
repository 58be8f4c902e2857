// The one crypto module. No other room imports a crypto library.
export * from './encoding.ts'
export * from './passphrase.ts'
export * from './primitives.ts'
export * from './recovery-code.ts'
export * from './recovery-pair.ts'
export * from './shares.ts'
export * from './slots.ts'
