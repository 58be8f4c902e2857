// Members whose devices exchange, circles included: like `tests/support/sync.ts`, and for each circle
// a notebook of its own.
//
//   const [a, b, c] = await threeMembers()     // nobody linked yet
//   const circle = a.circles.found(a.group.id, 'Closed'); circle.bring(memberOf(b))
//   const page = a.bookOf(circle.id).create()
import { onTestFinished } from 'vitest'
import { openCircleList, type CircleList, type Group } from '#core/group'
import { random } from '#core/keys'
import { openSync, type LanOptions, type Sync } from '#core/sync'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import { memoryLinks } from '../acceptance/link.ts'
import { alice, bob, carol, meet, type Person } from './group.ts'
import { hurried, notebookOf, quietDocuments, until, type Notebook } from './sync.ts'
import type { Later } from '#core/sync'

export type CircleDevice = Person & {
  sync: Sync
  notebook: Notebook
  defects: unknown[]
  circles: CircleList
  bookOf(space: GroupId): Notebook
}

type Options = { later?: Later; lan?: LanOptions; takes?: boolean }

export const withCircles = (
  person: Person,
  { later = hurried, lan = {}, takes = true }: Options = {},
): CircleDevice => {
  const { archive, group, clock } = person
  const defects: unknown[] = []
  const circles = openCircleList({
    storage: archive,
    groups: () => [group],
    now: () => clock.now(),
  })
  // A member accepts each circle as soon as the question comes.
  circles.onChange(id => {
    if (takes) for (const offer of circles.offers(id)) circles.accept(id, offer.id)
  })
  const books = new Map<GroupId, Notebook>()
  const spaceOf = (id: GroupId): Group =>
    id === group.id ? group : (circles.get(id) as unknown as Group)
  const bookOf = (id: GroupId): Notebook => {
    const known = books.get(id)
    const book = known ?? notebookOf({ ...person, group: spaceOf(id) }, () => device.sync)
    books.set(id, book)
    return book
  }
  const bookFor = (document: Parameters<Notebook['lines']>[0]): Notebook =>
    bookOf(archive.documents.get(document)?.group ?? group.id)
  const sync = openSync({
    archive,
    circles,
    random,
    later,
    lan,
    groups: () => [group],
    documents: {
      ...quietDocuments,
      receive: delivery => bookOf(delivery.group).receive(delivery),
      snapshotFor: (document, heads) => bookFor(document).snapshotFor(document, heads),
      digestOf: document => bookFor(document).digestOf(document),
    },
    now: () => clock.now(),
    defect: error => defects.push(error),
  })
  const device: CircleDevice = {
    ...person,
    sync,
    circles,
    defects,
    bookOf,
    notebook: bookOf(group.id),
  }
  onTestFinished(() => {
    device.sync.close()
    circles.close()
  })
  return device
}

export const memberOf = ({ group }: Person): MemberId => {
  const { member } = group.self
  if (!member) throw new TypeError('no member')
  return member
}

/** Alice, Bob and Carol, who have the same records. */
export const threePeople = (): [Person, Person, Person] => {
  const a = alice()
  const all: [Person, Person, Person] = [a, bob(a), carol(a)]
  for (const each of [...all, ...all]) meet(a, each)
  return all
}

export const threeMembers = (): [CircleDevice, CircleDevice, CircleDevice] => {
  const [a, b, c] = threePeople()
  return [withCircles(a), withCircles(b), withCircles(c)]
}

/** Links two devices and keeps what both ends sent. */
export const recorded = (
  a: CircleDevice,
  b: CircleDevice,
): { frames: Uint8Array[]; cut(): void } => {
  const ends = memoryLinks({ a: a.group.self.device, b: b.group.self.device })
  const frames: Uint8Array[] = []
  for (const end of [ends.a, ends.b]) {
    const { send } = end
    end.send = frame => {
      frames.push(frame)
      return send(frame)
    }
  }
  a.sync.addLink(a.group.id, ends.a)
  b.sync.addLink(b.group.id, ends.b)
  return { frames, cut: () => ends.a.close() }
}

/** Once `device` has `page` with all of these lines. */
export const has = (device: CircleDevice, space: GroupId, page: DocumentId, ...lines: string[]) =>
  until(() => {
    if (space !== device.group.id && !device.circles.find(space)) return false
    const known = device.bookOf(space).lines(page)
    return known !== null && lines.every(line => known.includes(line))
  })
