// Answers about the profile itself, and how the window looks.
import { profileState, readAppearance, waitToTry, writeAppearance } from '#core/archive'
import { suggestPassphrase } from '#core/keys'
import type { Told } from '../told.ts'
import type { Answers, Workings } from './answers.ts'

type Doors = {
  /** Opens the profile; the call `state` reports it. */
  create(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
  opened(): boolean
}

export const profileAnswers = (
  { allow, directory, example, now, session }: Workings,
  doors: Doors,
  tell: Told,
): Pick<
  Answers,
  | 'profile.state'
  | 'profile.suggest'
  | 'profile.create'
  | 'profile.unlock'
  | 'profile.wait'
  | 'appearance.get'
  | 'appearance.set'
  | 'settings.get'
  | 'settings.set'
> => ({
  'profile.state': () => (doors.opened() ? 'unlocked' : profileState(directory)),
  'profile.suggest': () => suggestPassphrase(),
  'profile.create': ({ passphrase }) => doors.create(passphrase),
  'profile.unlock': ({ passphrase }) => doors.unlock(passphrase),
  'profile.wait': () => waitToTry(directory, now()),
  'appearance.get': () => readAppearance(directory),
  'appearance.set'(appearance) {
    writeAppearance(directory, appearance)
    tell('appearance.changed', appearance)
  },
  'settings.get': () => session().archive.settings.get(),
  async 'settings.set'(settings) {
    const { localNetwork } = session().archive.settings.get()
    if (settings.localNetwork && !localNetwork && !example) await allow({ act: 'network' })
    await session().applySettings(settings)
  },
})
