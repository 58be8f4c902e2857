// A reference to a paragraph on the page: one character, there as a whole or not at all, whose
// states name the block and its words when the reference was put in. The present words are drawn
// over it (`reference-texts.ts`).
import { isBlockId } from '#document/ids'
import { noteSign, type Reference } from '#document/model'
import {
  $createTextNode,
  $getState,
  $isTextNode,
  $setState,
  createState,
  type LexicalNode,
  type TextNode,
} from 'lexical'

const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const toState = createState('to', { parse: stringOf })
const wasState = createState('was', { parse: stringOf })
const bareState = createState('bare', { parse: value => value === true })

/** The paragraph that this text refers to; null for words. */
export const $toOf = (node: LexicalNode | null): Reference | null => {
  if (!$isTextNode(node) || node.getTextContent() !== noteSign) return null
  const block = $getState(node, toState)
  if (!isBlockId(block)) return null
  const bare = $getState(node, bareState)
  return { block, was: $getState(node, wasState), ...(bare && { bare: true }) }
}

export const $createParagraphReference = ({ block, was, bare }: Reference): TextNode => {
  const node = $createTextNode(noteSign).setMode('token')
  $setState(node, toState, block)
  $setState(node, wasState, was)
  if (bare) $setState(node, bareState, true)
  return node
}
