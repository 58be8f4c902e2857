// The fate of each word, read from the page of the acting member, before and after the act. A word
// that nobody removed, on any page, must be there in the end, and once.
import type { DocumentState } from '#document/history/versions'
import { drawnIn, type EntryId } from '#document/ids'
import type { Page } from '#document/model'
import type { DocumentId } from '#shared/ids'
import type { Peer } from './peers.ts'
import { timesIn, wordAt, wordsIn, wordsOf } from './words.ts'

/** The fate of the words of a schedule. */
export type Fate = {
  words: number
  lost: string[]
  doubled: string[]
  /** Lost words that fell into a removed block and were offered back. */
  rescued: string[]
  /** Doubled words that were gone and that two people had each brought back, apart. */
  broughtBackTwice: string[]
  /** Lost or doubled words that no review shows and that nobody doubled in sight. */
  unlisted: string[]
  /** Words that went with a verdict although nobody had struck, or suggested, them. */
  taken: string[]
}

export type Ledger = {
  /** A new word, for the text. */
  word(): string
  /** A new word that is no part of the text until a member accepts it. */
  offer(): string
  /** Words that a member suggested to remove, or to insert. */
  struck: Set<string>
  inserted: Set<string>
  /** The author of the suggestion that is settled now, by client id. */
  author: number
  /** An entry beside the text that must be there in the end: a thread, an amendment or a file. */
  began(id: EntryId): void
  /** A file that a member removed. */
  tookOut(id: EntryId): void
  /** Entries that must be there and are not in these remarks. */
  unsaid(remarks: string): string[]
  /** Signs in notes that must be there in the end. */
  noted: { note: string; sign: string }[]
  /** Texts of restricted paragraphs, and states that can be restored. */
  withheld: Map<DocumentId, Page>
  states: DocumentState[]
  /** All have met. */
  met(): void
  did(operation: string, peer: Peer, before: readonly string[]): void
  /** `shown`: all texts that a review lists; `offered`: all words that were offered back. */
  fate(found: readonly string[], offered: string, shown: string): Fate
}

/** These also put words into the text that were in it before. */
const bringsBack = new Set<string>(['undo', 'redo', 'settle', 'version'])

export const openLedger = (begun: readonly string[]): Ledger => {
  const written = new Set(begun)
  const removed = new Set<string>()
  const offers = new Set<string>()
  const seenDoubled = new Set<string>()
  const taken: string[] = []
  /** The first author of a word, by client id. */
  const writers = new Map<string, number>(begun.map(sign => [sign, 0]))
  let broughtBack = new Map<string, Set<Peer>>()
  const broughtBackTwice = new Set<string>()
  /** By the drawn part of their names: the client in a name changes after a crash. */
  const entries = new Set<string>()
  const word = (): string => {
    const sign = wordAt(written.size)
    written.add(sign)
    return sign
  }

  const ledger: Ledger = {
    word,
    offer() {
      const sign = word()
      offers.add(sign)
      return sign
    },
    struck: new Set(),
    inserted: new Set(),
    author: 0,
    began: id => void entries.add(drawnIn(id)),
    tookOut: id => void entries.delete(drawnIn(id)),
    unsaid: remarks => [...entries].filter(drawn => !remarks.includes(`-${drawn}`)),
    noted: [],
    withheld: new Map(),
    states: [],
    met() {
      for (const [sign, who] of broughtBack) if (who.size > 1) broughtBackTwice.add(sign)
      broughtBack = new Map()
    },
    did(operation, peer, earlier) {
      const later = wordsOf(peer.page())
      const [before, after] = [new Set(earlier), new Set(later)]
      const gone = [...before].filter(sign => !after.has(sign))
      for (const sign of gone) removed.add(sign)
      const { struck, inserted, author } = ledger
      if (operation === 'accept') taken.push(...gone.filter(sign => !struck.has(sign)))
      // Authors may lose text of their own among their suggested words.
      if (operation === 'reject')
        taken.push(...gone.filter(sign => !inserted.has(sign) && writers.get(sign) !== author))
      for (const sign of after) {
        if (timesIn(later, sign) > Math.max(1, timesIn(earlier, sign))) seenDoubled.add(sign)
        if (before.has(sign)) continue
        if (!writers.has(sign)) writers.set(sign, peer.doc.clientID)
        removed.delete(sign)
        if (!bringsBack.has(operation)) continue
        broughtBack.set(sign, (broughtBack.get(sign) ?? new Set()).add(peer))
      }
    },
    fate(found, offered, shown) {
      const listed = new Set(wordsIn(shown))
      // Words that nobody accepted never were in the text.
      const wasThere = (sign: string): boolean => !offers.has(sign) || writers.has(sign)
      const missing = [...written].filter(
        sign => !removed.has(sign) && wasThere(sign) && timesIn(found, sign) === 0,
      )
      const doubled = [...written].filter(sign => timesIn(found, sign) > 1)
      return {
        words: written.size,
        lost: missing.filter(sign => !offered.includes(sign)),
        rescued: missing.filter(sign => offered.includes(sign)),
        doubled,
        broughtBackTwice: doubled.filter(sign => broughtBackTwice.has(sign)),
        unlisted: [...missing, ...doubled].filter(
          sign => !listed.has(sign) && !seenDoubled.has(sign),
        ),
        taken,
      }
    },
  }
  return ledger
}
