// A real core that a test serves to a page, as src/core/process.ts and src/main serve theirs: the same contract, gate
// and failures, with the messages serialized twice on the way. The other side is screen-app/relay.mjs.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Core } from '#core'
import { contract, type CoreContract } from '#shared/contract'
import type { FileGrant } from '#shared/ids'
import { type Handlers, type Port, serve } from '#shared/rpc'
import { shell, type ShellContract } from '#shared/shell'
import about from '../../package.json' with { type: 'json' }
import { endingOf, withEnding } from '../../src/main/file-types.ts'

export type ServedCore = {
  core: Core
  /** Gets the files that the window saves. */
  folder: string
  /** Paths of the files that a person chooses next; none left: the dialog is cancelled. */
  chosen: string[]
  /** The pictures that a person chooses next; none left: the dialog is cancelled. */
  pictures: { name: string; bytes: Uint8Array<ArrayBuffer> }[]
  /** The person closes every save dialog after so many. */
  saves: number
  runtime: Record<'demo' | 'test', boolean>
  onDefect: (error: unknown) => void
  /** Calls that wait for their answer until that resolves. */
  held: { calls: readonly CallName[]; until: Promise<void> }
}
export type CallName = keyof CoreContract['calls']

type ServedPort = Port & { onClose(listen: () => void): void }
type Relayed = ['message' | 'close', number, unknown]

/** Opens ports to the page at the other end, each with the tag that the page gets with it. */
const portsOver = (connection: WebSocket): ((tag: object) => ServedPort) => {
  const ends = new Map<number, { hear(message: unknown): void; close(): void }>()
  let opened = 0
  const send = (...relayed: unknown[]): void => {
    if (connection.readyState === connection.OPEN) connection.send(serialize(relayed))
  }
  const close = (id: number): void => {
    ends.get(id)?.close()
    ends.delete(id)
  }
  connection.on('message', bytes => {
    const [what, id, message] = deserialize(bytes as Buffer) as Relayed
    if (what === 'message') ends.get(id)?.hear(message)
    else close(id)
  })
  connection.on('close', () => [...ends.keys()].forEach(close))
  return tag => {
    const id = opened++
    let [hear, closed] = [(_message: unknown): void => {}, (): void => {}]
    ends.set(id, { hear: message => hear(message), close: () => closed() })
    send('open', id, tag)
    return {
      post: message => send('message', id, message),
      onMessage: listen => (hear = listen),
      onClose: listen => (closed = listen),
    }
  }
}

const shellOf = (
  { core, folder, chosen, pictures, saves, runtime }: ServedCore,
  openDocument: Handlers<ShellContract>['document.open'],
): Handlers<ShellContract> => {
  let saved = 0
  const granted = (path: string, direction: 'read' | 'write') => {
    const file = randomBytes(16).toString('hex') as FileGrant
    core.grant(file, path, direction)
    return { file, name: basename(path) }
  }
  const next = () => {
    const path = chosen.shift()
    return path === undefined ? null : granted(path, 'read')
  }
  return {
    'dialog.save': ({ type, name }) =>
      ++saved > saves
        ? null
        : granted(join(folder, withEnding(name, endingOf(type, name))), 'write'),
    'dialog.open': next,
    'dialog.openMany': () => chosen.splice(0).map(path => granted(path, 'read')),
    'dialog.picture': () => pictures.shift() ?? null,
    'document.open': openDocument,
    runtime: () => ({ ...runtime, version: about.version }),
    lock: () => {},
    left: () => {},
    'clipboard.copy': () => {},
    'clipboard.copySecret': () => {},
    'window.minimize': () => {},
    'window.toggleMaximize': () => {},
    'window.close': () => {},
    'window.zoom': () => {},
  }
}

const holding = (
  { answers }: Core,
  { calls, until }: ServedCore['held'],
): Handlers<CoreContract> => {
  const waiting = calls.map(name => {
    const answer = answers[name] as (input: unknown) => unknown
    return [name, async (input: unknown) => until.then(() => answer(input))]
  })
  return { ...answers, ...(Object.fromEntries(waiting) as Partial<Handlers<CoreContract>>) }
}

/** Serves one load of a page, until its connection ends. */
const servePage = (connection: WebSocket, served: ServedCore): void => {
  const { core, onDefect, held } = served
  const open = portsOver(connection)
  const port = open({ baraza: 'core' })
  const window = serve(contract, port, holding(core, held), onDefect)
  port.onClose(core.onEvent((name, detail) => window.emit(name, detail)))
  const answers = shellOf(served, ({ document }) => {
    const own = open({ baraza: 'document', document })
    own.onClose(core.attach(document, own))
  })
  serve(shell, open({ baraza: 'shell' }), answers, onDefect)
}

/** A window to which cores are served, one after the other. */
export type CoreWindow = {
  /** Where the window finds its core. */
  at: string
  serve(core: ServedCore): void
  stop(): void
  /** No core is served to it again. */
  close(): void
}

export async function coreWindow(): Promise<CoreWindow> {
  let served: ServedCore | undefined
  let connection: WebSocket | undefined
  const server = createServer().unref()
  new WebSocketServer({ server }).on('connection', next => {
    connection = next
    if (served) servePage(next, served)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('No address')
  const stop = (): void => {
    served = undefined
    connection?.terminate()
  }
  return {
    at: `ws://127.0.0.1:${at.port}`,
    serve: next => void (served = next),
    stop,
    close() {
      stop()
      server.close()
    },
  }
}
