// A closed item is an agenda of a circle. A window that shows the agenda of the group, where the item stands
// for members of the circle, asks again only at news of what it shows.
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { BlockId, DocumentId } from '#shared/ids'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, lockedCore } from '#tests/core'
import { bring, deciders, meet, memberIn, type Decider } from '#tests/deciding'
import { laterRefusal } from '#tests/refusal'
import type { ApiContext } from '../../src/core/api/api-context.ts'
import { meetingAnswers } from '../../src/core/api/meetings.ts'

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

const answersOf = (profile: Decider) =>
  meetingAnswers({ now: () => profile.clock.now, profile: () => profile } as unknown as ApiContext)
/** News of one document come together when they come fast. */
const hears = ({ heard }: Decider, document: DocumentId) =>
  vi.waitFor(() => expect(heard).toContainEqual({ name: 'documents.changed', document }))

test('another device adds a closed item, and changes it: windows hear of the agenda each time', async () => {
  const { group, all } = await deciders(['member', 'member'])
  const [chair, one, two] = all as [Decider, Decider, Decider]
  const { agenda } = await answersOf(chair)['meetings.create']({
    group,
    title: 'Session',
    language: 'en',
  })
  await chair.documents.share(agenda)
  await meet(group, ...all)
  const circle = chair.circles.found(group, 'Safety')
  circle.bring(memberIn(one, group), 'member')
  const { bytes } = await chair.sync.writeFile({ group: circle.id, members: [] })
  expect(await laterRefusal(one.sync.readFile(bytes))).toBe('circle-offered')
  const closing = { agenda, after: null, circle: circle.id, title: 'The road', minutes: 15 }
  const { agenda: closed } = await answersOf(chair)['meetings.closeItem'](closing)
  await meet(group, ...all)

  // The item lies in the circle before the member accepts it.
  const titles = async () =>
    (await answersOf(one)['meetings.get']({ agenda })).list.map(({ title }) => title)
  expect(await titles()).not.toContain('The road')
  one.heard.splice(0)
  one.circles.accept(group, circle.id)
  await bring(circle.id, chair, one)
  expect(await titles()).toContain('The road')
  await hears(one, agenda)

  one.heard.splice(0)
  const block = chair.documents.page(closed).blocks[0]!.id!
  await answersOf(chair)['meetings.setItem']({ agenda: closed, block, title: 'Safety' })
  await bring(circle.id, chair, one)
  expect(await titles()).toContain('Safety')
  await hears(one, agenda)
  expect(two.archive.documents.get(closed)).toBeNull()
})
