// The fake core's answers about the safety of its example profile: nothing is made yet. Tests of the passphrase, of
// recovery and of backups have a real core.
import type { CoreContract } from '#shared/contract'
import type { Handlers } from '#shared/rpc'

type SafetyCalls =
  | 'profile.changePassphrase'
  | 'profile.recover'
  | 'profile.erase'
  | Extract<keyof CoreContract['calls'], `recovery.${string}` | `backup.${string}`>

const unasked = (): never => {
  throw new Error('The made-up core keeps nothing safe')
}

export const fakeSafety: Pick<Handlers<CoreContract>, SafetyCalls> = {
  'profile.changePassphrase': unasked,
  'profile.recover': unasked,
  'profile.erase': unasked,
  'backup.write': unasked,
  'backup.newest': unasked,
  'backup.restore': unasked,
  'recovery.status': () => ({ code: null, waiting: false, shares: null }),
  'recovery.create': unasked,
  'recovery.confirm': unasked,
  'recovery.shares': unasked,
  'recovery.remove': unasked,
}
