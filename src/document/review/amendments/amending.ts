// Acts on amendments. Each act adds one entry; accepting changes the words of the paragraph in the
// same transaction, so that no device ever has the one without the other. The caller checks rights
// before: here a verdict is written for any caller.
import type * as Y from 'yjs'
import type { FailureCode } from '#shared/failure'
import type { BlockId } from '#shared/ids'
import {
  isAcceptance,
  isProposal,
  readAmendmentLogs,
  writeAmendmentEntry,
  type Naming,
} from './amendment-entries.ts'
import { nextNumber } from './amendment-label.ts'
import { deepestAmended, readAmendments, type Amendment, type SameMember } from './amendments.ts'
import type { Random, EntryId } from '#document/ids'
import { longestWording } from '#document/review/comments'
import { plainText, blockElements, readBlock } from '#document/tree'
import { newEntryId, standingOf } from '#document/log'
import { mergeWords, type MergedWords } from '#document/words'
import { reword, settledText } from '#document/blocks'

export type Acting = {
  /** UTC milliseconds. */
  at: number
  random: Random
  isSame: SameMember
  /** Carries one change out, as one transaction. */
  change(work: () => void): void
}

/** Null: done. */
export type Refusal = FailureCode | null

export type NewAmendment = {
  /** A paragraph, or an amendment whose wording is to be another. */
  about: { block: BlockId } | { amendment: EntryId }
  wording: string
  why: string
  naming: Naming
  /** The amendments that it was made from. */
  parts?: readonly EntryId[]
}

/** The words that can be amended; null where there are none. */
export const amendable = (
  doc: Y.Doc,
  about: NewAmendment['about'],
  isSame: SameMember,
): string | null => {
  if ('amendment' in about) {
    const all = new Map(readAmendments(doc, isSame).map(each => [each.id, each]))
    const known = all.get(about.amendment)
    let depth = 1
    for (let at = known; at?.to; at = all.get(at.to)) depth++
    return known?.standing === 'open' && depth <= deepestAmended ? known.wording : null
  }
  const element = blockElements(doc).find(each => readBlock(each).id === about.block)
  const block = element && readBlock(element)
  return element && block?.unknown !== true && block?.label === undefined
    ? settledText(element)
    : null
}

/** As `doc.clientID`. Refused where there is nothing to amend, nothing is changed, or it is too long. */
export const propose = (
  doc: Y.Doc,
  wanted: NewAmendment,
  { at, random, isSame, change }: Acting,
): { id: EntryId } | { refused: FailureCode } => {
  const { about, why, naming, parts = [] } = wanted
  const base = amendable(doc, about, isSame)
  const wording = plainText(wanted.wording).trim()
  if (base === null) return { refused: 'not-found' }
  if (wording === base.trim()) return { refused: 'invalid-input' }
  if (Math.max(base.length, wording.length) > longestWording) return { refused: 'file-too-large' }
  const id = newEntryId(doc, random)
  const number = nextNumber(
    readAmendmentLogs(doc).flatMap(({ opening }) => (isProposal(opening) ? [opening] : [])),
  )
  const proposed = { at, base, wording, why: why.trim(), naming, ...(number && { number }) }
  change(() =>
    writeAmendmentEntry(
      doc,
      null,
      'amendment' in about
        ? { kind: 'subamendment', to: about.amendment, ...proposed }
        : { kind: 'amendment', block: about.block, parts: [...parts], ...proposed },
      random,
      id,
    ),
  )
  return { id }
}

const found = (doc: Y.Doc, id: EntryId, isSame: SameMember): Amendment | undefined =>
  readAmendments(doc, isSame).find(each => each.id === id)

