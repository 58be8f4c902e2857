// A link as a conversation: a caller asks for one frame at a time, and the end of the link is an
// error for a caller that waits.
import type { Bytes } from '#core/keys'
import type { Link } from '../link/index.ts'

/** The link ended before the other end sent the awaited frame. */
export class Cut extends Error {
  override name = 'Cut'
}

export type Conversation = {
  /** Rejects with `Cut` when the link ends; one at a time. */
  next(): Promise<Bytes>
}

export const conversationOver = (link: Link): Conversation => {
  const held: { frame: Bytes; taken(): void }[] = []
  let wanted: { resolve(frame: Bytes): void; reject(error: Error): void } | null = null
  let isOver = false
  const serve = (): void => {
    if (!wanted) return
    const first = held.shift()
    if (!first && !isOver) return
    const { resolve, reject } = wanted
    wanted = null
    if (!first) return reject(new Cut())
    resolve(first.frame)
    first.taken()
  }
  link.onFrame(
    frame =>
      new Promise<void>(taken => {
        held.push({ frame, taken })
        serve()
      }),
  )
  link.onClose(() => {
    isOver = true
    serve()
  })
  return {
    next: () =>
      new Promise((resolve, reject) => {
        wanted = { resolve, reject }
        serve()
      }),
  }
}
