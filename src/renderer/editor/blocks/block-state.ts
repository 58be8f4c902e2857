// The states of a block: everything about it that is neither its text nor its direction. Each is
// one attribute in the shared tree, so that two people's changes of different states both hold.
// A value that this version does not know is carried along as it is, never replaced.
import {
  alternativeFrom,
  cellName,
  cellNamed,
  isPrompt,
  pictureNamed,
  type BlockKind,
  type Cell,
  type MeetingStates,
  type Picture,
  type Prompt,
} from '#document/model'
import { isBlockId } from '#document/ids'
import {
  attributesOfMeeting,
  isBlockKind,
  meetingStatesIn,
  statesOfHalf,
  statesOfJoined,
} from '#document/tree'
import { Language } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { $getState, $setState, createState, type LexicalNode } from 'lexical'

const stored = <Key extends string>(key: Key, absent: string) =>
  createState(key, { parse: (value: unknown): unknown => (value === undefined ? absent : value) })

export const kindState = stored('kind', 'paragraph')
export const idState = stored('bid', '')
export const languageState = stored('lang', '')
/** The block this one was split from. */
export const fromState = stored('from', '')
/** Names an audience; the text then lies in a document of that audience, which `ref` points to. */
export const labelState = stored('label', '')
const referenceState = stored('ref', '')

/** Names of the table, the row and the column. */
const cellState = stored('cell', '')
/** In the header row of a table. */
export const headState = createState('head', {
  parse: (value: unknown): unknown => (value === undefined ? false : value),
})

/** The picture of a figure, and its alternative text. */
export const pictureState = stored('picture', '')
export const alternativeState = stored('alt', '')

/** Speakers of the line, and words off the record: both stay with each half of a block. */
export const namingState = stored('naming', '')
export const offState = createState('off', {
  parse: (value: unknown): unknown => (value === undefined ? false : value),
})
/** Items of agendas, lines of minutes; see `block-states.ts` of `src/document/tree`. */
export const ownerState = stored('owner', '')
export const dueState = stored('due', '')
const questionState = stored('question', '')
const otherMeetingStates = [
  ...(['time', 'by', 'papers', 'carried', 'item'] as const).map(name => stored(name, '')),
  questionState,
  ownerState,
  dueState,
]
const placeState = createState('place', {
  parse: (value: unknown): unknown => (value === undefined ? false : value),
})
const meetingStates = [namingState, offState, placeState, ...otherMeetingStates]

/** The name of what a template asks for while the block is empty. */
const promptState = stored('prompt', '')

export const blockStates = [
  kindState,
  idState,
  languageState,
  fromState,
  labelState,
  referenceState,
  cellState,
  headState,
  promptState,
  pictureState,
  alternativeState,
  ...meetingStates,
]

/** An unknown kind, and a cell, read as a paragraph; `$isForeign` tells. */
export const $kindOf = (node: LexicalNode): BlockKind => {
  const kind = $getState(node, kindState)
  return isBlockKind(kind) && !$cellOf(node) ? kind : 'paragraph'
}

/** Made by a newer version: shown, but not to be edited here. */
export const $isForeign = (node: LexicalNode): boolean => !isBlockKind($getState(node, kindState))

/** The prompt for its writer; null for none, and for one that only a newer version knows. */
export const $promptOf = (node: LexicalNode): Prompt | null => {
  const prompt = $getState(node, promptState)
  return isPrompt(prompt) ? prompt : null
}

/** The text of a labelled block lies elsewhere. */
export const $isWithheld = (node: LexicalNode): boolean => $getState(node, labelState) !== ''

/** The words stay in the group. */
export const $isOffRecord = (node: LexicalNode): boolean => $getState(node, offState) === true

export const $idOf = (node: LexicalNode): BlockId | null => {
  const id = $getState(node, idState)
  return isBlockId(id) ? id : null
}

export const $languageOf = (node: LexicalNode): Language | null => {
  const language = $getState(node, languageState)
  return Language.options.find(option => option === language) ?? null
}

/** The stored position of a cell of a table; undefined for other blocks. */
export const $cellOf = (node: LexicalNode): Cell | undefined => {
  const name = $getState(node, cellState)
  // The placeholder of a withheld table is no part of one.
  const isNone = name === '' || $isForeign(node) || $isWithheld(node)
  return isNone ? undefined : cellNamed(name, $getState(node, headState))
}

