// Errors of a database, and how long its answers are waited for.

/** Milliseconds after which an answer is no longer waited for. */
export const patience = 5_000

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** Says which error it was, and nothing of what the database says: that may hold an address. */
export const withoutWords = (error: unknown): Error => {
  const code = codeOf(error) || 'away'
  return Object.assign(new Error(`database: ${code}`), { code })
}
