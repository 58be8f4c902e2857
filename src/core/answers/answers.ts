// What an answer may use. Each file beside this one answers the calls of one noun.
import type { Handlers } from '#shared/rpc'
import type { Allow } from '#shared/consent'
import type { CoreContract } from '#shared/contract'
import type { StretchCost } from '#core/keys'
import type { Files } from '../files.ts'
import type { Session } from '../session.ts'

export type Answers = Handlers<CoreContract>

export type Workings = {
  directory: string
  now: () => number
  /** What one guess at the passphrase costs; calibrated to this machine unless given. */
  cost: StretchCost | undefined
  files: Files
  /** A made-up group is never networked. */
  example: boolean
  /** Asks the person before an act that the window alone must not cause. */
  allow: Allow
  /** Hears of errors that nobody waits for. */
  onDefect(error: unknown): void
  /** The opened profile; throws `Failure('locked')` before it is opened. */
  session(): Session
}
