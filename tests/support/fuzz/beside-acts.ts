// Changes of a member beside the words of the text: figures, the title, files, and entries of the
// logs on a language version, on consents and on consultation rounds.
import { attach, readAttachments, takeOut } from '#document/files'
import {
  beginRound,
  endRound,
  readConsents,
  readConsultations,
  sayConsent,
  takeIn,
  triageAnswer,
  consentScopes,
} from '#document/consultation'
import { readChecks, sayTranslated, sourceWords } from '#document/languages'
import { readPage, writeMeta } from '#document/tree'
import { settledPage, type Picture } from '#document/model'
import { $getSelection, $isRangeSelection } from 'lexical'
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import type * as Y from 'yjs'
import {
  PUT_FIGURE_COMMAND,
  registerFigureCommands,
} from '../../../src/renderer/editor/figures/figure-commands.ts'
import { $cellOf, $figureOf, $idOf } from '../../../src/renderer/editor/blocks/block-state.ts'
import { triageStates } from '../../../src/document/consultation/consultation-entries.ts'
import type { Chance } from './chance.ts'
import type { Peer } from './peers.ts'
import { $blocks, inBlock, type Act } from './turn.ts'

const hex = (by: Chance, bytes: number): string => Buffer.from(by.bytes(bytes)).toString('hex')

/** A picture need not be here to be named. */
const aPicture = (by: Chance): Picture => ({
  ...({ type: 'png', size: 10, width: 2, height: 2 } as const),
  hash: hex(by, 32),
})
const aSaying = (by: Chance) => ({ at: 1, random: by.bytes })

/** Like a person who was asked for a picture and its words. */
const put = (
  { editor, binder }: Peer,
  figure: { key: string | null; picture: Picture; alternative: string },
): void => {
  const parts = { onAsk: () => {}, onRefused: () => {}, onFile: () => {}, onSeveral: () => {} }
  const undo = registerFigureCommands(editor, { ...parts, separate: binder.undo.separate })
  editor.dispatchCommand(PUT_FIGURE_COMMAND, figure)
  undo()
}

/** A new one with a word of its caption, or another picture or alternative for one that is there. */
const figure = inBlock((block, { peer, by, ledger, touch }) => {
  const figures = $blocks().filter($figureOf)
  if (figures.length === 0 || by.next() < 0.3) {
    // A picture in a table asks nobody.
    if ($cellOf(block)) return
    block.selectEnd()
    put(peer, { key: null, picture: aPicture(by), alternative: `Chart ${by.below(1000)}` })
    const caption = $getSelection()
    if ($isRangeSelection(caption)) caption.insertText(ledger.word())
    return
  }
  const there = by.pick(figures)
  touch($idOf(there) ?? '')
  const { picture, alternative = '' } = $figureOf(there) ?? {}
  const isAnother = picture === null || picture === undefined || by.next() < 0.5
  put(peer, {
    key: there.getKey(),
    picture: isAnother ? aPicture(by) : picture,
    alternative: isAnother ? alternative : `Graph ${by.below(1000)}`,
  })
})

const title: Act = ({ peer: { doc }, by }) =>
  writeMeta(doc, { title: `Title ${by.below(1000)}` }, 'title')

const file: Act = ({ peer: { doc }, by, ledger }) => {
  const there = readAttachments(doc)
  if (there.length > 0 && by.next() < 0.3) {
    const { id } = by.pick(there)
    ledger.tookOut(id)
    return takeOut(doc, id, aSaying(by))
  }
  const size = 1 + by.below(1000)
  const made = { name: `annex ${by.below(99)}.pdf`, hash: hex(by, 32), size }
  ledger.began(attach(doc, made, aSaying(by)))
}

const hash = (label: string, ...parts: Uint8Array[]): Uint8Array => {
  const digest = createHash('sha256').update(label)
  for (const part of parts) digest.update(part)
  return new Uint8Array(digest.digest())
}

/** Marks a paragraph as matching its original. */
const translated: Act = ({ peer: { doc }, by }) => {
  const page = settledPage(readPage(doc))
  const block = by.pick(page.blocks)
  if (block.id === null) return
  const said = [{ block: block.id, words: sourceWords(block, page) }]
  sayTranslated(doc, said, { ...aSaying(by), hash })
}

const consent: Act = ({ peer: { doc }, by }) => {
  const code = `R${1 + by.below(3)}`
  const scope = by.pick(consentScopes)
  sayConsent(doc, { code, scope, until: null, what: `As said ${by.below(1000)}` }, aSaying(by))
}

/** Begins a round, takes a reply in, answers for the group, or ends it. */
const consult: Act = ({ peer: { doc }, by, ledger }) => {
  const rounds = readConsultations(doc)
  if (rounds.length === 0 || by.next() < 0.2) {
    const asked = { round: hex(by, 16), digest: hex(by, 32), question: 'What?', until: '' }
    ledger.began(beginRound(doc, asked, aSaying(by)))
    return
  }
  const round = by.pick(rounds)
  const way = by.next()
  if (way < 0.1) return void endRound(doc, round.entry.id, aSaying(by))
  const answers = round.answers.map(({ entry }) => entry.id)
  if (answers.length === 0 || way < 0.5) {
    const parts = readPage(doc).blocks.flatMap(({ id }) =>
      id === null ? [] : [{ block: id, place: '', text: 'As sent' }],
    )
    const from = { name: 'N', organisation: 'O', naming: 'named' as const }
    const reply = { id: hex(by, 16), ...from, answers: [{ part: 1, comment: 'So', wording: null }] }
    takeIn(doc, round.entry.id, reply, parts, aSaying(by))
    return
  }
  const answer = { state: by.pick(triageStates), response: 'Thanks' }
  triageAnswer(doc, by.pick(answers), answer, aSaying(by))
}

export const besideActs = { figure, title, file, translated, consent, consult } satisfies Record<
  string,
  Act
>

/** All of it, equal where the same is there. */
export const besidesIn = (doc: Y.Doc): unknown[] => [
  readAttachments(doc),
  [...readChecks(doc)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  [...readConsents(doc)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  readConsultations(doc),
]
