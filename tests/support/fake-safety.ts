// The fake core's answers about the safety of its example profile.
import type { CoreContract, RecoveryStatus } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { Handlers } from '#shared/rpc'

type SafetyCalls =
  | 'profile.changePassphrase'
  | 'profile.recover'
  | 'profile.erase'
  | Extract<keyof CoreContract['calls'], `recovery.${string}` | `backup.${string}`>

export type FakeSafetyOptions = {
  now: number
  passphrase(): string
  setPassphrase(next: string): void
  unlocked(): void
  erased(): void
}

/** The code that the fake core makes and accepts. */
export const exampleCode = 'K7QP-2MZX-9RDC-VH4T-BW3N-6YJE-5ALG'

const exampleShare = (number: number): string =>
  Array.from({ length: 12 }, (_, at) => `${'ABCDEFGHJKLM'[at]}${number + 1}XY`).join('-')

export const fakeSafety = ({
  now,
  passphrase,
  setPassphrase,
  unlocked,
  erased,
}: FakeSafetyOptions): Pick<Handlers<CoreContract>, SafetyCalls> => {
  let status: RecoveryStatus = { code: null, waiting: false, shares: null }
  const mustKnow = (given: string): void => {
    if (given.trim() !== passphrase()) throw new Failure('wrong-passphrase')
  }
  const mustBeCode = (code: string | undefined): void => {
    if (code?.trim().toUpperCase() !== exampleCode) throw new Failure('recovery-mistyped')
  }
  return {
    'profile.changePassphrase': input => {
      mustKnow(input.old)
      setPassphrase(input.new)
    },
    'profile.recover': ({ texts, files = [], passphrase: next }) => {
      if (texts.length + files.length < 2) mustBeCode(texts[0])
      setPassphrase(next)
      unlocked()
    },
    'profile.erase': () => erased(),
    'backup.write': () => ({ at: now, bytes: 41_943_040 }),
    'backup.newest': input => {
      mustKnow(input.passphrase)
      return { at: now - 86_400_000, bytes: 41_943_040 }
    },
    'backup.restore': ({ passphrase: given, texts = [], files = [] }) => {
      if (texts.length + files.length === 0) mustKnow(given)
      setPassphrase(given)
      unlocked()
      return { at: now - 86_400_000, bytes: 41_943_040 }
    },
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
    'recovery.shares': ({ passphrase: given, needed, of, files = [] }) => {
      mustKnow(given)
      const set = '3f09b1c2d4'
      status = { ...status, shares: { set, since: now, needed, of } }
      const texts = Array.from({ length: of }, (_, at) => exampleShare(at))
      return { set, texts: files.length > 0 ? [] : texts }
    },
    'recovery.remove': ({ kind }) => {
      status = { ...status, [kind]: null, ...(kind === 'code' && { waiting: false }) }
    },
  }
}
