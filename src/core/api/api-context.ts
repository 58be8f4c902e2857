// The dependencies of all answers. Each file beside this one answers the calls of one noun.
import type { Handlers } from '#shared/rpc'
import type { Allow } from '#shared/consent'
import type { CoreContract } from '#shared/contract'
import type { StretchCost } from '#core/keys'
import type { Files } from '#core/grants'
import type { PrintPage } from '#core/paper'
import type { ProfileLifecycle } from '#core/profile'
import type { DrawPictures } from '#core/drafting/imports'

export type Answers = Handlers<CoreContract>

/** The answers to all calls about a noun. */
export type AnswersOn<Noun extends string> = Pick<
  Answers,
  Extract<keyof Answers, `${Noun}.${string}`>
>

export type ApiContext = {
  directory: string
  now: () => number
  /** Cost of one guess at the passphrase; by default calibrated to this machine. */
  cost: StretchCost | undefined
  files: Files
  /** True where a lock was before: the window returns to its place. */
  afterLock: boolean
  /** True for the example group, which never uses the network. */
  example: boolean
  /** Asks the person before an act that the window alone may not cause. */
  allow: Allow
  /** Prints a page to a PDF; null where no window is there to print it. */
  print: PrintPage | null
  /** Draws pictures of imported files again; null where no window is there to draw them. */
  draw: DrawPictures | null
  /** Receives errors that no caller waits for. */
  onDefect(error: unknown): void
  /** The open profile. Failure `locked` before it is open. */
  profile: ProfileLifecycle['profile']
}
