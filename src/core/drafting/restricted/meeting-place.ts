// The place of a meeting: a paragraph of its agenda, or a restricted one, whose words a circle has and no
// other member. Entries and acts never hold it.
import { blockNamed, setMeetingStates } from '#document/tree'
import { blockText } from '#document/model'
import { insertRestricted, inWords, writePartOf } from '#document/restricted'
import { newBlockId } from '#document/ids'
import { rewordFirst, setPlainPlace, writeMeetingMeta } from '#document/meetings'
import { meetingDocuments, mustEditAgenda } from '#core/deliberation/meetings'
import { random } from '#core/keys'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import type { Deliberation, Spaces, Texts } from '../parts.ts'
import { beginAnew, mustBeAlone } from './recreate-draft.ts'
import { restrictedIn } from './restricted.ts'
import { beginning, circleFor, hostOf } from './restricting.ts'

/** The withheld place, to a member of its circle. `writes`: this member may change it. */
export type WithheldPlace = { words: string; circle: GroupId; name: string; writes: boolean }

/** The restricted paragraphs that say where the meeting is. */
const placesIn = ({ documents }: Texts, agenda: DocumentId) =>
  documents
    .page(agenda)
    .blocks.filter(({ meeting, label }) => meeting?.place && label !== undefined)

/** These, as far as this member reads them. */
const withheldIn = (ports: Texts & Spaces, agenda: DocumentId) => {
  const { blocks } = ports.documents.page(agenda)
  if (placesIn(ports, agenda).length === 0) return []
  return restrictedIn(ports, agenda).flatMap(({ is, index, text, circle, writes }) => {
    const isPlace = index >= 0 && blocks[index]?.meeting?.place === true
    return isPlace && is === 'open' && text !== null && circle ? [{ text, circle, writes }] : []
  })
}

/** Null where no place is withheld, and to members outside its circle. */
export const withheldPlace = (ports: Texts & Spaces, agenda: DocumentId): WithheldPlace | null => {
  const [first] = withheldIn(ports, agenda)
  if (!first) return null
  const { text, circle, writes } = first
  const words = inWords(ports.documents.page(text)).blocks.map(blockText).join('\n')
  return { words, circle: circle.id, name: circle.name, writes }
}

/**
 * A draft begins again without its history, which may hold the place, and under another id. Its closed items
 * follow.
 */
const withoutHistory = async (ports: Deliberation, agenda: DocumentId): Promise<DocumentId> => {
  const { documents } = ports
  const host = hostOf(ports, agenda)
  mustBeAlone(ports, agenda)
  const closed = meetingDocuments(ports, host.group).closed.get(agenda) ?? []
  await documents.editAs(agenda, doc => setPlainPlace(doc, null, random))
  await documents.flush()
  const page = documents.page(agenda)
  const begun = await beginAnew(ports, host, page, { given: [], going: new Set() })
  for (const { agenda: item, behind } of closed)
    if (documents.rightsNow(item).has('write'))
      await documents.editBeside(item, doc =>
        writeMeetingMeta(doc, { closedOf: { agenda: begun, block: behind as BlockId | null } }),
      )
  return begun
}

/** The words lie in a document of the circle before the agenda says that a place is withheld. */
const withhold = async (
  ports: Texts & Spaces,
  { agenda, place, circle }: { agenda: DocumentId; place: string; circle: GroupId },
): Promise<void> => {
  const { documents } = ports
  const host = hostOf(ports, agenda)
  const audience = circleFor(ports, circle, host.group)
  const block = newBlockId(random)
  const text = await documents.create({
    ...beginning(ports, documents.page(agenda), { host, circle: audience }),
    blocks: [{ kind: 'paragraph', runs: [{ text: place }] }],
    partOf: { document: agenda, block },
  })
  await documents.share(text)
  await documents.editAs(agenda, doc => {
    setPlainPlace(doc, null, random)
    insertRestricted(doc, null, { id: block, kind: 'paragraph', ref: text }, random)
    const placeholder = blockNamed(doc, block)
    if (placeholder) setMeetingStates(placeholder, { place: true })
  })
}

/**
 * Says where the meeting is: to all who read the agenda, or to a circle alone. Null takes the place away. A
 * draft gets another id where its place is withheld. Failures: those of `mustEditAgenda`, `not-permitted` where a place
 * is withheld that this member does not write, and those of a draft that begins again: `text-unsettled`,
 * `has-translations`.
 */
export const setMeetingPlace = async (
  ports: Deliberation,
  { agenda, place, circle }: { agenda: DocumentId; place: string | null; circle: GroupId | null },
): Promise<DocumentId> => {
  mustEditAgenda(ports, agenda)
  const { archive, documents } = ports
  await documents.flush()
  const before = withheldIn(ports, agenda).filter(({ writes }) => writes)
  // Words that this member cannot read would go.
  if (before.length < placesIn(ports, agenda).length) throw new Failure('not-permitted')
  const same = before.find(each => each.circle.id === circle)
  if (same && place !== null) {
    await documents.editAs(same.text, doc => rewordFirst(doc, place, random))
    return agenda
  }
  let host = agenda
  if (circle !== null && place !== null) {
    circleFor(ports, circle, hostOf(ports, agenda).group)
    const isDraft = archive.documents.get(agenda)?.shared === false
    if (isDraft) host = await withoutHistory(ports, agenda)
    await withhold(ports, { agenda: host, place, circle })
  } else await documents.editAs(agenda, doc => setPlainPlace(doc, place, random))
  for (const { text } of before) await documents.editBeside(text, doc => writePartOf(doc, null))
  return host
}
