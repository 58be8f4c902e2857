// The prints that core asks for: each has a number, by which core can end it.
import type { ConsentContract, Printable } from '#shared/control'
import type { Handlers } from '#shared/rpc'

type Prints = Pick<Handlers<ConsentContract>, 'print' | 'endPrint'>

/** `over`: aborted when the session of the person's window ends, and all prints with it. */
export const openPrints = (
  over: AbortSignal,
  printPage: (page: Printable, over: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>,
): Prints => {
  const underWay = new Map<number, AbortController>()
  return {
    async print({ print, page }) {
      const own = new AbortController()
      underWay.set(print, own)
      try {
        return await printPage(page, AbortSignal.any([over, own.signal]))
      } finally {
        underWay.delete(print)
      }
    },
    endPrint: ({ print }) => underWay.get(print)?.abort(),
  }
}
