// The engine: it makes inputs out of seeds, keeps those that reach new places of the program, and names
// the first that breaks a rule of the target, takes too long or takes too much memory.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { getHeapStatistics } from 'node:v8'
import { digest, toHex } from '#core/keys'
import { diceFrom } from '#tests/documents'
import type { Coverage } from './coverage.ts'
import { mutate } from './mutate.ts'
import { openWatchdog, type Watchdog } from './watchdog.ts'

type Bytes = Uint8Array

export type Target = {
  name: string
  /** Bytes of its longest input. */
  most: number
  seeds(): Bytes[] | Promise<Bytes[]>
  /** Throws where a rule is broken. A refusal is no throw. */
  run(input: Bytes): void | Promise<void>
}

export type Run = {
  coverage: Coverage
  seed: number
  /** Called again and again, with the number of inputs so far. */
  goesOn: (inputs: number) => boolean
  folder: string
}

export type Outcome = { inputs: number; reached: number; kept: Bytes[]; broken: string | null }

/** Milliseconds for an input, and bytes that may be made of it. */
const timeFor = (length: number): number => 50 + length / 100
const memoryFor = (length: number): number => (16 << 20) + 1_024 * length

/** Inputs between two readings of the coverage, which take as long as some hundred inputs. */
const batch = 256
const newest = 16

const inUse = (): number => {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics()
  return heap + external
}

/** Milliseconds of processor time of this thread, whatever else the machine does. */
const worked = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

type Cost = { time: number; memory: number }

const costOf = async (target: Target, input: Bytes, watchdog: Watchdog): Promise<Cost> => {
  const [before, start] = [inUse(), worked()]
  watchdog.starts(input)
  const running = target.run(input)
  if (running) await running
  watchdog.ends()
  return { time: worked() - start, memory: inUse() - before }
}

/**
 * The fault of `input`; null when there is none. It has three tries, because other work runs in the
 * process.
 */
const wrongWith = async (
  target: Target,
  input: Bytes,
  watchdog: Watchdog,
): Promise<string | null> => {
  const least = { time: Infinity, memory: Infinity }
  for (let tries = 0; tries < 3; tries++) {
    try {
      const { time, memory } = await costOf(target, input, watchdog)
      least.time = Math.min(least.time, time)
      least.memory = Math.min(least.memory, memory)
    } catch (error) {
      return error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
    const isInTime = least.time <= timeFor(input.length)
    if (isInTime && least.memory <= memoryFor(input.length)) return null
    if (tries === 2 && isInTime) return `too much memory: ${least.memory >> 10} KiB`
  }
  return `too much time: ${Math.round(least.time)} ms`
}

const note = (folder: string, input: Bytes): string => {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, toHex(digest('fuzz', input)).slice(0, 16))
  writeFileSync(file, input)
  return file
}

/** Runs `target` while `goesOn` returns true; the first faulty input ends it and is in `folder`. */
export const fuzz = async (
  target: Target,
  kept: readonly Bytes[],
  { coverage, seed, goesOn, folder }: Run,
): Promise<Outcome> => {
  const dice = diceFrom(seed)
  const watchdog = openWatchdog(folder, target.most)
  const seeds = [...(await target.seeds()), ...kept].map(each => each.slice(0, target.most))
  const corpus: Bytes[] = [...seeds]
  let [inputs, broken]: [number, string | null] = [0, null]

  const run = async (some: readonly Bytes[]): Promise<void> => {
    for (const input of some) {
      if (broken !== null) return
      inputs++
      const wrong = await wrongWith(target, input, watchdog)
      if (wrong !== null) broken = `${note(folder, input)} (${input.length} bytes): ${wrong}`
    }
  }

  /** Keeps inputs that reach something new; of a batch that does, the halves are examined. */
  const look = async (some: readonly Bytes[]): Promise<void> => {
    if (!goesOn(inputs)) return
    await run(some)
    const fresh = some.length === 1 ? coverage.learn() : coverage.fresh()
    if (broken !== null || fresh === 0) return
    if (some.length === 1) return void corpus.push(...some)
    const half = some.length >> 1
    await look(some.slice(0, half))
    await look(some.slice(half))
  }

  /** The newest more often than the others. */
  const pick = (): Bytes => (dice.chance(0.3) ? dice.one(corpus.slice(-newest)) : dice.one(corpus))

  coverage.clear()
  await run(seeds)
  coverage.learn()
  while (broken === null && goesOn(inputs))
    await look(Array.from({ length: batch }, () => mutate(pick(), pick(), dice, target.most)))
  await watchdog.stop()
  return { inputs, reached: coverage.known(), kept: corpus.slice(seeds.length), broken }
}
