// Commenters and reviewers of a circle comment beside its texts; only reviewers suggest. Their own
// app keeps to it, and every peer refuses messages of an app that does not.
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { digest, toHex } from '#core/keys'
import type { CircleRole } from '#shared/contract'
import { readThreads } from '#document/review/comments'
import { rootOf } from '#document/tree'
import type { DocumentId, GroupId } from '#shared/ids'
import { admit, committee, meet, run } from '#tests/committee'
import { openPen } from '#tests/documents'
import { png } from '#tests/pictures'
import { laterRefusal } from '#tests/refusal'
import { begin, comments, proposals, send } from '#tests/remarking'
import { circleAnswers } from '../../src/core/api/circles.ts'
import { copyOf, versionIn } from '../../src/core/drafting/copies/copying.ts'
import { piecesOf } from '../../src/core/documents/figures/pieces.ts'
import { restrict, seal } from '../../src/core/drafting/restricted/restricting.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

const line = 'Protect women human rights defenders.'

const memberOf = (session: OpenProfile, group: GroupId) => {
  const { member } = session.groups.get(group).self
  if (!member) throw new TypeError('no member')
  return member
}
/** `who` receives the circle by a file and accepts it. */
const takes = async (
  who: OpenProfile,
  from: OpenProfile,
  { group, circle }: Ids,
): Promise<void> => {
  const file = async () => (await from.sync.writeFile({ group: circle, members: [] })).bytes
  await expect(who.sync.readFile(await file())).rejects.toThrow('circle-offered')
  who.circles.accept(group, circle)
  await who.sync.readFile(await file())
}
type Ids = { group: GroupId; circle: GroupId }

/**
 * A chair's circle with a member and a guest in this role; its text has a comment and an amendment.
 */
