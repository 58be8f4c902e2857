// Answers about the profile itself, and how the window looks.
import { profileState, readAppearance, waitBeforeAttempt, writeAppearance } from '#core/archive'
import { suggestPassphrase } from '#core/keys'
import type { Emit } from '../events.ts'
import type { ProfileLifecycle } from '../profile/lifecycle.ts'
import type { Answers, ApiContext } from './api-context.ts'

export const profileAnswers = (
  { afterLock, allow, directory, example, now, profile }: ApiContext,
  lifecycle: ProfileLifecycle,
  emit: Emit,
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
  | 'window.place'
  | 'window.keepPlace'
> => ({
  'profile.state': () => (lifecycle.opened() ? 'unlocked' : profileState(directory)),
  'profile.suggest': () => suggestPassphrase(),
  'profile.create': ({ passphrase }) => lifecycle.create(passphrase),
  'profile.unlock': ({ passphrase }) => lifecycle.unlock(passphrase),
  'profile.wait': () => waitBeforeAttempt(directory, now()),
  'appearance.get': () => readAppearance(directory),
  'appearance.set'(appearance) {
    writeAppearance(directory, appearance)
    emit('appearance.changed', appearance)
  },
  'settings.get': () => profile().archive.settings.get(),
  async 'settings.set'(settings) {
    const { localNetwork } = profile().archive.settings.get()
    if (settings.localNetwork && !localNetwork && !example) await allow({ act: 'network' })
    await profile().applySettings(settings)
  },
  'window.place'() {
    if (!afterLock) return null
    const { groups, archive } = profile()
    const place = archive.windowPlace.get()
    if (!place || !groups.all().some(({ id }) => id === place.group)) return null
    const { document } = place
    return document !== null && archive.documents.get(document) === null ? null : place
  },
  'window.keepPlace': place => profile().archive.windowPlace.put(place),
})
