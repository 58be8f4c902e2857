// A command: its words, its options, and a function over an opened core.
import { readFile } from 'node:fs/promises'
import type { Core, Environment } from '#core'
import { Failure } from '#shared/failure'
import type { FileGrant } from '#shared/ids'

export type Values = Record<string, string | boolean | undefined>

/** The surroundings of a command: a process, or another caller. */
export type Surroundings = {
  env: Readonly<Record<string, string | undefined>>
  /** One line for the reader of the outcome, and one for a person. */
  out(line: string): void
  error(line: string): void
  /** Stderr is a terminal, so that a person sees what is said there meanwhile. */
  isWatched: boolean
  /** Ends when the person or the system asks for the end. */
  ended: Promise<void>
}

export type Context = Pick<Surroundings, 'env' | 'ended'> & {
  core: Core
  values: Values
  rest: string[]
  /** A line for a person, on stderr, so that stdout stays one JSON value. */
  progress(line: string): void
  /** Says there how far a task of core is, at each tenth and only where a person sees it. Returns its undo. */
  watch(task: string): () => void
  /** The same for work that the command itself counts. */
  step(done: number, total: number): void
  /** A path as a grant that core can read and write. */
  file(path: string): FileGrant
}

export type Command = {
  name: string
  /** One line of `--help`. */
  summary: string
  /** The options and arguments behind the name, in the form that `usage.ts` reads. */
  usage?: string
  /** `none`: runs without a profile; `new`: makes one; `locked`: opens it by itself or not at all. */
  profile?: 'none' | 'new' | 'locked'
  /** Where it listens on the network, from its options. */
  network?: (values: Values) => NonNullable<Environment['lan']>
  /** Its result is printed: with `--json` as it is, otherwise one `name: value` a line. */
  run(context: Context): Promise<unknown>
}

/** Makes commands on one thing: `find` finds it by the options `by`, and the answer of `act` is printed. */
export const commandsOn =
  <T>(by: string, find: (context: Context) => Promise<T>) =>
  (
    name: string,
    summary: string,
    act: (context: Context, found: T) => unknown,
    more = '',
  ): Command => ({
    name,
    summary,
    usage: `${by} ${more}`.trim(),
    run: async context => act(context, await find(context)),
  })

/** A result that is printed like any other, with exit code 1. */
export class Denied {
  readonly result: unknown

  constructor(result: unknown) {
    this.result = result
  }
}

/** Wrong words on the command line: exit 2. */
export class WrongUsage extends Error {
  override name = 'WrongUsage'
}

export const text = (context: Context, name: string): string => {
  const value = context.values[name]
  if (typeof value !== 'string') throw new WrongUsage(`--${name} is missing`)
  return value
}

export const optional = (context: Context, name: string): string | undefined => {
  const value = context.values[name]
  return typeof value === 'string' ? value : undefined
}

/** A passphrase or a code from a file; never from the command line itself. */
export const secretOf = async (path: string): Promise<string> => {
  const secret = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Failure('file-not-found', { cause })
  })
  return secret.replace(/\r?\n$/, '')
}

/** A code is no argument: others on the machine see those. */
export const codeIn = async (path: string | undefined): Promise<string | undefined> =>
  path === undefined ? undefined : (await secretOf(path)).trim()

export const passphraseOf = async ({
  values,
  env,
}: Pick<Context, 'values' | 'env'>): Promise<string> => {
  const path = values['passphrase-file'] ?? env['BARAZA_PASSPHRASE_FILE']
  if (typeof path !== 'string') throw new WrongUsage('--passphrase-file is missing')
  return secretOf(path)
}
