// A hand-over at the end of a term: each open matter gets a member who takes it. An action item whose
// words may still change gets another owner in its minutes. Everything else becomes an action item of
// a note to all members, which files print like any text; nothing here is a record of its own.
import type { FoundAction } from '#core/deliberation/follow-up'
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
  }
  isMember(group: GroupId, member: MemberId): boolean
  /** Null for what is no action item, and for one that is not here. */
  actionAt(item: { document: DocumentId; block: BlockId }): FoundAction | null
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

/** `action`: null for a matter that is none yet. */
type Found = { matter: Matter; action: FoundAction | null }

/** Words off the record stay so in the note. */
const blockOf = ({ matter: { words, owner, due, item }, action }: Found): NewBlock => {
  const off = action?.isOffRecord ? { off: true as const } : {}
  if (action?.mayAssign) return { ...plain('information', words), meeting: off }
  const facts = { owner, ...(due !== null && { due }), ...(item !== null && { carried: item }) }
  return { ...plain('action', words), meeting: { ...off, ...facts } }
}

/**
 * Writes the note, shares it with the group, and assigns what is handed over. Failures:
 * `invalid-input` for an owner who is no member, and for an item that is no action item or that not all of the group
 * read; those of the documents.
 */
export const handOver = async (ports: HandOverPorts, given: HandOver): Promise<DocumentId> => {
  const { group, title, language, lead, heading, matters, lists, goesOn } = given
  const found = matters.map(matter => ({
    matter,
    action: matter.item && ports.actionAt(matter.item),
  }))
  const mayStand = ({ matter: { owner, item }, action }: Found): boolean =>
    ports.isMember(group, owner) && (item === null || action?.audience === group)
  if (!found.every(mayStand)) throw new Failure('invalid-input')
  const note = await ports.documents.create({
    group,
    kind: 'minutes',
    title,
    language,
    blocks: [
      plain('paragraph', lead),
      plain('h1', heading),
      ...found.map(blockOf),
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
  for (const { matter, action } of found) {
    const { item, owner, due } = matter
    if (item === null) continue
    if (action?.mayAssign) await ports.assign({ ...item, owner, due })
    else await ports.progress({ ...item, state: 'dropped', text: goesOn })
  }
  return note
}
