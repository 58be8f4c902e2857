// Leftovers: edits that a crash left go out in a later feed, under client ids that follow from
// their content. With the ids of the earlier feed, two feeds could go on with different text, and
// each device would keep the one that came first. The same edits in two feeds, which a copy of an
// archive makes, have the same ids and are the same text.
import type { Archive, MovedText } from '#core/archive'
import { renameRounds } from '#core/consultation'
import { digest, equal, toHex, type Bytes } from '#core/keys'
import { clientIn, drawnIn, isEntryId, type EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId } from '#shared/ids'
import {
  mostWriters,
  type BodyWriter,
  type Edit,
  type UpdateBody,
  type ClientIds,
} from '../bodies/index.ts'
import { clientsIn, scanUpdate, type Scan, type Section } from '../gate/index.ts'
import { rekey, whole, type Renaming } from './rekey.ts'

/** Text of an earlier feed that went out. */
export type Moved = MovedText

/** The place where edits go out, and the device. */
type Going = {
  document: DocumentId
  device: DeviceId
  ids: ClientIds
  /** Whether no writer uses this id. */
  isFree(client: number): boolean
}

/**
 * Stands for the client `at` of an update while its tag is computed: a writer has such an id only
 * by chance.
 */
const placeholder = (at: number): number => Number.MAX_SAFE_INTEGER - at

const tagOf = (canonical: Bytes): FeedId =>
  toHex(digest('leftover', canonical).subarray(0, 16)) as FeedId

const mapped = (update: Bytes, ids: ReadonlyMap<number, number>): Bytes =>
  rekey(
    update,
    whole(client => ids.get(client) ?? client),
  )

/** Whether `writers`, those of the update's clients, follow from the content of the update. */
export const areOfContent = ({ writers, update }: UpdateBody): boolean => {
  const clients = clientsIn(update) ?? []
  const first = Math.min(...writers.map(({ writer }) => writer))
  const places = writers.map(({ writer }) => writer - first)
  if (clients.length !== writers.length || new Set(places).size !== places.length) return false
  if (places.some(at => at >= places.length)) return false
  const ids = new Map(clients.map((client, at) => [client, placeholder(places[at] ?? 0)]))
  const canonical = mapped(update, ids)
  const tag = tagOf(canonical)
  const back = new Map([...ids].map(([client, at]) => [at, client]))
  return writers.every(({ feed }) => feed === tag) && equal(mapped(canonical, back), update)
}

/** The renaming of text and entries of earlier feeds that `moved` describes. */
const renamingOf = (moved: readonly Moved[]): Renaming => ({
  word(client, clock) {
    const own = moved.filter(each => each.client === client && clock < each.to)
    const at = own.find(({ from }) => from <= clock)
    if (at) return { client: at.as, clock: clock - at.from, run: at.to - clock }
    return { client, clock, run: Math.min(...own.map(({ from }) => from - clock)) }
  },
  name: (client, drawn) =>
    moved.find(each => each.client === client && each.names.includes(drawn))?.as ?? client,
})

export const asMoved = (update: Bytes, moved: readonly Moved[]): Bytes =>
  moved.length === 0 || typeof scanUpdate(update) === 'string'
    ? update
    : rekey(update, renamingOf(moved))

/** Whether everything that the update writes went out. */
const wentOut = ({ sections }: Scan, moved: readonly Moved[]): boolean =>
  sections.length > 0 &&
  sections.every(({ client, structs }) =>
    structs.every(({ clock, length }) =>
      moved.some(each => each.client === client && each.from <= clock && clock + length <= each.to),
    ),
  )

const namesIn = ({ client, structs }: Section): string[] =>
  structs.flatMap(({ key }) => {
    const id = key?.split('/').at(-1) ?? ''
    return isEntryId(id) && clientIn(id) === client ? [drawnIn(id)] : []
  })

/** Parked edits in a document of which other edits went out. */
export type Leftover = {
  moved: readonly Moved[]
  /** The edit with the ids of the replica; null for one that went out. */
  asHeld(update: Bytes): Bytes | null
  /** Text that went out, by its former ids. */
  asWritten(moved: readonly Moved[]): Moved[]
}

/**
 * The leftover of a client of which some text went out has another id here, which no message has:
 * the part that went out is not among its own any more, and no gap is before it. `lying`: all
 * parked edits.
 */
