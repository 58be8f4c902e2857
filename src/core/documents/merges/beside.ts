// Which messages were written beside each other: ones of this device and ones of others, of which
// neither author had seen the other's. Kept until the paragraphs that both changed are found.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, fromHex, toHex } from '#core/keys'
import type { DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { Since } from './sight.ts'

/** A run of one feed of this device, both ends included. */
export type Run = { feed: FeedId; from: number; to: number }

/** What sync knows of a message besides its content. */
export type Beside = {
  id: MessageId
  /** This device's messages that its author had not seen, the earliest first. */
  unseen(): readonly Run[]
}

/** Ids in order of arrival. */
export type Separation = { mine: MessageId[]; theirs: MessageId[] }

/** What a list of separations is kept under, for each document. */
const prefix = 'documents/beside/'
/** Beside it, each under a name of its own: ids of others' that are in no list yet. */
const laterPrefix = 'documents/beside-later/'
const limit = 1 << 24

const idsOf = (value: unknown): MessageId[] =>
  Array.isArray(value)
    ? value.filter(each => each instanceof Uint8Array).map(each => toHex(each) as MessageId)
    : []

const read = (bytes: Uint8Array | null): Separation[] => {
  const list = bytes && decodeStrict(bytes, limit)
  if (!Array.isArray(list)) return []
  return list.map(each => {
    const [mine, theirs] = Array.isArray(each) ? each : []
    return { mine: idsOf(mine), theirs: idsOf(theirs) }
  })
}

export type BesideStore = {
  documents(): DocumentId[]
  of(document: DocumentId): Separation[]
  /**
   * One message of another device came; in the transaction that keeps it. What that device saw at
   * once, by `since`, was not written apart from it. False when there is nothing to note.
   */
  note(group: GroupId, document: DocumentId, beside: Beside, since: Since | null): boolean
  /** The first `count` separations are compared: they are kept no longer. */
  done(document: DocumentId, count: number): void
  forget(document: DocumentId): void
}

/** Without what was written in sight of each other. */
const apartOf = (runs: readonly Run[], since: Since | null): Run[] =>
  runs
    .map(run => (run.feed === since?.feed ? { ...run, to: Math.min(run.to, since.seq) } : run))
    .filter(({ from, to }) => from <= to)

/** `document`, the separation by its number in the list, and the id by its number in that. */
const laterName = (document: DocumentId, separation: number, at: number): string =>
  `${laterPrefix}${document}/${[separation, at].map(number => String(number).padStart(9, '0')).join('/')}`

/** What is kept of one document, and what was written of it last: not there if that was undone. */
type Known = { all: Separation[]; last: string }

export const openBeside = ({
  notes,
  messages,
}: Pick<Archive, 'notes' | 'messages'>): BesideStore => {
  /** The last runs of each document that were looked at: a backlog names the same ones. */
  const looked = new Map<DocumentId, { key: string; mine: MessageId[] }>()
  /** A backlog of thousands is noted one by one: what is kept is not read again for each. */
  const known = new Map<DocumentId, Known>()

  const ownOf = (group: GroupId, document: DocumentId, runs: readonly Run[]): MessageId[] => {
    const key = runs.map(({ feed, from, to }) => `${feed}/${from}/${to}`).join()
    const last = looked.get(document)
    if (last?.key === key) return last.mine
    const mine = runs
      .flatMap(({ feed, from, to }) => messages.outlines(group, feed, from, to + 1))
      .filter(message => message.document === document)
      .map(({ id }) => id)
    looked.set(document, { key, mine })
    return mine
  }
  const laterOf = (document: DocumentId) => notes.list(null, `${laterPrefix}${document}/`)
  const readAll = (document: DocumentId): Separation[] => {
    const all = read(notes.get(null, prefix + document))
    for (const { name, bytes } of laterOf(document))
      all[Number(name.split('/').at(-2))]?.theirs.push(toHex(bytes) as MessageId)
    return all
  }
  const keptOf = (document: DocumentId): Separation[] => {
    const found = known.get(document)
    return found && notes.get(null, found.last) ? found.all : readAll(document)
  }
  const write = (document: DocumentId, all: readonly Separation[]): void => {
    const wire = all.map(each => [each.mine.map(fromHex), each.theirs.map(fromHex)])
    for (const { name } of laterOf(document)) notes.remove(null, name)
    notes.put(null, prefix + document, encode(wire))
  }

  const forget = (document: DocumentId): void => {
    known.delete(document)
    notes.remove(null, prefix + document)
    for (const { name } of laterOf(document)) notes.remove(null, name)
  }

  return {
    documents: () =>
      notes.list(null, prefix).map(({ name }) => name.slice(prefix.length) as DocumentId),
    of: readAll,
    note(group, document, beside, since) {
      const runs = apartOf(beside.unseen(), since)
      const mine = runs.length === 0 ? [] : ownOf(group, document, runs)
      if (mine.length === 0) return false
      const all = keptOf(document)
      // Known again when it is written: a failure on the way leaves nothing half known.
      known.delete(document)
      const last = all.at(-1)
      // What was written here since others' words came was written with a sight of those.
      const isSame = last !== undefined && last.mine.at(-1) === mine.at(-1)
      if (!isSame || mine.length > last.mine.length) {
        if (isSame) last.mine = mine
        else all.push({ mine, theirs: [] })
        write(document, all)
      }
      const theirs = all.at(-1)?.theirs ?? []
      const name = laterName(document, all.length - 1, theirs.length)
      notes.put(null, name, fromHex(beside.id))
      theirs.push(beside.id)
      known.set(document, { all, last: name })
      return true
    },
    done(document, count) {
      const left = readAll(document).slice(count)
      if (left.length === 0) return forget(document)
      known.delete(document)
      write(document, left)
    },
    forget,
  }
}
