// The command line as people at terminals use it, each on an own profile, with the passphrase in a
// file. A `person` has a process for each command; a `resident` runs the same commands in this one,
// because starting a process is most of a command's cost.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openCore, typedByPerson } from '#core'
import { cheapCost } from '#tests/archive'
import { runCommand } from '../../src/cli/run.ts'

export type Said = { code: number | null; out: string; error: string }

const root = resolve(import.meta.dirname, '../..')
/** The installed program, where `npm test` has just built it; the sources otherwise. */
const entry = join(root, process.env['BARAZA_BUILT'] ? 'out/cli/index.js' : 'src/cli/index.ts')
/** The environment of every process (vitest.config.ts names the place of the code cache). */
const basis = { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }

/** Runs one command and waits for its end. */
export const baraza = (words: string[], env: NodeJS.ProcessEnv = {}): Promise<Said> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [entry, ...words], {
      env: { ...basis, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let error = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
    child.once('error', failed)
    child.once('close', code => done({ code, out, error }))
  })

/** The same command in this process. */
export const here = async (
  words: string[],
  env: NodeJS.ProcessEnv,
  isWatched = false,
): Promise<Said> => {
  let out = ''
  let error = ''
  const code = await runCommand(words, {
    env,
    ended: new Promise(() => {}),
    isWatched,
    out: line => (out += `${line}\n`),
    error: line => (error += `${line}\n`),
  })
  return { code, out, error }
}

export type Running = {
  /** The lines on stderr that are no JSON. */
  said(): string[]
  /** The first line on stderr that `find` accepts, as JSON. */
  event(find: (event: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>
  signal(name: NodeJS.Signals): void
  /** Asks it to end, and waits for that. */
  end(): Promise<number | null>
  /** Ends it with SIGKILL, and waits for that. */
  kill(): Promise<void>
}

/** Starts a command that runs until it is asked to end, in the network namespace of this name if one is given. */
export const start = (words: string[], env: NodeJS.ProcessEnv, network?: string): Running => {
  const inside = ['netns', 'exec', network ?? '', process.execPath]
  const [program, before] = network === undefined ? [process.execPath, []] : ['ip', inside]
  const child = spawn(program, [...before, entry, ...words], {
    env: { ...basis, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lines: Record<string, unknown>[] = []
  const said: string[] = []
  const waiting = new Set<() => void>()
  let rest = ''
  child.stderr.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      if (part.startsWith('{')) lines.push(JSON.parse(part) as Record<string, unknown>)
      else said.push(part)
    }
    for (const look of waiting) look()
  })
  const ended = new Promise<number | null>(done => child.once('close', done))
  return {
    said: () => said,
    event: find =>
      new Promise(done => {
        const look = () => {
          const found = lines.find(find)
          if (found === undefined) return
          waiting.delete(look)
          done(found)
        }
        waiting.add(look)
        look()
      }),
    signal: name => void child.kill(name),
    end: () => {
      child.kill('SIGTERM')
      return ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

export type Person = {
  profile: string
  env: NodeJS.ProcessEnv
  /** Runs a command that must succeed and returns its JSON. */
  says<T = Record<string, unknown>>(...words: string[]): Promise<T>
  /** Runs a command whose answer is no, with exit code 1, and returns its JSON. */
  denied(...words: string[]): Promise<unknown>
  /** Runs a command that must be refused and returns its failure code. */
  refused(...words: string[]): Promise<string>
  /** The lines that a resident sees on stderr while a command runs in a terminal. */
  sees(...words: string[]): Promise<string[]>
}

const passphraseOf = (name: string): string => `five words only ${name} knows`

/** A person with a profile directory under `home` and a passphrase. */
export const person = (home: string, name: string, run: typeof here = baraza): Person => {
  const folder = join(home, name)
  mkdirSync(folder, { recursive: true })
  return withProfile(
    { profile: join(folder, 'profile'), passphrase: passphraseOf(name), folder },
    run,
  )
}

/** A person with the profile in this directory. The file of the passphrase comes into `folder`. */
export const withProfile = (
  { profile, passphrase, folder }: { profile: string; passphrase: string; folder: string },
  run: typeof here = here,
): Person => {
  const file = join(folder, 'passphrase')
  writeFileSync(file, `${passphrase}\n`)
  const env = { BARAZA_PROFILE: profile, BARAZA_PASSPHRASE_FILE: file }
  return {
    profile,
    env,
    async says<T>(...words: string[]) {
      const said = await run([...words, '--json'], env)
      if (said.code !== 0) throw new Error(`${words.join(' ')}: ${said.error}`)
      return JSON.parse(said.out) as T
    },
    async sees(...words) {
      const { error } = await here(words, env, true)
      return error.split('\n').filter(line => line !== '')
    },
    async denied(...words) {
      const { code, out, error } = await run([...words, '--json'], env)
      if (code !== 1 || error !== '') throw new Error(`not denied (${code}): ${out}${error}`)
      return JSON.parse(out) as unknown
    },
    async refused(...words) {
      const { code, out, error } = await run(words, env)
      if (code !== 1 || out !== '') throw new Error(`not refused (${code}): ${out}${error}`)
      return error.split(':')[0] ?? ''
    },
  }
}

/**
 * A person who runs commands in this process, with an existing profile. It opens quickly:
 * stretching the passphrase like `profile new` would be most of a command's cost.
 */
export const resident = async (home: string, name: string): Promise<Person> => {
  const who = person(home, name, here)
  const core = openCore({
    allow: typedByPerson,
    directory: who.profile,
    now: Date.now,
    offline: true,
    cost: cheapCost,
  })
  await core.answers['profile.create']({ passphrase: passphraseOf(name) })
  await core.close()
  return who
}

/** Two residents of one new group, of which the first is the chair, and all that one writes for the other by file. */
export type ResidentPair = {
  amina: Person
  bola: Person
  bring(from: Person, to: Person): Promise<void>
}

export const residentPair = async (home: string): Promise<ResidentPair> => {
  const at = (name: string): string => join(home, name)
  const amina = await resident(home, 'amina')
  const bola = await resident(home, 'bola')
  await amina.says('group', 'new', '--name', 'Advisory Group', '--handle', 'A.D.')
  await amina.says('invite', '--out', at('i'))
  await bola.says('join', '--invitation', at('i'), '--handle', 'B.O.', '--out', at('r'))
  await amina.says('admit', '--reply', at('r'), '--words-checked')
  return {
    amina,
    bola,
    async bring(from, to) {
      await from.says('file', 'write', '--out', at('given'))
      await to.says('file', 'read', at('given'))
    },
  }
}
