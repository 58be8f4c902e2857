// The send buffer of one link: how much is under way, when to wait for the other end, and when to
// give it up because it takes nothing.
import type { Bytes } from '#core/keys'
import type { Later } from '../ports.ts'
import type { Link } from './link.ts'
import { openLinkTimeout } from './link-timeout.ts'

export type SendBuffer = {
  /** Resolves when the link takes more; rejects when it fails. */
  send(frame: Bytes): Promise<void>
  /** Sends without a caller that waits. */
  post(frame: Bytes): void
  /** Too much is under way to add news. */
  isFull(): boolean
  /**
   * Resolves when there is room for answers; until then no more frames are read from the other end.
   */
  room(): Promise<void> | undefined
  /** The link is over. */
  close(): void
}

/** Bytes under way beyond which no news is pushed, and beyond which no frame is read. */
const mostPushed = 4 << 20
const mostUnderWay = 8 << 20

/**
 * `freed` is called when there is room again; `lost` when the other end takes nothing for too long.
 */
export const openSendBuffer = (ports: {
  link: Link
  now(): number
  later: Later
  freed(): void
  lost(): void
}): SendBuffer => {
  const { link, freed, lost } = ports
  let underWay = 0
  let wasFull = false
  let open = true
  let waiting: (() => void)[] = []
  const patience = openLinkTimeout({ ...ports, isOwed: () => underWay > 0 })

  const release = (): void => {
    for (const resolve of waiting) resolve()
    waiting = []
  }
  const sent = (bytes: number): void => {
    underWay -= bytes
    patience.progress()
    if (underWay <= mostUnderWay) release()
    if (!wasFull || underWay > mostPushed / 2) return
    wasFull = false
    if (open) freed()
  }
  const send = async (frame: Bytes): Promise<void> => {
    if (!open) return
    underWay += frame.length
    patience.owed()
    try {
      await link.send(frame)
    } finally {
      sent(frame.length)
    }
  }
  return {
    send,
    post: frame => void send(frame).catch(lost),
    isFull() {
      if (underWay <= mostPushed) return false
      wasFull = true
      return true
    },
    room: () =>
      open && underWay > mostUnderWay
        ? new Promise(resolve => void waiting.push(resolve))
        : undefined,
    close() {
      open = false
      patience.close()
      release()
    },
  }
}
