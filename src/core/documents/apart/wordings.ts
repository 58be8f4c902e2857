// Two wordings that a device signed for one place, as a document has them: both are in its text until somebody
// settles which one stays. That is an edit like any other, and a word in the log beside the text; so every
// device ends with the same, and what others wrote stays.
import type { Archive } from '#core/archive'
import {
  compareStates,
  isChanged,
  isWordingEntry,
  pageAround,
  readMeta,
  restoreLetters,
  restorePage,
  sayWording,
  stateFrom,
  stateOf,
  wordingKept,
  wordingsSaid,
  writeMeta,
  type Compared,
  type DocumentState,
  type Random,
  type SameMember,
} from '#shared/document'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import { readEntry } from '../bodies.ts'
import type { Editing } from '../editing.ts'
import { scanUpdate, type Range } from '../gate/scan.ts'
import { heldOf } from '../held.ts'
import { inTurns } from '../turns.ts'
import type { Library } from '../library.ts'
import type { Loaded } from '../loaded.ts'

/** What one branch made of the text: the paragraphs that it changed. */
export type Wording = {
  branch: FeedId
  paragraphs: Compared[]
  /** Client ids by which it was said that this one is to stay. */
  wishedBy: number[]
}

/** `device` signed them all for one place. */
export type Wordings = {
  device: DeviceId
  wordings: Wording[]
  /** Client ids by which it was said that the text is to stay as it is. */
  wishedBy: number[]
}

type Rooms = {
  archive: Archive
  library: Library
  editing(): Editing
  now(): number
  random: Random
  memberOf(group: GroupId, device: DeviceId): MemberId | null
  settles(document: Loaded): boolean
}

/** Branches that lead off from one place, each with those beyond it and all clients that wrote in them. */
type Place = {
  device: DeviceId
  branches: Map<FeedId, { lines: Set<FeedId>; clients: Set<number> }>
}

const placesIn = ({ contests: { forks } }: Loaded): Place[] => {
  const lines = forks.lines().toSorted((a, b) => (a.line < b.line ? -1 : 1))
  const beyond = (line: FeedId): FeedId[] => [
    line,
    ...lines.filter(({ parent }) => parent === line).flatMap(each => beyond(each.line)),
  ]
  const clientsOf = (of: ReadonlySet<FeedId>): Set<number> =>
    new Set(
      forks
        .all()
        .flatMap(({ branches }) => branches)
        .flatMap(({ line, row }) => (of.has(line) ? [row.client] : [])),
    )
  return [...Map.groupBy(lines, ({ parent }) => parent).values()].flatMap(rivals => {
    const [first] = rivals
    if (!first || rivals.length < 2) return []
    const branches = rivals.map(({ line }) => {
      const own = new Set(beyond(line))
      return [line, { lines: own, clients: clientsOf(own) }] as const
    })
    return [{ device: first.device, branches: new Map(branches) }]
  })
}

