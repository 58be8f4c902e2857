// The place of the window over a lock, for a group and a document that are there.
import { expect, test } from 'vitest'
import { temporaryDirectory } from '#tests/archive'
import { passphrase } from '#tests/archive'
import { openCore, typedByPerson } from '#core'
import type { DocumentId, GroupId } from '#shared/ids'

const opened = async ({ afterLock = true } = {}) => {
  const core = openCore({
    afterLock,
    allow: typedByPerson,
    directory: temporaryDirectory(),
    now: Date.now,
    onDefect: error => {
      throw error
    },
  })
  const { answers } = core
  await answers['profile.create']({ passphrase })
  const group = await answers['groups.create']({
    name: 'Advisory Group',
    handle: 'A.D.',
    level: 'country',
    language: 'en',
  })
  const document = await answers['documents.create']({
    group,
    kind: 'brief',
    template: 'none',
    title: 'On rural clinics',
    language: 'en',
  })
  return { core, answers, group, document }
}

test('a window returns to its place after a lock', async () => {
  const { core, answers, group, document } = await opened()
  expect(await answers['window.place'](undefined)).toBeNull()
  const place = { group, document, route: '{"screen":"document"}' }
  await answers['window.keepPlace'](place)
  await core.close()
  await expect(async () => answers['window.place'](undefined)).rejects.toThrow('locked')
  await answers['profile.unlock']({ passphrase })
  expect(await answers['window.place'](undefined)).toEqual(place)
  await core.close()
})

test('a window that was not locked begins at home', async () => {
  const { core, answers, group, document } = await opened({ afterLock: false })
  await answers['window.keepPlace']({ group, document, route: '{"screen":"document"}' })
  expect(await answers['window.place'](undefined)).toBeNull()
  await core.close()
})

test('a window that opens again in one session begins at home, so that no text is in its way', async () => {
  const { core, answers, group, document } = await opened()
  await answers['window.keepPlace']({ group, document, route: '{"screen":"document"}' })
  expect(await answers['window.place'](undefined)).not.toBeNull()
  expect(await answers['window.place'](undefined)).toBeNull()
  await core.close()
})

test('no place leads to a document that was deleted, or to a group that is not here', async () => {
  const { core, answers, group, document } = await opened()
  const place = { group, document, route: '{}' }
  await answers['window.keepPlace']({ ...place, group: 'f'.repeat(64) as GroupId })
  expect(await answers['window.place'](undefined)).toBeNull()
  await answers['window.keepPlace']({ ...place, document: 'f'.repeat(32) as DocumentId })
  expect(await answers['window.place'](undefined)).toBeNull()
  await answers['window.keepPlace'](place)
  await answers['documents.delete']({ document })
  expect(await answers['window.place'](undefined)).toBeNull()
  await answers['window.keepPlace']({ ...place, document: null })
  expect(await answers['window.place'](undefined)).toMatchObject({ document: null })
  await core.close()
})
