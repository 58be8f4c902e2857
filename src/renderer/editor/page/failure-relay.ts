// The editor is made before it is bound, and may fail before or after: whatever it reports goes to
// whoever is connected now, and to the console when nobody is.
export type FailureRelay = {
  report(error: unknown): void
  /** The returned function disconnects. */
  connect(hear: (error: unknown) => void): () => void
}

export function failureRelay(): FailureRelay {
  let hear: ((error: unknown) => void) | null = null
  return {
    report: error => (hear ?? console.error)(error),
    connect(next) {
      hear = next
      return () => {
        if (hear === next) hear = null
      }
    },
  }
}
