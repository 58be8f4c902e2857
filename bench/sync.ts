// The cost of exchange beside plain y-protocols: bytes of a first sync and of catching up with a
// thousand edits, for a real paper typed key by key; bytes where there is nothing new or one
// sentence; and the time of one key to eight peers, beside a star whose members keep nothing and
// one whose members write every update into plaintext SQLite. Every device is a process with its
// own disk, over sockets on loopback. Members do not say what they have (`sharePresence` is off),
// because that message is no part of bringing two devices level.
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import * as Y from 'yjs'
import { startDevice, startMembers, type Device } from './devices.ts'
import { quantile, report, roundCount, verdict, type Rounds } from './measure.ts'
import { press, readPaper, type Key } from './paper.ts'
import { openRelay } from './relay.ts'
import { openStar, protocolBytes } from './star.ts'

const lately = 1_000
const peers = 8
const keys = 20
const sentence = ' The group notes with concern that the river has no gauge left.'

const tell = (name: string, figure: number, peer: number, most: number): void => {
  const ratio = figure / peer
  console.log(
    `${name}: ${ratio.toFixed(3)}x (product ${figure} B, y-protocols ${peer} B)`,
    verdict(name, `${most}x`, ratio <= most),
  )
}
const tellBytes = (name: string, figure: number, most: number): void =>
  console.log(`${name}: ${figure} B,`, verdict(name, `${most} B`, figure <= most))

const sessions = (all: readonly Key[], count: number): Key[][] => {
  const each = Math.ceil(all.length / count)
  return Array.from({ length: count }, (_, index) => all.slice(index * each, (index + 1) * each))
}

type Written = { a: Device; b: Device; document: string }

/**
 * Two members, of whom the first wrote the paper but for its last keys in so many sessions. Made once
 * and kept under out/, because so many keys take minutes.
 */
const written = async (folder: string, early: readonly Key[], count: number): Promise<Written> => {
  const kept = join(import.meta.dirname, `../out/bench-paper-${count}`)
  if (!existsSync(kept)) {
    const making = join(folder, `making-${count}`)
    const [a, b] = await startMembers([join(making, 'a'), join(making, 'b')])
    if (!a || !b) throw new Error('nobody joined')
    const document = await a.call('create')
    for (const [index, part] of sessions(early, count).entries()) {
      if (index > 0) await a.call('open', join(making, 'a'))
      await a.call('show', document)
      for (let from = 0; from < part.length; from += 2_000)
        await a.call('type', part.slice(from, from + 2_000))
      await a.call('close')
    }
    await b.call('close')
    await Promise.all([a.end(), b.end()])
    cpSync(making, `${kept}.part`, { recursive: true })
    renameSync(`${kept}.part`, kept)
  }
  const copy = join(folder, `paper-${count}`)
  cpSync(kept, copy, { recursive: true })
  const [a, b] = [startDevice(), startDevice()]
  await a.call('open', join(copy, 'a'))
  await b.call('open', join(copy, 'b'))
  return { a, b, document: await a.call('document') }
}

/** Bytes both ways until both have the same. */
const bytesBetween = async ({ a, b }: Written) => {
  const relay = await openRelay(await a.call('listen'))
  await b.call('dial', relay.address)
  await Promise.all([a.call('level'), b.call('level')])
  const count = relay.count()
  for (const device of [a, b]) await device.call('hangUp')
  relay.close()
  return count
}