export const openWordings = (rooms: Rooms) => {
  const { archive, library, editing, now, random, memberOf, settles } = rooms

  /** What was deleted by anybody but these branches, and by those who settled which of them stays. */
  const deletedBeside = (
    { id, group, contests }: Loaded,
    without: ReadonlySet<FeedId>,
  ): Range[] => {
    const messages = archive.messages
      .ofDocument(id, 0)
      .flatMap(message => (without.has(message.line) ? [] : (contests.contentOf(message) ?? [])))
    const own = [...archive.journal.pending().map(readEntry), ...heldOf(archive.notes, group, id)]
    const edits = [...archive.drafts.list(id), ...own.filter(entry => entry?.document === id)]
    return [...messages, ...edits.flatMap(edit => (edit ? [edit.update] : []))].flatMap(update => {
      const scan = scanUpdate(update)
      if (typeof scan === 'string') return []
      const isSettling = scan.sections.some(({ structs }) =>
        structs.some(
          ({ content }) => content.kind === 'any' && content.values.some(isWordingEntry),
        ),
      )
      return isSettling ? [] : scan.deletes
    })
  }
  /** The text as it would be without these branches of a place. */
  const stateWithout = (
    document: Loaded,
    { branches }: Place,
    without: readonly FeedId[],
  ): DocumentState => {
    const clocks = new Map(stateOf(document.doc).clocks)
    const left = without.flatMap(line => branches.get(line) ?? [])
    for (const { clients } of left) for (const client of clients) clocks.delete(client)
    const lines = new Set(left.flatMap(branch => [...branch.lines]))
    return stateFrom(clocks, deletedBeside(document, lines))
  }
  const others = ({ branches }: Place, line: FeedId): FeedId[] =>
    [...branches.keys()].filter(each => each !== line)

  const sameMember =
    (document: Loaded): SameMember =>
    (a, b) => {
      const [one, other] = [a, b].map(client => {
        const device = document.authors.get(client)?.device
        return device ? memberOf(document.group, device) : null
      })
      return a === b || (one !== null && one === other)
    }

  /** Those of which not everything is settled. */
  const openIn = (document: Loaded): Place[] =>
    placesIn(document).filter(place => {
      const said = wordingsSaid(document.doc, [...place.branches.keys()])
      return wordingKept(said, sameMember(document)) === null
    })

  const list = async (id: DocumentId): Promise<Wordings[]> => {
    const document = library.get(id)
    const release = library.hold(id)
    try {
      const found: Wordings[] = []
      for (const place of openIn(document)) {
        const lines = [...place.branches.keys()]
        const said = wordingsSaid(document.doc, lines)
        const wishedBy = (line: FeedId | null): number[] =>
          said.filter(({ keeps }) => keeps === line).map(({ client }) => client)
        const from = stateWithout(document, place, lines)
        const authorship = {
          writer: (client: number) => {
            const device = document.authors.get(client)?.device
            return device ? memberOf(document.group, device) : null
          },
          removers: () => [],
        }
        const wordings: Wording[] = []
        for (const line of lines) {
          const to = stateWithout(document, place, others(place, line))
          const compared = await inTurns(
            compareStates({ doc: document.doc, from, to, ...authorship }),
          )
          wordings.push({
            branch: line,
            paragraphs: compared.filter(isChanged),
            wishedBy: wishedBy(line),
          })
        }
        found.push({ device: place.device, wordings, wishedBy: wishedBy(null) })
      }
      return found
    } finally {
      release()
    }
  }

  /**
   * Says which wording stays, null for the text as it is. Where that settles it, the text is that wording's from
   * now on. Failure `not-found` for a place that is settled.
   */
  const keep = async (id: DocumentId, keeps: FeedId | null, of: FeedId): Promise<void> => {
    const document = library.get(id)
    const place = openIn(document).find(({ branches }) => branches.has(keeps ?? of))
    if (!place) throw new Failure('not-found')
    const lines = [...place.branches.keys()]
    const isSame = sameMember(document)
    const wish = { branches: lines, keeps, settles: settles(document) }
    const state = keeps === null ? null : stateWithout(document, place, others(place, keeps))
    const page = state && pageAround(document.doc, state, stateOf(document.doc))
    await editing().editAs(id, doc => {
      sayWording(doc, wish, { at: now(), random, isSame })
      if (!page || wordingKept(wordingsSaid(doc, lines), isSame) === null) return
      // The letters first, each by itself: what others wrote between them stays theirs.
      restoreLetters(doc, state)
      restorePage(doc, page, { random, change: work => doc.transact(work) })
      if (readMeta(doc).title !== page.meta.title) writeMeta(doc, { title: page.meta.title })
    })
  }

  return { list, keep, isOpen: (id: DocumentId): boolean => openIn(library.get(id)).length > 0 }
}

export type WordingsRoom = ReturnType<typeof openWordings>
