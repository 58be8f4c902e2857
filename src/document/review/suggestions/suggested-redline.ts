// The text as it stands and as it would be with all that is suggested, for files that show open
// suggestions as changes. They are taken in on a copy of the document, which is thrown away: so a file
// shows what taking in does, and not another reading of it.
import * as Y from 'yjs'
import type { MemberId } from '#shared/ids'
import type { Random, EntryId } from '#document/ids'
import { stretchesOf, type Stretch, readThreads } from '#document/review/comments'
import type { SameMember } from '#document/review/amendments'
import { stateFrom, stateOf, type DocumentState, lettersIn } from '#document/history/versions'
import { blockElements, textsIn } from '#document/tree'
import {
  paragraphsAt,
  walkOver,
  redlineBetween,
  type Redline,
  type RedlineWord,
} from '#document/history/compare'
import {
  openParagraphs,
  readParagraphSuggestions,
  type ParagraphSuggestion,
} from './paragraph-suggestions.ts'
import type { Quotation } from '#document/log'
import { settleParagraph } from './settle-paragraphs.ts'
import { readWaiting, settleSuggestion, suggestionKey } from './suggestions.ts'

type Range = { client: number; clock: number; length: number }

export type Suggested = {
  redline: Redline
  /** Suggestions without effect now: their words are gone, or two of them clash. */
  apart: readonly ParagraphSuggestion[]
  /** Suggestions with a reason that are shown as changes. */
  reasoned: readonly ParagraphSuggestion[]
  /** The number of suggestions that were left out. */
  leftOut: number
  /** The comments on the words of the text with all that is suggested. */
  places: ReadonlyMap<EntryId, readonly Stretch[]>
}

type Signed = { id: EntryId; client: number; quoted?: Quotation }

export type SuggestionAuthors = {
  writer(client: number): MemberId | null
  isSame: SameMember
  /** A suggestion that came in with a file is by the author whom that names: no member. */
  quotedAs(name: string): MemberId
  /** Suggestions that are left out, as if there were none; left out itself, all are shown. */
  leavesOut?(suggestion: ParagraphSuggestion): boolean
}

const isWaiting = (attributes: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(attributes).some(([key, value]) => key.startsWith('s_in:') && value !== null)

/** The state of now without the words that wait to be taken in. */
const stateBefore = (doc: Y.Doc): DocumentState => {
  const now = stateOf(doc)
  const ranges: Range[] = [...now.deleted].flatMap(([client, spans]) =>
    spans.map(({ from, to }) => ({ client, clock: from, length: to - from })),
  )
  for (const block of blockElements(doc))
    for (const text of textsIn(block))
      for (const { client, clock, text: letters, attributes } of lettersIn(text, now))
        if (isWaiting(attributes)) ranges.push({ client, clock, length: letters.length })
  return stateFrom(now.clocks, ranges)
}

/** A copy in which each suggestion is taken in as its author. */
class Rehearsal {
  readonly doc = new Y.Doc({ gc: false })
  private readonly random: Random
  private readonly authors: SuggestionAuthors
  /** The author of what a client of the copy writes. */
  private readonly members = new Map<number, MemberId | null>()
  /** The author whose suggestion removes a unit, and the one under whose name a unit came in. */
  private readonly removed = new Map<string, MemberId | null>()
  private readonly quoted = new Map<string, MemberId | null>()

  constructor(doc: Y.Doc, authors: SuggestionAuthors) {
    this.authors = authors
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(doc))
    let count = 0
    // Names in a copy that is thrown away: the same on every device, and each another one.
    this.random = length => Uint8Array.from({ length }, () => count++ & 0xff)
  }

  writer(client: number): MemberId | null {
    return this.members.get(client) ?? this.authors.writer(client)
  }

  removers(client: number, clock: number): MemberId[] {
    const by = this.removed.get(`${client} ${clock}`)
    return by ? [by] : []
  }

  /** With the names from files in place of the members who brought them in. */
  named(redline: Redline): Redline {
    if (this.quoted.size === 0) return redline
    const paragraphs = paragraphsAt(this.doc, stateOf(this.doc))
    const words = redline.words.map((word): RedlineWord => {
      const { was, is } = word
      const paragraph = is && !was ? paragraphs[is.index] : undefined
      if (!is || !paragraph) return word
      const [letters] = walkOver(paragraph)(is.from, is.to)
      const by = letters && this.quoted.get(`${letters.client} ${letters.clock}`)
      return by ? { ...word, by: [by] } : word
    })
    return { ...redline, words }
  }

  /** True where it could be taken in. */
  takeIn({ id, client, quoted }: Signed, is: 'words' | 'paragraph'): boolean {
    const { doc, random, authors } = this
    const by = quoted ? authors.quotedAs(quoted.name) : authors.writer(client)
    doc.clientID = this.freshClient(by)
    if (quoted) this.noteQuoted(suggestionKey('inserted', id), by)
    const note = ({ deleteSet }: Y.Transaction): void => {
      for (const [of, ranges] of deleteSet.clients)
        for (const { clock, len } of ranges)
          for (let at = clock; at < clock + len; at++) this.removed.set(`${of} ${at}`, by)
    }
    doc.on('afterTransaction', note)
    const acting = {
      at: 0,
      random,
      isSame: authors.isSame,
      change: (work: () => void): void => doc.transact(work),
    }
    const refused =
      is === 'words'
        ? settleSuggestion(doc, id, 'accept', acting)
        : settleParagraph(doc, id, 'accept', acting)
    doc.off('afterTransaction', note)
    return (refused ?? null) === null
  }

  /** Words that a device brought in with a file: they are not its member's. */
  private noteQuoted(key: string, by: MemberId | null): void {
    const { doc } = this
    const now = stateOf(doc)
    for (const text of blockElements(doc).flatMap(block => textsIn(block)))
      for (const { client, clock, text: words, attributes } of lettersIn(text, now))
        if ((attributes[key] ?? null) !== null)
          for (let at = 0; at < words.length; at++) this.quoted.set(`${client} ${clock + at}`, by)
  }

  private freshClient(by: MemberId | null): number {
    let client = this.members.size + 1
    while (this.doc.store.clients.has(client) || this.members.has(client)) client++
    this.members.set(client, by)
    return client
  }
}

/** Works in steps, as `redlineBetween`. */
export function* redlineOfSuggestions(
  doc: Y.Doc,
  authors: SuggestionAuthors,
): Generator<number, Suggested> {
  const from = stateBefore(doc)
  const rehearsal = new Rehearsal(doc, authors)
  const all = openParagraphs(readParagraphSuggestions(doc, authors.isSame))
  const open = all.filter(each => authors.leavesOut?.(each) !== true)
  for (const each of readWaiting(doc)) {
    rehearsal.takeIn(each, 'words')
    yield 0
  }
  const [apart, reasoned]: [ParagraphSuggestion[], ParagraphSuggestion[]] = [[], []]
  for (const each of open) {
    const isShown = each.target !== null && rehearsal.takeIn(each, 'paragraph')
    if (!isShown) apart.push(each)
    else if (each.why !== '') reasoned.push(each)
    yield 0
  }
  const redline = yield* redlineBetween({
    doc: rehearsal.doc,
    from,
    to: stateOf(rehearsal.doc),
    writer: client => rehearsal.writer(client),
    removers: (client, clock) => rehearsal.removers(client, clock),
  })
  const places = stretchesOf(rehearsal.doc, readThreads(rehearsal.doc))
  return {
    redline: rehearsal.named(redline),
    apart,
    reasoned,
    leftOut: all.length - open.length,
    places,
  }
}
