// Work of core that main does in hidden windows: printing, and drawing pictures. Core ends it by its number.
import type { PrintPage } from '#core/paper'
import type { ConsentContract } from '#shared/control'
import { Failure } from '#shared/failure'
import type { Client } from '#shared/rpc'
import type { DrawPictures } from '#core/drafting/imports'

export const hiddenWork = (
  main: Client<ConsentContract>,
): { print: PrintPage; draw: DrawPictures } => {
  let works = 0
  const endable = async <T>(over: AbortSignal, begin: (work: number) => Promise<T>): Promise<T> => {
    if (over.aborted) throw new Failure('cancelled')
    const work = works++
    const end = (): void => void main.call('endWork', { work })
    over.addEventListener('abort', end)
    try {
      return await begin(work)
    } finally {
      over.removeEventListener('abort', end)
    }
  }
  return {
    print: (page, over) => endable(over, work => main.call('print', { work, page })),
    draw: (pictures, over, mayBreak) =>
      endable(over, work =>
        main.call('draw', {
          work,
          pictures: pictures.map(each => Uint8Array.from(each)),
          mayBreak,
        }),
      ),
  }
}
