// Suggestions that were settled: each verdict on them, with the member who gave it and what that member recorded.
import type * as Y from 'yjs'
import type { SameMember } from '#document/review/amendments'
import type { ParagraphSuggestion } from './paragraph-suggestions.ts'
import { goneWithheld, withheldBlocks } from '#document/restricted'
import { paragraphOf } from './settle-paragraphs.ts'
import { readSuggestions, type Suggestion, type Waited } from './suggestions.ts'

export type SettledSuggestion = Suggestion | ParagraphSuggestion

export type GivenVerdict = {
  kind: 'accept' | 'reject' | 'withdraw'
  /** The client id that gave it. */
  client: number
  at: number
  /** The change as the device of this verdict recorded it: claimed by its member, and not by the suggestion's author. */
  recorded: Waited
}

const nothing: Waited = { inserted: '', struck: '', formatted: '', formats: 0 }

/** Whether the member of this client suggested it. A suggestion from a file is by the author whom that names. */
export const isSuggestedBy = (
  { client: author, quoted }: Pick<SettledSuggestion, 'client' | 'quoted'>,
  client: number,
  isSame: SameMember,
): boolean => quoted === undefined && isSame(author, client)

const recordedIn = ({ kind, removed, was }: Suggestion['record'][number]): Waited =>
  // An earlier version kept only the words that went.
  was ?? { ...nothing, [kind === 'accept' ? 'struck' : 'inserted']: removed }

/** All of them, in the order of their times, which are claims: none takes the place of another. */
export const verdictsOn = (suggestion: SettledSuggestion, isSame: SameMember): GivenVerdict[] => {
  if ('standing' in suggestion)
    return suggestion.record.map(({ kind, client, at }) => ({
      kind,
      client,
      at,
      recorded: nothing,
    }))
  return suggestion.record.map(verdict => {
    const { kind, client, at } = verdict
    const isWithdrawal = kind === 'reject' && isSuggestedBy(suggestion, client, isSame)
    return { kind: isWithdrawal ? 'withdraw' : kind, client, at, recorded: recordedIn(verdict) }
  })
}

/** The words that a suggestion for a paragraph takes out, those that it puts in, and those that stay as they are. */
export const changeOf = ({
  what,
  base,
  wording,
}: Pick<ParagraphSuggestion, 'what' | 'base' | 'wording'>) => ({
  struck: what === 'remove' || what === 'words' ? base : '',
  inserted: what === 'add' || what === 'words' ? wording : '',
  stays: ['kind', 'move', 'split', 'join'].includes(what) ? base : '',
})

/**
 * Suggestions of `inText` and of `paragraphs` that wait no more, the last one first. Words of a paragraph that is
 * restricted now, or was when it went, are left out.
 */
export const readSettledSuggestions = (
  doc: Y.Doc,
  paragraphs: readonly ParagraphSuggestion[] = [],
  inText: readonly Suggestion[] = readSuggestions(doc),
): SettledSuggestion[] => {
  const withheld = new Set<unknown>([...withheldBlocks(doc), ...goneWithheld(doc)])
  // A verdict of an earlier version does not say where its words stood.
  const isWithheld = ({ was }: Suggestion['record'][number]): boolean =>
    withheld.size > 0 && (was?.blocks?.some(block => withheld.has(block)) ?? true)
  const ofText = inText
    .filter(({ places }) => places.length === 0)
    .map(suggestion => ({
      ...suggestion,
      record: suggestion.record.map(verdict =>
        isWithheld(verdict) ? { ...verdict, removed: '', was: nothing } : verdict,
      ),
    }))
  const ofParagraphs = paragraphs.filter(({ id, what, block, standing, target }) => {
    const own = what === 'add' ? [] : [block, target?.block]
    return (
      standing !== 'open' && ![...own, paragraphOf(id)].some(each => each && withheld.has(each))
    )
  })
  const last = ({ record }: SettledSuggestion): number => record.at(-1)?.at ?? 0
  return [...ofText, ...ofParagraphs].toSorted((a, b) => last(b) - last(a))
}
