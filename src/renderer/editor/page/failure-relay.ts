// The editor is made before it is bound, and may fail before or after: its reports go to the
// present listener, and to the console when there is none.
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