/** Stands by another's amendment, or no longer does. */
export const sponsor = (
  doc: Y.Doc,
  id: EntryId,
  naming: Naming | null,
  { at, random, isSame, change }: Acting,
): Refusal => {
  const self = doc.clientID
  const amendment = found(doc, id, isSame)
  if (!amendment) return 'not-found'
  const isSponsor = amendment.sponsors.some(({ client }) => isSame(client, self))
  if (isSame(amendment.client, self) || amendment.standing !== 'open') return 'not-permitted'
  if (isSponsor === (naming !== null)) return 'invalid-input'
  const log = readAmendmentLogs(doc).find(({ opening }) => opening.id === id)
  const own = (log?.rest ?? []).filter(
    ({ kind, client }) => kind === 'sponsor' && isSame(client, self),
  )
  change(() => {
    if (naming !== null) writeAmendmentEntry(doc, id, { kind: 'sponsor', at, naming }, random)
    else {
      const replaces = own.map(each => each.id).slice(-200)
      writeAmendmentEntry(doc, id, { kind: 'unsponsor', at, replaces }, random)
    }
  })
  return null
}

/** The acceptances that a new one is to name as `over`: see `amendment-entries.ts`. */
const acceptedBefore = ({ id, to }: Amendment, all: readonly Amendment[]): EntryId[] => {
  const byId = new Map(all.map(each => [each.id, each]))
  const isToIt = (each: Amendment): boolean => {
    for (let at = each.to; at !== null; at = byId.get(at)?.to ?? null) if (at === id) return true
    return false
  }
  const isOfIt = to === null ? isToIt : (each: Amendment): boolean => each.to === to
  return all
    .filter(each => each.standing === 'accepted' && isOfIt(each))
    .flatMap(({ record }) => record.filter(isAcceptance).map(each => each.id))
}

const accept = (doc: Y.Doc, amendment: Amendment, replaces: EntryId[], acting: Acting): Refusal => {
  const { id, to, target, result } = amendment
  const { at, random, isSame, change } = acting
  const element = to === null ? blockElements(doc)[target?.index ?? -1] : undefined
  if (to === null && !element) return 'not-found'
  const over = acceptedBefore(amendment, readAmendments(doc, isSame))
  change(() => {
    const runs = element ? reword(element, result) : []
    const entry = { kind: 'accept' as const, at, replaces, runs, over: over.slice(-200) }
    writeAmendmentEntry(doc, id, entry, random)
  })
  return null
}

/** Settles it, or opens it again. Everything said before stays, and so do the words of the text. */
export const settleAmendment = (
  doc: Y.Doc,
  id: EntryId,
  kind: 'accept' | 'decline' | 'withdraw' | 'reopen',
  acting: Acting,
): Refusal => {
  const { at, random, isSame, change } = acting
  const amendment = found(doc, id, isSame)
  if (!amendment) return 'not-found'
  if ((amendment.standing === 'open') === (kind === 'reopen')) return 'invalid-input'
  if (kind === 'withdraw' && !isSame(amendment.client, doc.clientID)) return 'not-permitted'
  const replaces = standingOf(amendment.record)
    .map(each => each.id)
    .slice(-200)
  if (kind === 'accept') return accept(doc, amendment, replaces, acting)
  change(() => void writeAmendmentEntry(doc, id, { kind, at, replaces }, random))
  return null
}

/** Says that a member has dealt with the common changes of two amendments. */
export const handleClash = (
  doc: Y.Doc,
  id: EntryId,
  other: EntryId,
  { at, random, isSame, change }: Acting,
): Refusal => {
  const clash = found(doc, id, isSame)?.clashes.find(each => each.id === other)
  if (!clash) return 'not-found'
  if (clash.isHandled) return 'invalid-input'
  change(() => void writeAmendmentEntry(doc, id, { kind: 'handled', at, other }, random))
  return null
}

/** The paragraph with both applied; `clashes`: for the same words the second one's were taken. */
export const togetherOf = (a: Amendment, b: Amendment): MergedWords =>
  mergeWords(a.target?.text ?? a.base, a.result, b.result)
