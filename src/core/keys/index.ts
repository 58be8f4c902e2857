// The one crypto module. No other room imports a crypto library.
export * from './encoding.ts'
export * from './primitives.ts'
