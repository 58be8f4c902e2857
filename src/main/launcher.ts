// Starts core, in one of two ways that nothing else can tell apart: as Electron's utility process
// (the product), or as a child process on a given Node (where Electron is too old for core's
// libraries). Promises: messages and ports behave alike in both, and when core ends, so do its
// ports. Other side: src/core/process-port.ts.
import { fork } from 'node:child_process'
import { Listeners } from '#shared/listeners'
import { ownBytes } from '#shared/own-bytes'

/** The part of Electron's `MessagePortMain` that a launcher needs. */
export interface MainPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** The part of Electron's `UtilityProcess` that a launcher needs. */
interface ForkedUtility<P> {
  readonly pid: number | undefined
  postMessage(message: unknown, transfer?: P[]): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  kill(): boolean
}

/**
 * The parts of Electron that a launcher uses; `electron` itself fits, and so does a test's double.
 */
export interface ElectronParts<P extends MainPort> {
  utilityProcess: {
    fork(
      entry: string,
      argv: string[],
      options: { stdio: 'inherit'; serviceName: string; execArgv: string[] },
    ): ForkedUtility<P>
  }
  MessageChannelMain: new () => { port1: P; port2: P }
}

export interface CoreProcess<P extends MainPort> {
  readonly pid: number | undefined
  /** Sends a message on the control channel. */
  post(message: unknown): void
  /** Hears core's control messages; the returned function stops it. */
  onMessage(listen: (message: unknown) => void): () => void
  /** Hears once that core has ended, at once when it has; with its exit code (null: by a signal). */
  onExit(listen: (code: number | null) => void): () => void
  /**
   * Opens a port to core, which hears `opening` (a control message such as
   * `{kind: 'document-port', …}`) together with its own end. The returned end is for a window:
   * transfer it with `webContents.postMessage`, or use it here.
   */
  openPort(opening: unknown): P
  /** Ends core at once (SIGTERM), without a flush. */
  kill(): void
}

/**
 * Starts core's built file `entry`: on the Node at the path `node` if it is given, otherwise as a
 * utility process. `node` is for the test runtime only.
 */
export function launchCore<P extends MainPort>(
  { entry, node }: { entry: string; node?: string | undefined },
  electron: ElectronParts<P>,
): CoreProcess<P> {
  return node === undefined ? utilityCore(entry, electron) : childCore(entry, node, electron)
}

function utilityCore<P extends MainPort>(
  entry: string,
  { utilityProcess, MessageChannelMain }: ElectronParts<P>,
): CoreProcess<P> {
  const core = utilityProcess.fork(entry, [], {
    stdio: 'inherit',
    serviceName: 'Baraza core',
    execArgv: [],
  })
  const messages = new Listeners<unknown>()
  const exits = ending()
  core.on('message', messages.tell)
  core.on('exit', exits.tell)
  return {
    get pid() {
      return core.pid
    },
    post: message => core.postMessage(ownBytes(message)),
    onMessage: messages.add,
    onExit: exits.add,
    openPort(opening) {
      const { port1, port2 } = new MessageChannelMain()
      core.postMessage(ownBytes(opening), [port1])
      return port2
    },
    kill: () => void core.kill(),
  }
}

/** Messages between main and a core on its own Node: `[what, …]`, ports by number. */
type Relayed =
  | ['message', unknown]
  | ['open', number, unknown]
  | ['port', number, unknown]
  | ['close', number]

function childCore<P extends MainPort>(
  entry: string,
  node: string,
  { MessageChannelMain }: Pick<ElectronParts<P>, 'MessageChannelMain'>,
): CoreProcess<P> {
  const core = fork(entry, [], { execPath: node, execArgv: [], serialization: 'advanced' })
  const messages = new Listeners<unknown>()
  const exits = ending()
  const ports = new Map<number, P>()
  let opened = 0

  // A message to a core that has just ended is lost, as it is with a utility process.
  const send = (relayed: Relayed) => void (core.connected && core.send(relayed, () => {}))

  core.on('message', relayed => {
    const [what, first, second] = relayed as unknown as Relayed
    if (what === 'message') messages.tell(first)
    else if (what === 'port') ports.get(first)?.postMessage(ownBytes(second))
    else if (what === 'close') {
      const port = ports.get(first)
      ports.delete(first)
      port?.close()
    }
  })
  core.on('error', () => {})
  core.once('close', code => {
    const left = [...ports.values()]
    ports.clear()
    for (const port of left) port.close()
    exits.tell(code)
  })
  return {
    pid: core.pid,
    post: message => send(['message', message]),
    onMessage: messages.add,
    onExit: exits.add,
    openPort(opening) {
      const { port1, port2 } = new MessageChannelMain()
      const id = ++opened
      ports.set(id, port1)
      port1.on('message', ({ data }) => send(['port', id, data]))
      port1.on('close', () => {
        if (ports.delete(id)) send(['close', id])
      })
      send(['open', id, opening])
      port1.start()
      return port2
    },
    kill: () => void core.kill(),
  }
}

/** Called once, also for a listener that comes later: a window session that ends after a crash waits for this. */
function ending() {
  const listeners = new Listeners<number | null>()
  let ended: { code: number | null } | undefined
  return {
    tell(code: number | null) {
      if (ended) return
      ended = { code }
      listeners.tell(code)
    },
    add(listen: (code: number | null) => void) {
      if (!ended) return listeners.add(listen)
      listen(ended.code)
      return () => {}
    },
  }
}
