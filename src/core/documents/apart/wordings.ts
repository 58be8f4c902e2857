// Wordings that a device signed for one place. All are in the text of a document until a member
// settles which one stays, by an ordinary edit with an entry in the log beside the text. So every
// device ends with the same text, and the text of other members stays.
import type * as Y from 'yjs'
import type { Archive } from '#core/archive'
import { compareStates, isChanged, type Compared } from '#document/history/compare'
import type { KeptBlocks } from '#document/undo'
import { pageAround, restoreLetters, stateOf } from '#document/history/versions'
import { readMeta, writeMeta } from '#document/tree'
import { restorePage } from '#document/history/restore'
import { sayWording, wordingKept, wordingsSaid, isSeconded } from '#document/history/conflicts'
import type { Random } from '#document/ids'
import type { SameMember } from '#document/review/amendments'
import type { Right } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import type { Editing } from '../windows/index.ts'
import { inTurns } from '../turns.ts'
import type { DocumentCache, DocumentReplica } from '../replica/index.ts'
import { others, placesIn, stateWithout, type WordingPlace } from './wording-places.ts'

/** The paragraphs that one branch changed. */
export type ComparedWording = { branch: FeedId; paragraphs: Compared[] }

export type Wording = {
  branch: FeedId
  /** Client ids whose members want this one to stay. */
  wishedBy: number[]
  /** Another member wants it, and this one who says the same settles the place. */
  isSeconded: boolean
}

/** `device` signed them all for one place. */
export type Wordings = {
  device: DeviceId
  wordings: Wording[]
  /** Client ids whose members want the text to stay as it is. */
  wishedBy: number[]
}

type Ports = {
  archive: Archive
  cache: DocumentCache
  editing(): Editing
  now(): number
  random: Random
  memberOf(group: GroupId, device: DeviceId): MemberId | null
  rightsNow(document: DocumentReplica): ReadonlySet<Right>
}

export type WordingAnswers = {
  list(document: DocumentId): Wordings[]
  compare(document: DocumentId, of: FeedId): Promise<ComparedWording[]>
  keep(document: DocumentId, keeps: FeedId | null, of: FeedId, kept?: KeptBlocks): Promise<void>
}

export const openWordings = (ports: Ports): WordingAnswers => {
  const { archive, cache, editing, now, random, memberOf, rightsNow } = ports

  const writerOf =
    ({ authors, group }: DocumentReplica) =>
    (client: number): MemberId | null => {
      const device = authors.get(client)?.device
      return device ? memberOf(group, device) : null
    }
  const sameMember = (document: DocumentReplica): SameMember => {
    const writer = writerOf(document)
    return (a, b) => a === b || (writer(a) !== null && writer(a) === writer(b))
  }

  /** The places that are not fully settled. */
  const openIn = (document: DocumentReplica): WordingPlace[] =>
    placesIn(document).filter(place => {
      const said = wordingsSaid(document.doc, [...place.branches.keys()])
      return wordingKept(said, sameMember(document)) === null
    })

  const list = (id: DocumentId): Wordings[] => {
    const document = cache.get(id)
    return openIn(document).map(({ device, branches }) => {
      const lines = [...branches.keys()]
      const said = wordingsSaid(document.doc, lines)
      const wishedBy = (line: FeedId | null): number[] =>
        said.filter(({ keeps }) => keeps === line).map(({ client }) => client)
      const self = memberOf(document.group, document.self)
      const isOwn = (client: number): boolean => writerOf(document)(client) === self
      return {
        device,
        wordings: lines.map(branch => ({
          branch,
          wishedBy: wishedBy(branch),
          isSeconded: isSeconded(said, branch, isOwn),
        })),
        wishedBy: wishedBy(null),
      }
    })
  }

  const placeOf = (document: DocumentReplica, branch: FeedId): WordingPlace => {
    const place = openIn(document).find(({ branches }) => branches.has(branch))
    if (!place) throw new Failure('not-found')
    return place
  }

  /** Each wording of a place, compared with the text without any of them. */
  const compare = async (id: DocumentId, of: FeedId): Promise<ComparedWording[]> => {
    const document = cache.get(id)
    const { doc } = document
    const place = placeOf(document, of)
    const release = cache.hold(id)
    try {
      const lines = [...place.branches.keys()]
      const from = stateWithout(archive, document, place, lines)
      const writer = writerOf(document)
      const found: ComparedWording[] = []
      for (const branch of lines) {
        const to = stateWithout(archive, document, place, others(place, branch))
        const compared = await inTurns(compareStates({ doc, from, to, writer, removers: () => [] }))
        found.push({ branch, paragraphs: compared.filter(isChanged) })
      }
      return found
    } finally {
      release()
    }
  }

  /**
   * States which wording stays, null for the text as it is. When that settles the place, the text
   * becomes that wording. Failures: `not-found` for a place that is settled, `text-is-fixed`,
   * `line-decided` where the text would change in a paragraph of `kept`.
   */
  const keep: WordingAnswers['keep'] = async (id, keeps, of, kept) => {
    const document = cache.get(id)
    const place = placeOf(document, keeps ?? of)
    const lines = [...place.branches.keys()]
    const isSame = sameMember(document)
    const wish = { branches: lines, keeps, rights: rightsNow(document) }
    const state =
      keeps === null ? null : stateWithout(archive, document, place, others(place, keeps))
    const page = state && pageAround(document.doc, state, stateOf(document.doc))
    const work = (doc: Y.Doc): void => {
      sayWording(doc, wish, { at: now(), random, isSame })
      if (!page || wordingKept(wordingsSaid(doc, lines), isSame) === null) return
      // The letters first, one by one: text that others wrote between them stays theirs.
      restoreLetters(doc, state)
      restorePage(doc, page, { random, change: work => doc.transact(work) })
      if (readMeta(doc).title !== page.meta.title) writeMeta(doc, { title: page.meta.title })
    }
    // A large text comes in several changes, and the first one may be the wish alone.
    if (page) editing().mustTake(id, work)
    await editing().editAs(id, work, kept)
  }

  return { list, compare, keep }
}
