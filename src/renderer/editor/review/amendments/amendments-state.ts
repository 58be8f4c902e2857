// The amendments of the open document, as the window replica has them, and the state that the parts
// of the screen share about them: the selected amendment, and the one in the form.
import { useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import {
  amendable,
  amendmentClients,
  amendmentsName,
  handleClash,
  propose,
  readAmendments,
  settleAmendment,
  sponsor,
  type Acting,
  type Amendment,
  type Naming,
  type NewAmendment,
} from '#document/review/amendments'
import { rootOf } from '#document/tree'
import type { EntryId } from '#document/ids'
import type { FailureCode } from '#shared/failure'
import type { BlockId, MemberId } from '#shared/ids'
import { Listeners } from '#shared/listeners'
import { requiredContext } from '../../../ui/required-context.ts'
import type { PanelState } from '../../panel/panel-state.ts'
import { settledAs } from '../../blocks/settled-state.ts'
import { random } from '../../../random.ts'

/** An amendment in the form. */
export type AmendmentDraft = Pick<NewAmendment, 'about' | 'parts'> & {
  /** The words that it would change, and those that the form begins with. */
  base: string
  wording: string
  /** Two of them change the same words: a person has to choose. */
  clashes?: boolean
}

export type AmendmentsView = {
  amendments: readonly Amendment[]
  /** The clients with a statement, and this window. */
  clients: ReadonlySet<number>
  current: EntryId | null
  draft: AmendmentDraft | null
}

export type Verdict = Parameters<typeof settleAmendment>[2]

export type AmendmentsState = {
  view(): AmendmentsView
  subscribe(listen: () => void): () => void
  show(change: Partial<Pick<AmendmentsView, 'current' | 'draft'>>): void
  /** Shows it and opens the panel for it. */
  bring(change: Partial<Pick<AmendmentsView, 'current' | 'draft'>>): void
  /** Learns the members of client ids from core. */
  know(members: ReadonlyMap<number, MemberId | null>): void
  /** The same member's, as far as is known. */
  isSame(a: number, b: number): boolean
  /** The text of a paragraph, for an amendment to it; null where there is none of ours. */
  textOf(block: BlockId): string | null
  /** This window's own client id. */
  self(): number
  propose(wanted: NewAmendment): { id: EntryId } | { refused: FailureCode }
  sponsor(amendment: EntryId, naming: Naming | null): void
  /** False, and nothing is changed, where it would change a line that was decided. */
  settle(amendment: EntryId, verdict: Verdict): boolean
  handle(amendment: EntryId, other: EntryId): void
}

/** No change that undo takes back: a verdict stays on record. */
const amending = Symbol('amending')
/** Milliseconds by which what they would change may follow typing. */
const follow = 300

export function createAmendments(
  doc: Y.Doc,
  panel: PanelState,
  now: () => number = Date.now,
): AmendmentsState {
  let members: ReadonlyMap<number, MemberId | null> = new Map()
  const isSame = (a: number, b: number): boolean => {
    const member = members.get(a)
    return a === b || (member !== undefined && member !== null && member === members.get(b))
  }
  const read = () => ({
    amendments: readAmendments(doc, isSame),
    clients: new Set([doc.clientID, ...amendmentClients(doc)]),
  })
  let view: AmendmentsView = { ...read(), current: null, draft: null }
  const change = (next: Partial<AmendmentsView>): void => {
    view = { ...view, ...next }
    listeners.tell()
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    clearTimeout(timer)
    timer = undefined
    change(read())
  }
  const lookSoon = (): void => {
    if (view.amendments.length > 0) timer ??= setTimeout(look, follow)
  }
  const acting = (): Acting => ({
    at: now(),
    random,
    isSame,
    change: work => doc.transact(work, amending),
  })
  const log = doc.getMap(amendmentsName)
  const listeners = new Listeners(() => {
    log.observe(look)
    rootOf(doc).observeDeep(lookSoon)
    return () => {
      clearTimeout(timer)
      timer = undefined
      log.unobserve(look)
      rootOf(doc).unobserveDeep(lookSoon)
    }
  })
  return {
    view: () => view,
    subscribe: listeners.add,
    show: change,
    bring(next) {
      change(next)
      panel.show('amendments')
    },
    know(known) {
      if (known === members) return
      members = known
      look()
    },
    isSame,
    textOf: block => amendable(doc, { block }, isSame),
    self: () => doc.clientID,
    propose: wanted => propose(doc, wanted, acting()),
    sponsor: (amendment, naming) => void sponsor(doc, amendment, naming, acting()),
    settle(amendment, verdict) {
      // One to the wording of another changes no line of the text.
      const about = readAmendments(doc, isSame).find(({ id }) => id === amendment)
      const isOfLine = verdict === 'accept' && about?.to === null
      if (isOfLine && settledAs(about.target?.block ?? null) !== null) return false
      settleAmendment(doc, amendment, verdict, acting())
      return true
    },
    handle: (amendment, other) => void handleClash(doc, amendment, other, acting()),
  }
}

export const [AmendmentsContext, useAmendments] = requiredContext<AmendmentsState>('amendments')

export function useAmendmentsView(): AmendmentsView {
  const state = useAmendments()
  return useSyncExternalStore(state.subscribe, state.view)
}

/** Open ones. */
export const openOf = (amendments: readonly Amendment[]): Amendment[] =>
  amendments.filter(({ standing }) => standing === 'open')