const sizes = async (folder: string, count: number): Promise<void> => {
  const trace = readPaper()
  const [early, late] = [trace.slice(0, -lately), trace.slice(-lately)]
  const pair = await written(folder, early, count)
  const { a, b, document } = pair
  console.log(
    `${trace.length} keys in ${count} session(s), ${await a.call<number>('messages')} messages`,
  )

  const [have, kept, lacks] = [new Y.Doc(), new Y.Doc({ gc: false }), new Y.Doc()]
  for (const doc of [have, kept]) {
    const text = doc.getText('text')
    for (const part of sessions(early, count)) for (const key of part) press(text, key)
  }
  const first = await bytesBetween(pair)
  tell('first sync', first.frames, protocolBytes(have, lacks), 0.35)
  const peerKept = protocolBytes(kept, new Y.Doc({ gc: false }))
  console.log(
    `  with its history kept y-protocols sends ${peerKept} B; ours on the socket: ${first.socket} B`,
  )
  await a.call('show', document)
  await a.call('type', late)
  for (const key of late) press(have.getText('text'), key)
  const caughtUp = await bytesBetween(pair)
  tell('catch-up of 1,000 edits', caughtUp.frames, protocolBytes(have, lacks), 0.15)
  const nothing = await bytesBetween(pair)
  tellBytes('nothing new, both ways', nothing.frames, 200)
  console.log(`  on the socket, with the handshake: ${nothing.socket} B`)
  await a.call(
    'type',
    sentence.split('').map((letter, at): Key => [at, 0, letter]),
  )
  tellBytes('a sentence, both ways', (await bytesBetween(pair)).frames, 2_000)
  for (const device of [a, b]) {
    await device.call('close')
    await device.end()
  }
}

type Live = { key(): Promise<number[]>; end(): Promise<void> }

/** Milliseconds from the key in one device's window until it is in each of the others'. */
const liveOf = (writer: Device, others: readonly Device[], call: string): Live => ({
  async key() {
    const all = others.map(other => {
      const came = Promise.withResolvers<bigint>()
      other.onCame(came.resolve)
      return came.promise
    })
    const begin = await writer.call<bigint>(call)
    return (await Promise.all(all)).map(at => Number(at - begin) / 1e6)
  },
  async end() {
    for (const device of [writer, ...others]) await device.end()
  },
})

const product = async (folder: string): Promise<Live> => {
  const folders = Array.from({ length: peers + 1 }, (_, index) => join(folder, `live-${index}`))
  const [a, ...others] = await startMembers(folders)
  if (!a) throw new Error('nobody founded')
  const document = await a.call('create')
  const address = await a.call('listen')
  for (const other of others) await other.call('dial', address)
  await a.call('level')
  for (const device of [a, ...others]) await device.call('show', document)
  return liveOf(a, others, 'key')
}

/** `keeps`: each of its members keeps every update on the disk, as ours do. */
const protocols = async (folder: string, keeps: boolean): Promise<Live> => {
  const { port, close } = await openStar()
  const [writer, ...others] = Array.from({ length: peers + 1 }, () => startDevice())
  if (!writer) throw new Error('no writer')
  for (const [index, client] of [writer, ...others].entries())
    await client.call('starJoin', { port, file: keeps ? join(folder, `star-${index}.db`) : null })
  const live = liveOf(writer, others, 'starKey')
  return {
    ...live,
    async end() {
      await live.end()
      close()
    },
  }
}

/** Each key after a pause, so that it goes out at once. */
const type = async (to: Live): Promise<number[]> => {
  const samples: number[] = []
  for (let count = 0; count < keys; count++) {
    samples.push(...(await to.key()))
    await pause(300)
  }
  return samples
}

const live = async (folder: string): Promise<void> => {
  const [ours, theirs, kept] = [
    await product(folder),
    await protocols(folder, false),
    await protocols(folder, true),
  ]
  const rounds: Rounds = { product: [], peer: [] }
  const keeping: number[][] = []
  await type(ours)
  for (let round = 0; round < roundCount; round++) {
    rounds.peer.push(await type(theirs))
    rounds.product.push(await type(ours))
    keeping.push(await type(kept))
  }
  for (const each of [ours, theirs, kept]) await each.end()
  const { product: own } = rounds
  report('live key to 8 peers, against a star that keeps it', { product: own, peer: keeping }, [
    { at: 0.5, most: 3 },
  ])
  // This star has everything in memory alone, at its server too.
  report('against a star that keeps nothing', rounds, [{ at: 0.5, most: 5 }])
  console.log(`  p95 ${quantile(rounds.product.flat(), 0.95).toFixed(2)} ms`)
}

export const sync = async (): Promise<void> => {
  const only = process.env['BARAZA_BENCH_SYNC']
  const folder = mkdtempSync(join(tmpdir(), 'baraza-bench-'))
  try {
    console.log(
      `load ${loadavg()
        .map(value => value.toFixed(1))
        .join(' ')}`,
    )
    if (only !== 'live') for (const count of [1, 20]) await sizes(folder, count)
    if (only !== 'sizes') await live(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
