// The content of the archive of an app that has ended, read by core itself and without a window.
import { openCore, typedByPerson } from '#core'
import { electronRuntime } from '#tests/electron-runtime'
import { profileOf } from '#tests/story'

/** Title to content digest of every document in the profile below `home`. */
export async function digestsIn(home: string, passphrase: string): Promise<Record<string, string>> {
  const directory = profileOf(home, electronRuntime().kind === 'test')
  const core = openCore({ allow: typedByPerson, directory, now: Date.now, offline: true })
  const { answers } = core
  await answers['profile.unlock']({ passphrase })
  const digests: Record<string, string> = {}
  for (const { id: group } of await answers['groups.list'](undefined)) {
    for (const { id: document, title } of await answers['documents.list']({ group })) {
      digests[title] = await answers['documents.digest']({ document })
    }
  }
  await core.close()
  return digests
}
