// Answers about the profile itself, and how the window looks.
import { profileState, readAppearance, waitToTry, writeAppearance } from '#core/archive'
import { suggestPassphrase } from '#core/keys'
import type { Answers, Workings } from './answers.ts'

type Doors = {
  /** Opens the profile; `state` tells whether it is. */
  create(passphrase: string): Promise<void>
  unlock(passphrase: string): Promise<void>
  opened(): boolean
}

export const profileAnswers = (
  { directory, now, session }: Workings,
  doors: Doors,
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
  'appearance.set': appearance => writeAppearance(directory, appearance),
  'settings.get': () => session().archive.settings.get(),
  'settings.set': settings => session().applySettings(settings),
})
