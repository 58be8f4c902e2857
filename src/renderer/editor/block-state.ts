// The states of a block: everything about it that is neither its text nor its direction. Each is
// one attribute in the shared tree, so that two people's changes of different states both hold.
// A value that this version does not know is carried along as it is, never replaced.
import { isBlockId, isBlockKind, type BlockKind } from '#shared/document'
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
export const referenceState = stored('ref', '')

export const blockStates = [
  kindState,
  idState,
  languageState,
  fromState,
  labelState,
  referenceState,
] as const

/** An unknown kind reads as a paragraph; `$isForeign` tells. */
export const $kindOf = (node: LexicalNode): BlockKind => {
  const kind = $getState(node, kindState)
  return isBlockKind(kind) ? kind : 'paragraph'
}

/** Made by a newer version: shown, but not to be edited here. */
export const $isForeign = (node: LexicalNode): boolean => !isBlockKind($getState(node, kindState))

/** The text of a labelled block lies elsewhere. */
export const $isWithheld = (node: LexicalNode): boolean => $getState(node, labelState) !== ''

export const $idOf = (node: LexicalNode): BlockId | null => {
  const id = $getState(node, idState)
  return isBlockId(id) ? id : null
}

export const $languageOf = (node: LexicalNode): Language | null => {
  const language = $getState(node, languageState)
  return Language.options.find(option => option === language) ?? null
}

export const $setKind = (node: LexicalNode, kind: BlockKind): void => {
  if (!$isForeign(node) && $kindOf(node) !== kind) $setState(node, kindState, kind)
}
