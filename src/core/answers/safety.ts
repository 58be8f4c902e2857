// Answers about what keeps a profile safe: its passphrase, recovery, backups, and its end.
import { changePassphrase } from '#core/archive'
import { normalizePassphrase, readRecoverySecret } from '#core/keys'
import { Failure } from '#shared/failure'
import type { FileGrant } from '#shared/ids'
import type { Recovery } from '../recovery.ts'
import type { Answers, Workings } from './answers.ts'

type Doors = {
  /** Opens the profile by a recovery secret, under a new passphrase. */
  recover(secret: Uint8Array, passphrase: string): Promise<void>
  /** Erases the profile, open or not. */
  erase(): void
  /** That of the opened profile; throws `Failure('locked')` before it is opened. */
  recovery(): Recovery
}

const mustSaySomething = (passphrase: string): void => {
  if (normalizePassphrase(passphrase) === '') throw new Failure('invalid-input')
}

export const safetyAnswers = (
  { directory, session, cost, files }: Workings,
  doors: Doors,
): Pick<
  Answers,
  | 'profile.changePassphrase'
  | 'profile.recover'
  | 'profile.erase'
  | 'recovery.status'
  | 'recovery.create'
  | 'recovery.confirm'
  | 'recovery.shares'
  | 'recovery.remove'
> => {
  const textOf = async (file: FileGrant): Promise<string> =>
    new TextDecoder().decode(await files.read(file))

  return {
    'profile.changePassphrase'({ old, new: next }) {
      // While it is open here, no other process changes it.
      session()
      mustSaySomething(next)
      changePassphrase(directory, old, next, cost)
    },
    async 'profile.recover'({ texts, files: grants = [], passphrase }) {
      mustSaySomething(passphrase)
      const fromFiles = await Promise.all(grants.map(textOf))
      await doors.recover(await readRecoverySecret([...texts, ...fromFiles]), passphrase)
    },
    'profile.erase'({ confirm }) {
      if (confirm !== 'erase') throw new Failure('invalid-input')
      doors.erase()
    },
    'recovery.status': () => doors.recovery().status(),
    'recovery.create': ({ passphrase }) => ({ code: doors.recovery().create(passphrase) }),
    'recovery.confirm': ({ code }) => doors.recovery().confirm(code),
    'recovery.shares': ({ passphrase, ...wanted }) => doors.recovery().share(passphrase, wanted),
    'recovery.remove': ({ kind }) => doors.recovery().remove(kind),
  }
}
