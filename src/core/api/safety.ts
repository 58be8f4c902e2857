// Answers about what keeps a profile safe: its passphrase, recovery, backups, and its end.
import type { FileHandle } from 'node:fs/promises'
import { changePassphrase, newestBackup } from '#core/archive'
import { normalizePassphrase, readRecoverySecret } from '#core/keys'
import { Failure } from '#shared/failure'
import type { FileGrant } from '#shared/ids'
import type { ProfileLifecycle } from '#core/profile'
import type { Answers, AnswersOn, ApiContext } from './api-context.ts'
import type { Tasks } from './tasks.ts'

/** Most bytes of a file with a code or pieces. A longer file is neither. */
const longestSecret = 1 << 14

const mustSaySomething = (passphrase: string): void => {
  if (normalizePassphrase(passphrase) === '') throw new Failure('invalid-input')
}

export const safetyAnswers = (
  { allow, directory, now, profile, cost, files, onDefect }: ApiContext,
  lifecycle: ProfileLifecycle,
  tasks: Tasks,
): AnswersOn<'backup' | 'recovery'> &
  Pick<Answers, `profile.${'changePassphrase' | 'recover' | 'erase'}`> => {
  const textOf = async (file: FileGrant): Promise<string> =>
    new TextDecoder().decode((await files.read(file)).subarray(0, longestSecret))
  const secretOf = async (texts: readonly string[], grants: readonly FileGrant[]) =>
    readRecoverySecret([...texts, ...(await Promise.all(grants.map(textOf)))])
  /** A backup lies in a file. Where this fails, only the reminder stays. */
  const putReminderAway = async (): Promise<void> => {
    try {
      const { archive, applySettings } = profile()
      await applySettings({ ...archive.settings.get(), isRecoveryPutAway: true })
    } catch (error) {
      if (!(error instanceof Failure)) onDefect(error)
    }
  }

  return {
    'profile.changePassphrase'({ old, new: next }) {
      // While the profile is open here, no other process changes it.
      const { archive } = profile()
      mustSaySomething(next)
      const wanted = { old, next, now: now(), cost }
      archive.changeKeys(() => changePassphrase(directory, wanted))
    },
    async 'profile.recover'({ texts, files: grants = [], passphrase }) {
      mustSaySomething(passphrase)
      await lifecycle.recover(await secretOf(texts, grants), passphrase)
    },
    async 'profile.erase'({ confirm }) {
      if (confirm !== 'erase') throw new Failure('invalid-input')
      await allow({ act: 'erase' })
      lifecycle.erase()
    },
    async 'backup.write'({ file }) {
      const written = await files.writeThrough(file, handle => lifecycle.writeBackup(handle))
      await putReminderAway()
      return written
    },
    'backup.newest': ({ passphrase }) =>
      newestBackup(
        directory,
        { passphrase, secret: null, cost },
        now(),
        tasks.steering('backup.restore'),
      ),
    async 'backup.restore'({ file, passphrase, texts = [], files: grants = [] }) {
      mustSaySomething(passphrase)
      const isRecovery = texts.length + grants.length > 0
      const secret = isRecovery ? await secretOf(texts, grants) : null
      const watching = tasks.steering('backup.restore')
      const restore = (from: FileHandle | null) =>
        lifecycle.restore(from, { passphrase, secret }, watching)
      if (file === null) return restore(null)
      const restored = await files.readThrough(file, restore)
      await putReminderAway()
      return restored
    },
    'recovery.status': () => lifecycle.recovery().status(),
    'recovery.create': ({ passphrase }) => ({ code: lifecycle.recovery().create(passphrase) }),
    'recovery.confirm': ({ code }) => lifecycle.recovery().confirm(code),
    'recovery.shares': ({ passphrase, ...wanted }) =>
      lifecycle.recovery().share(passphrase, wanted),
    async 'recovery.remove'({ kind }) {
      await allow({ act: kind === 'code' ? 'remove-code' : 'remove-pieces' })
      lifecycle.recovery().remove(kind)
    },
  }
}
