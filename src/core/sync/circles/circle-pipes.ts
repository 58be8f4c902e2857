// The open channels of circles over one link: the epochs under which each end sends, and the links
// that carry the frames of each circle.
import type { Bytes } from '#core/keys'
import type { EpochId, GroupId } from '#shared/ids'
import {
  openCircleFrame,
  readCircleFrame,
  writeCircleFrame,
  type CircleKey,
} from './circle-frames.ts'
import type { Link } from '../link/index.ts'

type Listener = (frame: Bytes) => Promise<void> | void
type Pipe = { inner: Link; deliver: Listener; end(): void }

/** A link over `send`. Frames that come before a listener are kept. */
const openPipe = (remote: Link['remote'], send: Link['send']): Pipe => {
  let listener: Listener | null = null
  const early: Bytes[] = []
  const closers = new Set<() => void>()
  let ended = false
  const end = (): void => {
    if (ended) return
    ended = true
    for (const close of closers) close()
  }
  return {
    end,
    deliver: frame => (listener ? listener(frame) : void early.push(frame)),
    inner: {
      remote,
      send: frame => (ended ? undefined : send(frame)),
      async onFrame(listen) {
        listener = listen
        for (const frame of early.splice(0)) await listen(frame)
      },
      onClose(listen) {
        if (ended) listen()
        else closers.add(listen)
      },
      close: end,
    },
  }
}

export type CirclePipes = {
  /** The id of the epoch that the other end was given for this circle. */
  told(circle: GroupId): EpochId | undefined
  /** This end sends under `epoch` from now on. */
  tell(circle: GroupId, epoch: CircleKey['epoch']): void
  /** The other end gave a key. Frames under way use the last key or the one before. */
  hear(key: Pick<CircleKey, 'circle' | 'epoch'>): void
  /** Opens the channel, when both ends have given a key and it is not open. */
  begin(circle: GroupId): void
  /** False for a frame that no honest device sends. */
  deliver(frame: Bytes): Promise<boolean>
  /** The link ended. */
  end(): void
}

/** `open`: a channel to the other end is open. */
export const openCirclePipes = (
  link: Link,
  open: (circle: GroupId, link: Link) => void,
): CirclePipes => {
  /** By circle the epoch that encrypts the frames of this end. */
  const told = new Map<GroupId, CircleKey['epoch']>()
  /** Keys from the other end, by epoch. */
  const heard = new Map<EpochId, { circle: GroupId; key: Bytes }>()
  const pipes = new Map<GroupId, Pipe>()
  let ended = false

  return {
    told: circle => told.get(circle)?.id,
    tell: (circle, epoch) => void told.set(circle, epoch),
    hear({ circle, epoch }) {
      heard.delete(epoch.id)
      heard.set(epoch.id, { circle, key: epoch.key })
      const ofCircle = [...heard].filter(([, entry]) => entry.circle === circle)
      for (const [old] of ofCircle.slice(0, -2)) heard.delete(old)
    },
    begin(circle) {
      const isHeard = [...heard.values()].some(entry => entry.circle === circle)
      if (ended || pipes.has(circle) || !told.has(circle) || !isHeard) return
      const pipe = openPipe(link.remote, frame => {
        const epoch = told.get(circle)
        return epoch && link.send(writeCircleFrame(epoch, frame))
      })
      pipes.set(circle, pipe)
      pipe.inner.onClose(() => void pipes.delete(circle))
      open(circle, pipe.inner)
    },
    async deliver(frame) {
      const read = readCircleFrame(frame)
      const entry = read && heard.get(read.epoch)
      // The frame uses a key that was not given: its sender shares no circle with this device any
      // more.
      if (!read || !entry) return read !== null
      const inside = openCircleFrame(read, entry.key)
      if (inside) await pipes.get(entry.circle)?.deliver(inside)
      return inside !== null
    },
    end() {
      ended = true
      for (const pipe of [...pipes.values()]) pipe.end()
    },
  }
}