const begun = async (role: CircleRole) => {
  const { chair, others, group } = await committee(line, ['member'])
  const [member] = others as [OpenProfile]
  const guest = await admit(chair, group, 'guest', 'guest')
  await meet(group, chair, member)
  const circle = chair.circles.found(group, 'With the guest')
  circle.bring(memberOf(member, group))
  circle.bring(memberOf(guest, group), role)
  const id = await chair.documents.create({
    ...({ group: circle.id, kind: 'minutes', title: 'For one', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  await chair.documents.share(id)
  await chair.documents.flush()
  for (const each of [member, guest]) await takes(each, chair, { group, circle: circle.id })
  const pen = openPen(member, id)
  begin(pen.doc, { kind: 'comment' })
  await pen.saved()
  await run(chair, id, { amend: 'Defend them.', block: 1 })
  await meet(circle.id, chair, member, guest)
  return { chair, member, guest, group, circle, id }
}

const wordsIn = (session: OpenProfile, id: DocumentId): string =>
  session.documents
    .page(id)
    .blocks.flatMap(({ runs }) => runs.map(({ text }) => text))
    .join()
const statesOf = (peer: OpenProfile, sender: OpenProfile, circle: GroupId): string[] =>
  peer.archive.messages
    .range(circle, sender.sync.feedOf(circle), 0, 100)
    .filter(({ kind }) => kind === 'remarks' || kind === 'update')
    .map(({ state }) => state)
const typing = (doc: Y.Doc): void => {
  const text = (rootOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(0, 'Never ')
}

test('when a member comments in a circle, the member’s app allows comments, no suggestion and no word', async () => {
  const { chair, guest, circle, id } = await begun('commenter')
  const pen = openPen(guest, id)
  expect(pen.heard[0]).toMatchObject({ rights: ['remark', 'voice'] })
  comments['a comment'](pen.doc)
  await pen.saved()
  await meet(circle.id, chair, guest)
  expect(readThreads(openPen(chair, id).doc)).toHaveLength(2)

  const before = guest.documents.digest(id)
  const steps = [{ amend: 'Defend.', block: 1 }, { suggestRemoval: 1 }]
  expect(await run(guest, id, ...steps)).toMatchObject({ applied: 0 })
  for (const work of [proposals['no more paragraph'], typing]) {
    work(pen.doc)
    expect(pen.heard.at(-1)).toMatchObject({ kind: 'refused', code: 'not-permitted' })
  }
  expect(guest.documents.digest(id)).toBe(before)
})

test('when a commenter of a circle suggests or writes, every peer refuses it and accepts the comments', async () => {
  const { chair, member, guest, circle, id } = await begun('commenter')
  for (const work of Object.values(proposals)) send(guest, id, work)
  for (const work of Object.values(comments)) send(guest, id, work)
  // Neither in the text, nor in the place of a comment.
  send(guest, id, typing, 'update')
  send(guest, id, typing)
  send(guest, id, comments['a comment'], 'update')
  await meet(circle.id, chair, member, guest)
  for (const peer of [chair, member]) {
    expect(statesOf(peer, guest, circle.id)).toEqual([
      ...Object.keys(proposals).map(() => 'refused'),
      ...Object.keys(comments).map(() => 'applied'),
      ...['refused', 'refused', 'refused'],
    ])
    expect(readThreads(openPen(peer, id).doc)).toHaveLength(2)
    expect(peer.documents.amendments(id, () => false)).toMatchObject([{ sponsors: [] }])
    expect(wordsIn(peer, id)).toBe(line)
  }
})

test('when a reviewer of a circle suggests, every peer accepts it and none of the reviewer’s edits', async () => {
  const { chair, member, guest, circle, id } = await begun('reviewer')
  expect(openPen(guest, id).heard[0]).toMatchObject({ rights: ['remark', 'propose', 'voice'] })
  expect(await run(guest, id, { amend: 'Keep them safe.', block: 1 })).toMatchObject({ applied: 1 })
  await guest.documents.flush()
  send(guest, id, proposals['other words for some'])
  send(guest, id, typing, 'update')
  await meet(circle.id, chair, member, guest)
  for (const peer of [chair, member]) {
    expect(statesOf(peer, guest, circle.id)).toEqual(['applied', 'applied', 'refused'])
    expect(peer.documents.amendments(id, () => false)).toHaveLength(2)
    expect(wordsIn(peer, id)).toBe(line)
  }
})

test('when the role changed, the records that a message names decide, not the present ones', async () => {
  const { chair, member, guest, group, circle, id } = await begun('reviewer')
  const own = memberOf(guest, group)
  await run(guest, id, { amend: 'Keep them safe.', block: 1 })
  const late = await guest.sync.writeFile({ group: circle.id, members: [] })
  circle.appoint(own, 'commenter')
  // Written before the guest received the change: it stands.
  for (const peer of [chair, member]) await peer.sync.readFile(late.bytes)
  await meet(circle.id, chair, member, guest)
  send(guest, id, proposals['an amendment'])
  await meet(circle.id, chair, member, guest)
  for (const peer of [chair, member]) {
    expect(statesOf(peer, guest, circle.id)).toEqual(['applied', 'refused'])
    expect(peer.documents.amendments(id, () => false)).toHaveLength(2)
  }
  // Refused messages stay refused when the role allows them again, and later ones count.
  circle.appoint(own, 'member')
  await meet(circle.id, chair, member, guest)
  send(guest, id, typing, 'update')
  await meet(circle.id, chair, member, guest)
  expect(statesOf(member, guest, circle.id)).toEqual(['applied', 'refused', 'applied'])
  expect(wordsIn(member, id)).toBe(`Never ${line}`)
})

test.each(['reviewer', 'commenter'] as const)(
  'when the author is a %s of a circle, text, picture, verdict, retirement and translation are refused',
  async role => {
    const { chair, guest, member, circle, id } = await begun(role)
    const { parent } = circle
    const title = 'Own'
    const draft = await guest.documents.create({
      ...({ group: parent, kind: 'brief', title, language: 'en' } as const),
      blocks: [{ kind: 'num1', runs: [{ text: line }] }],
    })
    const answers = circleAnswers({ profile: () => guest } as Parameters<typeof circleAnswers>[0])
    const share = async () => answers['circles.share']({ circle: circle.id, document: draft })
    const [block] = guest.documents.page(draft).blocks
    const picture = png({ width: 9, height: 9 })
    for (const work of [
      share,
      async () => versionIn(guest, { original: id, language: 'fr' }),
      async () => guest.documents.addPicture(id, picture),
      async () => restrict(guest, { document: draft, block: block!.id!, circle: circle.id }, 0),
      async () => seal(guest, id),
    ])
      expect(await laterRefusal(work())).toBe('not-permitted')
    expect(guest.archive.documents.get(draft)).not.toBeNull()
    expect(guest.archive.documents.list(circle.id)).toHaveLength(1)

    // An app without checks.
    const copy = await copyOf(guest, draft, circle.id)
    await guest.documents.share(copy)
    const hash = digest('picture', picture)
    for (const body of piecesOf('picture', hash, picture))
      guest.archive.transaction(() => guest.sync.publish(circle.id, id, 'blob', body))
    const [about] = openPen(guest, id).doc.getMap('amendments').keys()
    for (const kind of ['accept', 'decline', 'handled'])
      send(guest, id, doc => void doc.getMap('amendments').set(`${about}0`, { kind, at: 0 }))
    await meet(circle.id, chair, member, guest)
    for (const peer of [chair, member]) {
      expect(peer.archive.documents.get(copy)).toBeNull()
      expect(peer.documents.enclosed(id, { what: 'picture', hash: toHex(hash) })).toBeNull()
      expect(statesOf(peer, guest, circle.id)).toEqual(['refused', 'refused', 'refused'])
    }
  },
)
