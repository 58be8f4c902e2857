import { Failure } from '#shared/failure'

/** Runs `work`, which may refuse what it reads; anything else that it throws is a defect. */
export const refusable = async (work: () => unknown): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'internal') throw error
  }
}
