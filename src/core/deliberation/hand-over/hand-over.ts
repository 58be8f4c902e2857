// A hand-over at the end of a term: each open matter gets a member who takes it. An action item whose
// words may still change gets another owner in its minutes. Everything else becomes an action item of
// a note to all members, which files print like any text; nothing here is a record of its own.
import type { CoreContract, DocumentKind, Language, Matter } from '#shared/contract'
import type { NewBlock } from '#document/blocks'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Input } from '#shared/rpc'

type HandOver = Input<CoreContract, 'handOver.write'>

export type HandOverPorts = {
  documents: {
    create(wanted: {
      group: GroupId
      kind: DocumentKind
      title: string
      language: Language
      blocks: readonly NewBlock[]
    }): Promise<DocumentId>
    share(document: DocumentId): Promise<void>
    remove(document: DocumentId): void
    rightsNow(document: DocumentId): ReadonlySet<string>
  }
  isMember(group: GroupId, member: MemberId): boolean
  /** The group or circle whose members read it; null for a document that is not here. */
  audienceOf(document: DocumentId): GroupId | null
  assign(item: {
    document: DocumentId
    block: BlockId
    owner: MemberId
    due: string | null
  }): Promise<void>
  progress(said: {
    document: DocumentId
    block: BlockId
    state: 'dropped'
    text: string
  }): Promise<void>
}

const plain = (kind: NewBlock['kind'], text: string): NewBlock => ({ kind, runs: [{ text }] })

/** Its owner can be changed where it stands. */
const isInPlace = ({ documents }: HandOverPorts, { item }: Matter): boolean =>
  item !== null && documents.rightsNow(item.document).has('write')

const blockOf = (ports: HandOverPorts, matter: Matter): NewBlock =>
  isInPlace(ports, matter)
    ? plain('information', matter.words)
    : {
        ...plain('action', matter.words),
        meeting: {
          owner: matter.owner,
          ...(matter.due === null ? {} : { due: matter.due }),
          ...(matter.item === null ? {} : { carried: matter.item }),
        },
      }

/**
 * Writes the note, shares it with the group, and assigns what is handed over. Failures:
 * `invalid-input` for an owner who is no member and for an item that not all of the group read, those of the
 * documents.
 */
export const handOver = async (ports: HandOverPorts, given: HandOver): Promise<DocumentId> => {
  const { group, title, language, lead, heading, matters, lists, goesOn } = given
  const mayStand = ({ owner, item }: Matter): boolean =>
    ports.isMember(group, owner) && (item === null || ports.audienceOf(item.document) === group)
  if (!matters.every(mayStand)) throw new Failure('invalid-input')
  const inPlace = matters.filter(matter => isInPlace(ports, matter))
  const note = await ports.documents.create({
    group,
    kind: 'minutes',
    title,
    language,
    blocks: [
      plain('paragraph', lead),
      plain('h1', heading),
      ...matters.map(matter => blockOf(ports, matter)),
      ...lists.flatMap(list => [
        plain('h1', list.heading),
        ...list.lines.map(line => plain('bullet1', line)),
      ]),
    ],
  })
  try {
    await ports.documents.share(note)
  } catch (error) {
    ports.documents.remove(note)
    throw error
  }
  for (const matter of matters) {
    const { item, owner, due } = matter
    if (item === null) continue
    if (inPlace.includes(matter)) await ports.assign({ ...item, owner, due })
    else await ports.progress({ ...item, state: 'dropped', text: goesOn })
  }
  return note
}
