// The answer of a reader that does not take a file.

/** `line`: counted from 1; 0 for the file as a whole. `why`: a sentence. */
export type Refusal = { line: number; why: string }

export type Read<T> = { value: T } | { refused: Refusal }

/** Thrown within a reader, and answered by it. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(line: number, why: string) {
    super(why)
    this.refusal = { line, why }
  }
}

/** The value that `read` gives, or the reason for which it refused. */
export const reading = <T>(read: () => T): Read<T> => {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof Refused) return { refused: error.refusal }
    throw error
  }
}
