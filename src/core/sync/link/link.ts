// A link carries frames to one other device and back. Local network, mailbox and the links of tests
// are all of this type, and the layers above do not know which.
import type { DeviceId } from '#shared/ids'
import type { Bytes } from '#core/keys'

/**
 * Bytes of the longest frame; the shortest has one. A longer frame ends the link in either
 * direction.
 */
export const frameLimit = 1 << 20

export type Link = {
  /** The device at the other end; the link has authenticated it. */
  remote: DeviceId
  /** Resolves when the link can take the next frame. Frames sent after the end are dropped. */
  send(frame: Bytes): Promise<void> | void
  /**
   * Frames arrive whole, once and in the order in which they were sent. The next one comes when
   * what `listen` returned is done, so a slow listener slows the sender and fills no memory.
   * Frames that arrive before anyone listens are kept for the first listener.
   */
  onFrame(listen: (frame: Bytes) => Promise<void> | void): void
  /** Called once, also when the link was closed already, from either end. */
  onClose(listen: () => void): void
  close(): void
}
