// The fake core's answers about the safety of its example profile.
import type { CoreContract, RecoveryStatus } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { Handlers } from '#shared/rpc'

type SafetyCalls =
  | 'profile.changePassphrase'
  | 'profile.recover'
  | 'profile.erase'
  | Extract<keyof CoreContract['calls'], `recovery.${string}` | `backup.${string}`>

type Options = { now: number; passphrase(): string }

/** The code that the fake core makes and accepts. */
export const exampleCode = 'K7QP-2MZX-9RDC-VH4T-BW3N-6YJE-5ALG'

/** Tests of the passphrase, of recovery and of backups have a real core. */
const unasked = (): never => {
  throw new Error('The made-up core keeps nothing safe')
}

export const fakeSafety = ({
  now,
  passphrase,
}: Options): Pick<Handlers<CoreContract>, SafetyCalls> => {
  let status: RecoveryStatus = { code: null, waiting: false, shares: null }
  const mustKnow = (given: string): void => {
    if (given.trim() !== passphrase()) throw new Failure('wrong-passphrase')
  }
  const mustBeCode = (code: string | undefined): void => {
    if (code?.trim().toUpperCase() !== exampleCode) throw new Failure('recovery-mistyped')
  }
  return {
    'profile.changePassphrase': unasked,
    'profile.recover': unasked,
    'profile.erase': unasked,
    'backup.write': unasked,
    'backup.newest': unasked,
    'backup.restore': unasked,
    'recovery.status': () => status,
    'recovery.create': input => {
      mustKnow(input.passphrase)
      status = { ...status, waiting: true }
      return { code: exampleCode }
    },
    'recovery.confirm': ({ code }) => {
      mustBeCode(code)
      status = { ...status, waiting: false, code: { since: now } }
    },
    'recovery.shares': unasked,
    'recovery.remove': unasked,
  }
}
