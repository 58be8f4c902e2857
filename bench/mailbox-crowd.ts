// The clients of the host of `npm run bench -- mailbox`: connections that each prove a key, read to
// the end and stay; then parts are appended, one mailbox after another, and timed.
import process from 'node:process'
import { WebSocket } from 'ws'
import { decodeStrict, digest, encode, random, sign, signingPairFrom, utf8 } from '#core/keys'
import type { CrowdFigures } from './mailbox.ts'

const [port = '', wanted = '', perMailbox = ''] = process.argv.slice(2)
const count = Number(wanted)
const each = Number(perMailbox)
const appends = 1_000
/** Connections on their way at a time. */
const atOnce = 100

type Guest = {
  socket: WebSocket
  mailbox: number
  /** Called when another client's part arrives or the own one is kept. */
  onPart(): void
  onKept(): void
}

const pairOf = (mailbox: number) =>
  signingPairFrom(digest('a mailbox of a bench', utf8(String(mailbox))))

const come = (mailbox: number): Promise<Guest | null> =>
  new Promise(resolve => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
    const guest: Guest = { socket, mailbox, onPart() {}, onKept() {} }
    const pair = pairOf(mailbox)
    socket.on('error', () => resolve(null))
    socket.on('message', (data: Buffer) => {
      const [, kind, nonce] = decodeStrict(new Uint8Array(data), 1 << 16) as [
        number,
        string,
        Uint8Array,
      ]
      if (kind === 'challenge') {
        socket.send(encode([1, 'open', pair.public, sign('mailbox', nonce, pair.secret)]))
      } else if (kind === 'opened') socket.send(encode([1, 'read', 0]))
      else if (kind === 'end') resolve(guest)
      else if (kind === 'part') guest.onPart()
      else if (kind === 'kept') guest.onKept()
    })
  })

const guests: Guest[] = []
const begun = performance.now()
let next = 0
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (next < count) {
      const mailbox = Math.floor(next++ / each)
      const guest = await come(mailbox)
      if (guest) guests.push(guest)
    }
  }),
)
const seconds = (performance.now() - begun) / 1000

const push: number[] = []
const kept: number[] = []
const ports = [...Map.groupBy(guests, ({ mailbox }) => mailbox).values()].filter(
  room => room.length > 1,
)
const part = random(1024 + 40)
const append = (room: readonly Guest[]): Promise<void> =>
  new Promise(resolve => {
    const [author, ...others] = room
    if (!author) return resolve()
    const at = performance.now()
    let left = others.length + 1
    const one = (samples: number[]) => () => {
      samples.push(performance.now() - at)
      if (--left === 0) resolve()
    }
    for (const other of others) other.onPart = one(push)
    author.onKept = one(kept)
    author.socket.send(encode([1, 'append', 1, part]))
  })
for (let index = 0; index < appends; index++) {
  const room = ports[index % ports.length]
  if (room) await append(room)
}

const figures: CrowdFigures = { connected: guests.length, seconds, push, kept }
process.on('message', () => process.exit(0))
process.send?.(figures)
