// A closed item is an agenda of a circle. A window that shows the agenda of the group, where the item stands
// for members of the circle, asks again only at news of what it shows.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BlockId, DocumentId } from '#shared/ids'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, lockedCore } from '#tests/core'

test('when a closed item comes or is debated, windows hear of the agenda in which it stands', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const before = lockedCore(directory)
  await before.answers['profile.create']({ passphrase })
  const group = await before.answers['groups.create'](foundingOf())
  const circle = await before.answers['circles.create']({ group, name: 'Safety' })
  const { agenda } = await before.answers['meetings.create']({
    group,
    title: 'Session',
    language: 'en',
  })
  await before.answers['documents.share']({ document: agenda })
  await before.close()

  // Unlocked again, nothing of before is still to be told.
  const core = lockedCore(directory)
  await core.answers['profile.unlock']({ passphrase })
  const heard = new Map<string, Set<DocumentId>>()
  core.onEvent((name, detail) => {
    if (typeof detail !== 'object' || !('document' in detail)) return
    heard.set(name, (heard.get(name) ?? new Set()).add(detail.document))
    expect(detail.group).toBe(group)
  })
  const { agenda: closed } = await core.answers['meetings.closeItem']({
    agenda,
    after: null,
    circle,
    title: 'Safety on the road',
    minutes: 15,
  })
  expect(heard.get('documents.changed')).toEqual(new Set([closed, agenda]))

  const time = { from: 1_700_000_000_000, until: 1_700_003_600_000 }
  await core.answers['meetings.call']({ agenda, ...time, zones: [], languages: [] })
  await core.answers['meetings.open']({ agenda })
  heard.clear()
  const block = core.page(closed).blocks[0]?.id as BlockId
  await core.answers['meetings.item']({ agenda: closed, block, state: 'debated' })
  expect(heard.get('decisions.changed')).toEqual(new Set([closed, agenda]))
})