export const leftoverOf = (moved: readonly Moved[], lying: readonly Bytes[]): Leftover => {
  const ends = new Map<number, number>()
  for (const { client, to } of moved) ends.set(client, Math.max(to, ends.get(client) ?? 0))
  const rests = new Map(
    [...ends.keys()].map((client, at) => [client, placeholder(mostWriters + at)]),
  )
  const names = new Map<number, Set<string>>()
  for (const update of ends.size > 0 ? lying : []) {
    const scan = scanUpdate(update)
    for (const section of typeof scan === 'string' ? [] : scan.sections) {
      const known = names.get(section.client) ?? new Set()
      names.set(section.client, known.union(new Set(namesIn(section))))
    }
  }
  const went = renamingOf(moved)
  const renaming: Renaming = {
    word(client, clock) {
      const to = went.word(client, clock)
      const end = ends.get(client)
      if (end === undefined || to.client !== client) return to
      return clock < end
        ? { ...to, run: Math.min(to.run, end - clock) }
        : { client: rests.get(client) ?? client, clock: clock - end, run: Infinity }
    },
    name(client, drawn) {
      const to = went.name(client, drawn)
      return to === client && names.get(client)?.has(drawn) ? (rests.get(client) ?? client) : to
    },
  }
  const written = new Map([...rests].map(([client, rest]) => [rest, client]))
  return {
    moved,
    asHeld(update) {
      const scan = moved.length === 0 ? 'none' : scanUpdate(update)
      if (typeof scan === 'string') return update
      return wentOut(scan, moved) ? null : rekey(update, renaming)
    },
    asWritten: all =>
      all.map(each => {
        const client = written.get(each.client)
        const end = client === undefined ? 0 : (ends.get(client) ?? 0)
        return { ...each, client: client ?? each.client, from: each.from + end, to: each.to + end }
      }),
  }
}

/**
 * The outgoing form of an edit of an earlier feed, and its new ids. Its writers have numbers in a
 * row: another row where a client id would not be free.
 */
export const moveOut = (
  { update }: Pick<Edit, 'update'>,
  { document, device, ids, isFree }: Going,
): UpdateBody & { moved: Moved[] } => {
  const scan = scanUpdate(update)
  const sections = typeof scan === 'string' ? [] : scan.sections
  const own = sections.map((section, at): Moved => {
    const { client, structs } = section
    const last = structs.at(-1)
    const to = last ? last.clock + last.length : 0
    const from = structs[0]?.clock ?? 0
    return { client, from, to, as: placeholder(at), names: namesIn(section) }
  })
  const canonical = asMoved(update, own)
  const feed = tagOf(canonical)
  const rowFrom = (first: number): number[] =>
    own.map((_, at) => ids.of(document, { device, feed, writer: first + at }))
  let first = 0
  let row = rowFrom(first)
  while (!row.every(isFree)) {
    first++
    if (first + own.length > mostWriters) throw new Failure('not-permitted')
    row = rowFrom(first)
  }
  const moved = own.map((each, at): Moved => ({ ...each, as: row[at] ?? 0 }))
  const out = mapped(canonical, new Map(moved.map(({ as }, at) => [placeholder(at), as])))
  const writers = (clientsIn(out) ?? []).map((client): BodyWriter => ({
    feed,
    writer: first + row.indexOf(client),
  }))
  return { update: out, writers, moved }
}

const entryIn = /(?<![^/+])[0-9a-z]{1,11}-[a-z2-7]{10}(?![^/+])/g

/** Kept while parked edits may build on this text. */
export const movedIn = ({ movedText }: Pick<Archive, 'movedText'>, document: DocumentId): Moved[] =>
  movedText.list({ document })

/** In the transaction that is open. None: no edit is parked any more. */
export const keepMoved = (
  { movedText }: Pick<Archive, 'movedText'>,
  document: DocumentId,
  moved: readonly Moved[],
): void => {
  movedText.remove({ document })
  for (const [place, each] of moved.entries()) movedText.put({ ...each, document, place })
}

/**
 * Data of this device beside a document names entries: text that was begun in an answer and not
 * sent, and rounds with people outside. In the transaction that is open.
 */
export const renameBeside = (
  archive: Pick<Archive, 'consultationRounds' | 'typed'>,
  document: DocumentId,
  moved: readonly Moved[],
): void => {
  const renamed = (id: EntryId): EntryId => {
    const client = clientIn(id)
    const as = client === null ? null : renamingOf(moved).name(client, drawnIn(id))
    return as === null || as === client ? id : (`${as.toString(36)}-${drawnIn(id)}` as EntryId)
  }
  const { typed } = archive
  renameRounds(archive, document, renamed)
  for (const { place, fields } of typed.list({ document })) {
    const now = place.replace(entryIn, id => (isEntryId(id) ? renamed(id) : id))
    if (now === place) continue
    typed.remove({ document, place })
    typed.put({ document, place: now, fields })
  }
}
