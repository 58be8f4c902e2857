// The ways into a profile and out of it. At most one session is open in a core.
import {
  createProfile,
  dropKeySlots,
  eraseRest,
  openProfile,
  recoverProfile,
  type Archive,
} from '#core/archive'
import type { StretchCost } from '#core/keys'
import type { LanOptions } from '#core/sync'
import { Failure } from '#shared/failure'
import type { Files } from './files.ts'
import { openRecovery, type Recovery } from './recovery.ts'
import { openSession, type Session } from './session.ts'
import type { Told } from './told.ts'

export type Doors = {
  opened(): boolean
  /** Throws `Failure('locked')` while none is open. */
  session(): Session
  /** As `session`. */
  recovery(): Recovery
  create(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
  /** Opens by a recovery secret, under a new passphrase. */
  recover(secret: Uint8Array, passphrase: string): Promise<void>
  /** Erases the profile, open or not, whoever asks. */
  erase(): void
  close(): Promise<void>
}

export type Doorway = {
  directory: string
  now: () => number
  cost: StretchCost | undefined
  offline: boolean
  lan: LanOptions
  files: Files
  tell: Told
  onDefect: (error: unknown) => void
}

export const openDoors = ({
  directory,
  now,
  cost,
  offline,
  lan,
  files,
  tell,
  onDefect,
}: Doorway): Doors => {
  let opened: { session: Session; recovery: Recovery } | undefined
  const environment = { now, ...(cost !== undefined && { cost }) }

  const mustBeOpen = () => {
    if (opened === undefined) throw new Failure('locked')
    return opened
  }
  const mustBeClosed = (): void => {
    if (opened !== undefined) throw new Failure('profile-in-use')
  }
  const open = async (archive: Archive): Promise<void> => {
    try {
      const session = await openSession({ archive, now, offline, lan, tell, onDefect })
      opened = { session, recovery: openRecovery(archive, { directory, now, files }) }
    } catch (error) {
      archive.close()
      throw error
    }
    tell('profile.changed', 'unlocked')
    if (archive.missing > 0) tell('archive.missing', { edits: archive.missing })
  }

  return {
    opened: () => opened !== undefined,
    session: () => mustBeOpen().session,
    recovery: () => mustBeOpen().recovery,
    async create(passphrase) {
      mustBeClosed()
      await open(createProfile(directory, passphrase, environment))
    },
    async unlock(passphrase) {
      mustBeClosed()
      await open(openProfile(directory, passphrase, environment))
    },
    async recover(secret, passphrase) {
      mustBeClosed()
      await open(recoverProfile(directory, secret, passphrase, environment))
    },
    erase() {
      dropKeySlots(directory)
      const closing = opened?.session
      opened = undefined
      try {
        closing?.letGo()
      } finally {
        eraseRest(directory)
      }
      tell('profile.changed', 'new')
    },
    async close() {
      const closing = opened?.session
      opened = undefined
      await closing?.close()
    },
  }
}
