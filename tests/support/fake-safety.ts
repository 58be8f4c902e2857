// What the fake core answers about the safety of its made-up profile.
import type { CoreContract } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { Handlers } from '#shared/rpc'

type SafetyCalls = 'profile.changePassphrase'

export type FakeSafetyOptions = {
  passphrase(): string
  setPassphrase(next: string): void
}

export const fakeSafety = ({
  passphrase,
  setPassphrase,
}: FakeSafetyOptions): Pick<Handlers<CoreContract>, SafetyCalls> => ({
  'profile.changePassphrase': input => {
    if (input.old.trim() !== passphrase()) throw new Failure('wrong-passphrase')
    setPassphrase(input.new)
  },
})
