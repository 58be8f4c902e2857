// Core's side of the launcher (src/main/launcher.ts): the control channel to main and the ports
// that main opens, for a utility process of Electron as for a child on its own Node. It guarantees
// that nothing is lost before a listener exists, and that no message carries bytes of another.
import { ownBytes } from '#shared/own-bytes'
import type { Port } from '#shared/rpc'

export interface CorePort extends Port {
  /** Called once when the port is closed, by either end or because its window or main ended. */
  onClose(listen: () => void): void
  close(): void
}

/** The control channel. Each `on…` takes one listener. */
interface MainChannel {
  post(message: unknown): void
  onMessage(listen: (message: unknown) => void): void
  /** Called for each port that main opens, with the control message that came with it. */
  onPort(listen: (opening: unknown, port: CorePort) => void): void
  /** Called once when main ended: core must save its state and end. */
  onMainGone(listen: () => void): void
}

/** Electron's `MessagePortMain`, as a utility process receives it. */
interface TransferredPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** Electron's `process.parentPort`, which only a utility process has. */
interface ParentPort {
  postMessage(message: unknown): void
  on(
    event: 'message',
    listener: (event: { data: unknown; ports: TransferredPort[] }) => void,
  ): unknown
}

export function connectToMain(): MainChannel {
  const { parentPort } = process as { parentPort?: ParentPort }
  return parentPort ? utilityChannel(parentPort) : childChannel()
}

function utilityChannel(parentPort: ParentPort): MainChannel {
  const messages = queue<unknown>()
  const openings = queue<[unknown, CorePort]>()
  parentPort.on('message', ({ data, ports: [port] }) => {
    if (port) openings.put([data, transferred(port)])
    else messages.put(data)
  })
  return {
    post: message => parentPort.postMessage(ownBytes(message)),
    onMessage: messages.take,
    onPort: listen => openings.take(([opening, port]) => listen(opening, port)),
    // Electron ends a utility process whose main ended.
    onMainGone: () => {},
  }
}

function transferred(port: TransferredPort): CorePort {
  return {
    post: message => port.postMessage(ownBytes(message)),
    onMessage(listen) {
      port.on('message', ({ data }) => listen(data))
      port.start()
    },
    onClose: listen => void port.on('close', listen),
    close: () => port.close(),
  }
}

type RelayedPort = { port: CorePort; receive: (message: unknown) => void; closed: () => void }

/** Node sends only the bytes in view of a byte view, so messages need no copy. */
function childChannel(): MainChannel {
  const messages = queue<unknown>()
  const openings = queue<[unknown, CorePort]>()
  const gone = queue<void>()
  const ports = new Map<number, RelayedPort>()
  const send = (relayed: unknown[]) =>
    void (process.connected && process.send?.(relayed, undefined, undefined, () => {}))

  process.on('message', relayed => {
    const [what, first, second] = relayed as [string, number, unknown]
    if (what === 'message') messages.put(first)
    else if (what === 'port') ports.get(first)?.receive(second)
    else if (what === 'open') {
      const opened = relayedPort(
        message => send(['port', first, message]),
        () => {
          if (!ports.delete(first)) return
          send(['close', first])
          opened.closed()
        },
      )
      ports.set(first, opened)
      openings.put([second, opened.port])
    } else if (what === 'close') {
      ports.get(first)?.closed()
      ports.delete(first)
    }
  })
  process.once('disconnect', () => {
    for (const port of ports.values()) port.closed()
    ports.clear()
    gone.put()
  })
  return {
    post: message => send(['message', message]),
    onMessage: messages.take,
    onPort: listen => openings.take(([opening, port]) => listen(opening, port)),
    onMainGone: gone.take,
  }
}

function relayedPort(post: (message: unknown) => void, close: () => void): RelayedPort {
  const incoming = queue<unknown>()
  const closing = queue<void>()
  return {
    port: { post, onMessage: incoming.take, onClose: closing.take, close },
    receive: incoming.put,
    closed: closing.put,
  }
}

/** Keeps values until there is a listener, then delivers them in order. */
function queue<T>(): { put: (value: T) => void; take: (listen: (value: T) => void) => void } {
  const waiting: T[] = []
  let listener: ((value: T) => void) | undefined
  return {
    put(value) {
      if (listener) listener(value)
      else waiting.push(value)
    },
    take(listen) {
      listener = listen
      for (const value of waiting.splice(0)) listen(value)
    },
  }
}
