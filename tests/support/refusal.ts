// The code of a refused call.
import { Failure, type FailureCode } from '#shared/failure'

/** The Failure's code; null when `work` went through. Any other error is thrown on. */
export const refusal = (work: () => unknown): FailureCode | null => {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

/** The same for later failures. */
export const laterRefusal = async (work: Promise<unknown>): Promise<FailureCode | null> => {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}
