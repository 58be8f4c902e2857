// The other hosts on the same store: this one rings their bells and hears theirs.
import { tickEvery } from './asking.ts'
import { openBell, type Bell, type BellOptions } from './bell.ts'
import type { Boxes } from './boxes.ts'

export type OtherHosts = Pick<Bell, 'port' | 'ring' | 'call' | 'connections' | 'close'>

/** Failure `not-permitted` when the bell's address cannot be listened on. */
export const openOtherHosts = async (
  options: BellOptions,
  ports: {
    boxes: Boxes
    connections(): number
    later(work: () => void, milliseconds: number): () => void
  },
): Promise<OtherHosts> => {
  const { boxes, connections, later } = ports
  const bell = await openBell(options, {
    heard(from, { rings }) {
      for (const { address, place, guests } of rings) {
        boxes.heard(address, place)
        boxes.elsewhere(from, address, guests)
      }
    },
    gone: boxes.gone,
    open: boxes.open,
    connections,
    later,
  })
  let cancel = (): void => {}
  const tick = (): void => {
    cancel = later(tick, tickEvery)
    bell.tick()
  }
  cancel = later(tick, tickEvery)
  return {
    ...bell,
    close() {
      cancel()
      return bell.close()
    },
  }
}
