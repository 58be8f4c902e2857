// One mistake in the code that judges membership records.
export type Mutation = {
  /** The fault of the wrong program. */
  name: string
  /** Below src/core. */
  file: string
  /** Occurs once in the file. */
  from: string
  to: string
}
