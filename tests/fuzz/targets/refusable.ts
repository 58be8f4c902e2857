import { Failure } from '#shared/failure'

/** Runs `work`, which may refuse its input; any other error is a defect. */
export const refusable = async (work: () => unknown): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'internal') throw error
  }
}
