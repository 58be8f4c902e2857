// The work in hidden windows that core asks for: each has a number, by which core can end it.
import type { ConsentContract, Printable } from '#shared/control'
import type { Handlers } from '#shared/rpc'

type HiddenWork = Pick<Handlers<ConsentContract>, 'print' | 'draw' | 'endWork'>
type Bytes = Uint8Array<ArrayBuffer>

/** Each fails as `cancelled` once `over` is aborted. */
export type HiddenWindows = {
  print(page: Printable, over: AbortSignal): Promise<Bytes>
  draw(
    pictures: readonly Uint8Array[],
    over: AbortSignal,
    mayBreak: number,
  ): Promise<{ drawn: (Bytes | null)[]; broken: number }>
}

/** `over`: aborted when the session of the person's window ends, and all work with it. */
export const openHiddenWork = (over: AbortSignal, windows: HiddenWindows): HiddenWork => {
  const underWay = new Map<number, AbortController>()
  const endable = async <T>(work: number, begin: (over: AbortSignal) => Promise<T>): Promise<T> => {
    const own = new AbortController()
    underWay.set(work, own)
    try {
      return await begin(AbortSignal.any([over, own.signal]))
    } finally {
      underWay.delete(work)
    }
  }
  return {
    print: ({ work, page }) => endable(work, end => windows.print(page, end)),
    draw: ({ work, pictures, mayBreak }) =>
      endable(work, end => windows.draw(pictures, end, mayBreak)),
    endWork: ({ work }) => underWay.get(work)?.abort(),
  }
}
