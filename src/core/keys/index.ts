// The one crypto module. No other room imports a crypto library.
export * from './primitives.ts'
