// A text file is read in at once, so its length is bounded before a letter of it is looked at.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { laterRefusal } from '#tests/refusal'

test.each(['txt', 'md'])(
  'a %s file of more than 2 MiB: it is refused, and one below it is read',
  async ending => {
    const core = lockedCore(join(temporaryDirectory(), 'profile'))
    await core.answers['profile.create']({ passphrase })
    const group = await core.answers['groups.create'](foundingOf())
    const importing = async (bytes: number) => {
      const path = join(temporaryDirectory(), `text.${ending}`)
      writeFileSync(
        path,
        'A line of the text that somebody sent.\n\n'.repeat(Math.ceil(bytes / 40)).slice(0, bytes),
      )
      const wanted = { group, kind: 'minutes', language: 'en', file: grantOf(core, path) } as const
      return laterRefusal(Promise.resolve(core.answers['documents.import'](wanted)))
    }
    expect(await importing(1 << 16)).toBe(null)
    expect(await importing((1 << 21) + 1)).toBe('file-too-large')
    expect(core.answers['documents.list']({ group })).toHaveLength(1)
  },
)
