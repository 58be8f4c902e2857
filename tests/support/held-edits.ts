// The ports of a window on a text of a documents room, whose edits wait, are lost, or come when the person may not
// write any more.
import { onTestFinished } from 'vitest'
import { noRights } from '#shared/contract'
import { type FromCore, type FromWindow, isEdit } from '#shared/document-port'
import type { DocumentId } from '#shared/ids'
import { linesOf, type Room, written } from './documents.ts'

export type HeldEdits = {
  document: DocumentId
  room: Room
  openPort(): Promise<MessagePort>
  /** Messages of all windows, in order. */
  heard: FromWindow[]
  /** The words of each paragraph, as core has them. */
  texts(): string[]
  /** Edits wait until `release`. */
  hold(): void
  release(): void
  /** All windows die, and with them the edits that core does not have yet. */
  lose(): void
  /** The role has no rights when the next edit comes, and has them again right behind it. */
  refuse(): void
  /** For what core says in a race alone: the windows hear it now. */
  say(message: FromCore): void
}

/** In Node a port begins with its first listener; in a browser, when it is started. */
const asInBrowser = (port: MessagePort): MessagePort => {
  const [listen, begin] = [port.addEventListener.bind(port), port.start.bind(port)]
  const waiting: (() => void)[] = []
  return Object.assign(port, {
    addEventListener: (...given: Parameters<typeof listen>) =>
      void waiting.push(() => listen(...given)),
    start() {
      for (const heard of waiting.splice(0)) heard()
      begin()
    },
  })
}

export const heldEdits = (room: Room, document: DocumentId): HeldEdits => {
  const heard: FromWindow[] = []
  const ports = new Map<MessagePort, () => void>()
  let held: (() => void)[] | null = null
  let isRefusing = false
  const take = (work: () => void): void => {
    const { rights } = room
    if (isRefusing) room.rights = noRights
    isRefusing = false
    work()
    room.rights = rights
  }
  const serve = (port: MessagePort): void => {
    let hear = (_message: FromWindow): void => {}
    const detach = room.documents.attach(document, {
      post: message => port.postMessage(message),
      onMessage: listen => (hear = listen),
    })
    const leave = (): void => {
      if (!ports.delete(port)) return
      port.close()
      detach()
    }
    ports.set(port, leave)
    port.addEventListener('close', leave)
    port.addEventListener('message', ({ data }: MessageEvent<FromWindow>) => {
      heard.push(data)
      if (!isEdit(data)) return hear(data)
      const taken = (): void => take(() => hear(data))
      if (held) held.push(taken)
      else taken()
    })
    port.start()
  }
  const lose = (): void => {
    held = null
    for (const leave of ports.values()) leave()
  }
  // Before the archive is closed.
  onTestFinished(lose)
  return {
    document,
    room,
    heard,
    openPort: () => {
      const { port1, port2 } = new MessageChannel()
      serve(port2)
      return Promise.resolve(asInBrowser(port1))
    },
    texts: () => linesOf(room, document),
    hold: () => void (held ??= []),
    release: () => {
      const waiting = held ?? []
      held = null
      for (const taken of waiting) taken()
    },
    lose,
    refuse: () => void (isRefusing = true),
    say: message => ports.forEach((_, port) => port.postMessage(message)),
  }
}

/** On a new text of the room that its group has. */
export const heldText = async (room: Room, ...lines: string[]): Promise<HeldEdits> => {
  const document = await written(room, ...lines)
  await room.documents.share(document)
  await room.documents.flush()
  return heldEdits(room, document)
}
