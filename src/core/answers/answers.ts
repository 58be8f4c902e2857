// What an answer may use. Each file beside this one answers the calls of one noun.
import type { Handlers } from '#shared/rpc'
import type { CoreContract } from '#shared/contract'
import type { Files } from '../files.ts'
import type { Session } from '../session.ts'

export type Answers = Handlers<CoreContract>

export type Workings = {
  directory: string
  now: () => number
  files: Files
  /** A made-up group is never networked. */
  example: boolean
  /** The opened profile; throws `Failure('locked')` before it is opened. */
  session(): Session
}
