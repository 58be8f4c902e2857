// Answers about the profile itself, and how the window looks.
import { profileState, readAppearance, waitBeforeAttempt, writeAppearance } from '#core/archive'
import { suggestPassphrase } from '#core/keys'
import type { Emit, ProfileLifecycle } from '#core/profile'
import type { Answers, AnswersOn, ApiContext } from './api-context.ts'

export const profileAnswers = (
  { afterLock, allow, directory, example, now, profile }: ApiContext,
  lifecycle: ProfileLifecycle,
  emit: Emit,
): AnswersOn<'appearance' | 'settings' | 'window'> &
  Pick<Answers, `profile.${'state' | 'suggest' | 'create' | 'unlock' | 'wait'}`> => {
  // Once: where a text ends the window, the next one begins without it.
  let leadsBack = afterLock
  return {
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
      const { groups, archive } = profile()
      const place = leadsBack ? archive.windowPlace.get() : null
      if (!place || !groups.all().some(({ id }) => id === place.group)) return null
      const { document } = place
      if (document !== null && archive.documents.get(document) === null) return null
      leadsBack = false
      return place
    },
    'window.keepPlace': place => profile().archive.windowPlace.put(place),
  }
}
