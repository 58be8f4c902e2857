// A host of `npm run bench -- mailbox` that writes: into the store in the database at an address, or in a folder. For
// each word that it is sent it says what it measured, in milliseconds and bytes.
import process from 'node:process'
import { openPostgresStore, sqliteStore } from '#mailbox'
import { random } from '#core/keys'
import { quantile } from './measure.ts'

export type Written = { count: number; p50: number; p99: number; longest: number; grown: number }
export type Expired = Written & { dropped: number; took: number }
/** `expire`: the parts from before this time. */
export type Asked = { append: { writers: number; seconds: number } } | { expire: number } | 'end'

const boxes = 500
const partBytes = 1_024
const quotas = { mailbox: 2 ** 40, total: 2 ** 45 }

const [place = '', now = ''] = process.argv.slice(2)
const store = place.startsWith('postgres:') ? await openPostgresStore(place) : sqliteStore(place)

/** Appends by so many writers while `isOpen`; how long each took. */
const append = async (many: number, isOpen: () => boolean): Promise<number[]> => {
  const addresses = Array.from({ length: boxes }, () => random(32))
  const part = random(partBytes)
  const samples: number[] = []
  let next = 0
  const write = async (): Promise<void> => {
    while (isOpen()) {
      const mailbox = addresses[next++ % boxes] ?? part
      const begun = performance.now()
      const outcome = await store.append(mailbox, part, { at: Number(now), quotas })
      if (typeof outcome === 'string') throw new Error(`a bench met ${outcome}`)
      samples.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: many }, write))
  return samples
}

const during = (seconds: number): (() => boolean) => {
  const end = performance.now() + seconds * 1_000
  return () => performance.now() < end
}

const written = async (work: () => Promise<number[]>): Promise<Written> => {
  const before = process.memoryUsage.rss()
  const samples = await work()
  const grown = process.memoryUsage.rss() - before - samples.length * 8
  return {
    count: samples.length,
    p50: quantile(samples, 0.5),
    p99: quantile(samples, 0.99),
    longest: quantile(samples, 1),
    grown,
  }
}

const expire = async (before: number): Promise<Expired> => {
  await append(8, during(2))
  let dropped: number | null = null
  const begun = performance.now()
  const dropping = store.dropExpired(before).then(count => (dropped = count))
  const figures = await written(() => append(8, () => dropped === null))
  return { ...figures, dropped: await dropping, took: performance.now() - begun }
}

process.on('message', (asked: Asked) => {
  if (asked === 'end') void store.close().then(() => process.exit(0))
  else if ('expire' in asked) void expire(asked.expire).then(figures => process.send?.(figures))
  else {
    const { writers, seconds } = asked.append
    void append(writers, during(2))
      .then(() => written(() => append(writers, during(seconds))))
      .then(figures => process.send?.(figures))
  }
})
process.on('disconnect', () => process.exit(1))
process.send?.('ready')
