// Prints of core, which main does in a hidden window. Core ends one by its number.
import type { PrintPage } from '#core/paper'
import type { ConsentContract } from '#shared/control'
import { Failure } from '#shared/failure'
import type { Client } from '#shared/rpc'

export const printThrough = (main: Client<ConsentContract>): PrintPage => {
  let prints = 0
  return async (page, over) => {
    if (over.aborted) throw new Failure('cancelled')
    const print = prints++
    const end = (): void => void main.call('endPrint', { print })
    over.addEventListener('abort', end)
    try {
      return await main.call('print', { print, page })
    } finally {
      over.removeEventListener('abort', end)
    }
  }
}