/** The stored values of these states, by attribute. */
const $meetingAttributes = (node: LexicalNode): Record<string, unknown> =>
  Object.fromEntries(meetingStates.map(state => [`s_${state.key}`, $getState(node, state)]))

/** The states that meetings give a block, as far as they can be read. */
export const $meetingOf = (node: LexicalNode): MeetingStates =>
  meetingStatesIn($meetingAttributes(node)) ?? {}

const $setMeetingAttributes = (node: LexicalNode, attributes: Record<string, unknown>): void => {
  for (const state of meetingStates) {
    const value = attributes[`s_${state.key}`]
    if (value !== undefined && value !== $getState(node, state)) $setState(node, state, value)
  }
}

/** The states of a second half: what was off the record, or not to be named, stays so in both. */
export const $takeStatesOfHalf = (from: LexicalNode, to: LexicalNode): void =>
  $setMeetingAttributes(to, statesOfHalf($meetingAttributes(from)))

/** The states that the block which stays gets from the one that goes, where two are joined. */
export const $takeStatesOfJoined = (goes: LexicalNode, stays: LexicalNode): void =>
  $setMeetingAttributes(stays, statesOfJoined($meetingAttributes(stays), $meetingAttributes(goes)))

/** The states of a block now, for its end: they are joined with those of the block that the end goes to. */
export const $statesOfEnd = (from: LexicalNode): ((to: LexicalNode) => void) => {
  const states = statesOfHalf($meetingAttributes(from))
  return to => $setMeetingAttributes(to, statesOfJoined($meetingAttributes(to), states))
}

type PastedStates = {
  meeting?: MeetingStates
  runs: readonly { who?: unknown }[]
  isForeign?: true
}

/** The states of words that are pasted: all of them in a block without words, and beside words as of a part of a line. */
export const $takeStatesOfPasted = (
  node: LexicalNode,
  { meeting = {}, runs, isForeign }: PastedStates,
  isWithoutWords: boolean,
): void => {
  if (isForeign && !isWithoutWords) return
  const given = attributesOfMeeting(meeting)
  const { off: _off, naming, ...own } = $meetingOf(node)
  if (isWithoutWords && Object.keys(own).length === 0) {
    const { s_naming: _naming, ...others } = given
    $setMeetingAttributes(node, naming === undefined ? given : others)
    if (naming === undefined) return
  }
  // Words without a speaker name nobody, however their line does.
  const isNamed = runs.some(({ who }) => who !== undefined)
  const joined = statesOfJoined($meetingAttributes(node), statesOfHalf(given))
  const { s_naming: _naming, ...others } = joined
  $setMeetingAttributes(node, isNamed ? joined : others)
}

export const $setCell = (node: LexicalNode, { head, ...cell }: Cell): void => {
  $setState(node, cellState, cellName(cell))
  if (head) $setState(node, headState, true)
}

/** Null for a block that is no figure. */
export const $figureOf = (
  node: LexicalNode,
): { picture: Picture | null; alternative: string } | null =>
  $kindOf(node) === 'figure'
    ? {
        picture: pictureNamed($getState(node, pictureState)) ?? null,
        alternative: alternativeFrom($getState(node, alternativeState)),
      }
    : null

/** A cell stays a paragraph, and a figure with a picture a figure. */
export const $maySetKind = (node: LexicalNode): boolean =>
  !$isForeign(node) && $cellOf(node) === undefined && ($figureOf(node)?.picture ?? null) === null

/** Nothing where `$maySetKind` says no. */
export const $setKind = (node: LexicalNode, kind: BlockKind): void => {
  if ($maySetKind(node) && $kindOf(node) !== kind) $setState(node, kindState, kind)
}

/** An empty line below what was put in its place goes on without a number; one that asks for words stays. */
export const $goOnPlain = (node: LexicalNode): void => {
  if ($promptOf(node) === null) $setKind(node, 'paragraph')
}

/** A plain paragraph with the words of a block of any other kind: its picture goes, and so does its place in a table. */
export const $makePlain = (node: LexicalNode): void => {
  const plain = [
    [cellState, ''],
    [headState, false],
    [pictureState, ''],
    [alternativeState, ''],
  ] as const
  for (const [state, absent] of plain)
    if ($getState(node, state) !== absent) $setState(node, state, absent)
  $setKind(node, 'paragraph')
}
