// The clients of the hosts of `npm run bench -- mailbox` and `mailbox-hosts`: connections that each
// prove a key, read to the end and stay; then parts are appended, one mailbox after another, and
// timed. With several ports, the members of a mailbox come to one after another.
import process from 'node:process'
import { WebSocket } from 'ws'
import { decodeStrict, digest, encode, random, sign, signingPairFrom, utf8 } from '#core/keys'
import type { CrowdFigures } from './mailbox.ts'

const [portList = '', wanted = '', perMailbox = '', callers = '100', crowd = ''] =
  process.argv.slice(2)
const ports = portList.split(',')
const count = Number(wanted)
const each = Number(perMailbox)
const appends = 1_000
/** Connections on their way at a time. */
const atOnce = Number(callers)

type Guest = {
  socket: WebSocket
  mailbox: number
  /** Called when another client's part arrives or the own one is kept. */
  onPart(): void
  onKept(): void
}

const pairOf = (mailbox: number) =>
  signingPairFrom(digest('a mailbox of a bench', utf8(`${crowd} ${mailbox}`)))

const come = (mailbox: number, at: number): Promise<Guest | null> =>
  new Promise(resolve => {
    const address = `ws://127.0.0.1:${ports[at % ports.length]}`
    const socket = new WebSocket(address, { perMessageDeflate: false })
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
const letIn: number[] = []
const begun = performance.now()
let next = 0
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (next < count) {
      const at = next++
      const asked = performance.now()
      const guest = await come(Math.floor(at / each), at)
      if (!guest) continue
      letIn.push(performance.now() - asked)
      guests.push(guest)
    }
  }),
)
const seconds = (performance.now() - begun) / 1000

const push: number[] = []
const kept: number[] = []
const rooms = [...Map.groupBy(guests, ({ mailbox }) => mailbox).values()].filter(
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
  const room = rooms[index % rooms.length]
  if (room) await append(room)
}

const figures: CrowdFigures = { connected: guests.length, seconds, push, kept, letIn }
process.on('message', (asked: string) => {
  if (asked === 'end') process.exit(0)
  // One part more, of which nothing is to be heard at once.
  const [room = []] = rooms
  void append(room).then(() => process.send?.(push.slice(1 - room.length)))
})
process.send?.(figures)
