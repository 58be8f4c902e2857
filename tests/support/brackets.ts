// A text under negotiation, made like in the product.
import {
  bracketBlocks,
  bracketWords,
  proposeAlternative,
  type BracketAct,
} from '#document/review/brackets'
import { readPage, rootOf } from '#document/tree'
import * as Y from 'yjs'
import { countedRandom } from './editor-peer.ts'
import { block, documentWith } from './shared-pages.ts'

export const actIn = (doc: Y.Doc, seed = 3, at = 5): BracketAct => ({
  at,
  random: countedRandom(seed + doc.clientID),
  change: work => doc.transact(work),
})

/** 1, [2], [2 bis with (a)], 3 with [shall] [should]. */
export const negotiated = (): Y.Doc => {
  const doc = documentWith([
    block('num1', 'Urges States to act.'),
    block('num1', 'Calls upon States to report.'),
    block('num1', 'Decides that States shall meet.'),
  ])
  const act = actIn(doc)
  const first = bracketBlocks(doc, [1], act)
  if (!first) throw new Error('Nothing to put in brackets')
  proposeAlternative(doc, first, 'Invites States to report.', act)
  const [, , other] = readPage(doc).blocks
  const below = documentWith([block('num2', 'Every year;')], 9)
  const made = (rootOf(below).get(0) as Y.XmlElement).clone() as Y.XmlElement
  if (other?.bracket) made.setAttribute(`s_br:${other.bracket.version}`, other.bracket.set)
  rootOf(doc).insert(3, [made])
  const shall = bracketWords(doc, { index: 4, from: 20, to: 25 }, act)
  if (!shall) throw new Error('No words to put in brackets')
  proposeAlternative(doc, shall, 'should', act)
  return doc
}
