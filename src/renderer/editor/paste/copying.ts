// Copying from the page. A reference to a paragraph is one character here; elsewhere it becomes its
// words, and one to a footnote its number. Another text of ours gets the words of the footnote with it.
// Back in the same document both stay references: the window remembers that the clipboard holds a copy
// from it, and writes nothing there by which another program could learn the document.
// Brackets are drawn on the page and become letters in a copy, so that each wording reads apart.
import { GetClipboardDataExtension } from '@lexical/clipboard'
import { $sliceSelectedTextNodeContent } from '@lexical/selection'
import { bracketIn, noteSign } from '#document/model'
import { bracketSigns, edgesOf } from '#document/reading'
import type { EntryId } from '#document/ids'
import type { DocumentId } from '#shared/ids'
import {
  $getEditor,
  $getRoot,
  $isElementNode,
  $isTextNode,
  configExtension,
  type BaseSelection,
  type DOMExportOutputMap,
  type LexicalNode,
  type NodeKey,
  TextNode,
} from 'lexical'
import { $isBlockNode } from '../blocks/block-node.ts'
import { $isOffRecord, $meetingOf } from '../blocks/block-state.ts'
import { $toOf } from '../cross-references/paragraph-reference.ts'
import { $whoOf } from '../minutes/speaker.ts'
import { READ_NOTE_COMMAND } from '../notes/note-commands.ts'
import { $noteOf } from '../notes/reference.ts'
import { $marksOf } from '../review/suggestions/pieces.ts'

let copied: { document: DocumentId; json: string } | null = null
/** The words of the last copy from a line off the record, as another program gets them. */
let offText: string | null = null

export const isCopiedFrom = (document: DocumentId, json: string): boolean =>
  copied?.document === document && copied.json === json

/** In whatever text of this window. */
export const isCopiedHere = (json: string): boolean => copied?.json === json

/** Off the record, and pasted without saying so: as words or as markup. Windows changes the ends of lines. */
export const isOffHere = (text: string): boolean => text.replaceAll('\r\n', '\n') === offText

/** The number of a footnote, as it is drawn. */
const $numberOf = (_note: string, drawn: DOMStringMap | undefined): string =>
  `[${drawn?.['note'] ?? ''}]`

const $noteWords = (note: string): string => {
  let found = ''
  const read = (words: string): void => void (found = words)
  $getEditor().dispatchCommand(READ_NOTE_COMMAND, { note, read })
  return found
}

/** A text before or behind the selection, which touches it: the editor counts it in, and copies a sign whole. */
const $isBeside = (selection: BaseSelection, node: TextNode): boolean => {
  const points = selection.getStartEndPoints()
  if (points === null) return false
  const [start, end] = selection.isBackward() ? points.toReversed() : points
  const [isStart, isEnd] = [start, end].map(
    point => point?.type === 'text' && point.key === node.getKey(),
  )
  if (isStart && start?.offset === node.getTextContentSize()) return true
  return isEnd === true && end?.offset === 0
}

/** The selected part of a text node. */
const $selectedIn = (selection: BaseSelection, node: TextNode): string =>
  $isBeside(selection, node)
    ? ''
    : $sliceSelectedTextNodeContent(selection, node, 'clone').getTextContent()

/** The words of each sign in the selection, which are drawn over it; null for one that stands for nothing. */
export const $wordsOf = (selection: BaseSelection | null, $ofNote = $numberOf): (string | null)[] =>
  (selection?.getNodes() ?? []).filter($isTextNode).flatMap(node => {
    if (selection && $isBeside(selection, node)) return []
    const signs = node.getTextContent().split(noteSign).length - 1
    const note = $noteOf(node)
    const isDrawn = note !== null || $toOf(node) !== null || $whoOf(node) !== null
    const drawn = isDrawn ? $getEditor().getElementByKey(node.getKey())?.dataset : undefined
    const words = note === null ? (drawn?.['words'] ?? null) : $ofNote(note, drawn)
    return Array.from({ length: signs }, () => words)
  })

const withWords = (text: string, words: readonly (string | null)[]): string => {
  let at = 0
  return text.replaceAll(noteSign, () => words[at++] ?? noteSign)
}

type Signs = ReadonlyMap<NodeKey, { before: string; after: string }>

const $bracketOf = (node: LexicalNode | null) => {
  const bracket = $isBlockNode(node) || $isTextNode(node) ? bracketIn($marksOf(node)) : undefined
  return bracket ? { bracket } : {}
}

const $selectedTexts = (selection: BaseSelection): TextNode[] =>
  selection
    .getNodes()
    .filter($isTextNode)
    .filter(node => $selectedIn(selection, node) !== '')

const $isPartlyOff = (selection: BaseSelection): boolean =>
  $selectedTexts(selection).some(node => {
    const block = node.getTopLevelElement()
    return block !== null && $isOffRecord(block)
  })

type Held = ReturnType<typeof $bracketOf>

/** Versions of which some words among these paragraphs or words are outside the selection. */
const $cutVersions = (
  among: readonly LexicalNode[],
  isWhole: (node: LexicalNode) => boolean,
): ReadonlySet<EntryId | undefined> =>
  new Set(among.filter(node => !isWhole(node)).map(node => $bracketOf(node).bracket?.version))

/** Brackets around whole versions only. `apart`: also around parts where two of one set must read apart. */
const lettered = (
  held: readonly Held[],
  cut: ReadonlySet<EntryId | undefined>,
  apart = false,
): Held[] => {
  const versions = new Map(held.map(({ bracket }) => [bracket?.version, bracket?.set]))
  const sets = [...versions.values()]
  const isOneOfSeveral = (of: EntryId): boolean => sets.filter(set => set === of).length > 1
  return held.map(({ bracket }) =>
    bracket && (!cut.has(bracket.version) || (apart && isOneOfSeveral(bracket.set)))
      ? { bracket }
      : {},
  )
}

/**
 * The brackets before and behind each selected text. Words out of one version leave without: moved within it, they
 * would bring brackets as letters into the text.
 */
export const $signsIn = (selection: BaseSelection | null): Signs => {
  const signs = new Map<NodeKey, { before: string; after: string }>()
  if (!selection) return signs
  const texts = $selectedTexts(selection)
  const whole = new Set(
    texts.filter(node => $selectedIn(selection, node) === node.getTextContent()),
  )
  const isWhole = (node: LexicalNode): boolean =>
    $isElementNode(node)
      ? node.getChildren().every(isWhole)
      : node.getTextContent() === '' || ($isTextNode(node) && whole.has(node))
  const blocks = [...Map.groupBy(texts, node => node.getParent())]
  const held = blocks.map(([block]) => $bracketOf(block))
  const all = held.some(({ bracket }) => bracket) ? $getRoot().getChildren() : []
  const edges = edgesOf(lettered(held, $cutVersions(all, isWhole)))
  for (const [at, [block, nodes]] of blocks.entries()) {
    const cut = $cutVersions(block?.getChildren() ?? [], isWhole)
    const found = bracketSigns(lettered(nodes.map($bracketOf), cut, true))
    for (const [index, node] of nodes.entries()) {
      const { before = '', after = '' } = found[index] ?? {}
      const opens = edges[at]?.opens && index === 0 ? '[' : ''
      const closes = edges[at]?.closes && index === nodes.length - 1 ? ']' : ''
      if (before || after || opens || closes)
        signs.set(node.getKey(), { before: opens + before, after: after + closes })
    }
  }
  return signs
}

/** The selected words with these brackets, a line for each paragraph. */
const $textWith = (selection: BaseSelection, signs: Signs): string => {
  let text = ''
  for (const node of selection.getNodes()) {
    const { before = '', after = '' } = signs.get(node.getKey()) ?? {}
    if ($isTextNode(node)) text += before + $selectedIn(selection, node) + after
    else if ($isElementNode(node) && text !== '' && !text.endsWith('\n')) text += '\n'
    else if (!$isElementNode(node)) text += node.getTextContent()
  }
  return text.trimEnd()
}

/** The brackets of the copy that is being made as HTML. */
let signsNow: Signs = new Map()

/** How words leave as HTML: with their brackets. */
export const exportedWords: DOMExportOutputMap = new Map([
  [
    TextNode,
    (editor, node) => {
      const output = node.exportDOM(editor)
      const { before = '', after = '' } = signsNow.get(node.getKey()) ?? {}
      if (output.element && 'prepend' in output.element) {
        if (before) output.element.prepend(before)
        if (after) output.element.append(after)
      }
      return output
    },
  ],
])

type Json = { $?: Record<string, unknown>; children?: Json[]; nodes?: Json[]; text?: string }

/** Says in each reference, and each speaker, what it reads now, and in the sign of a footnote what that says. */
const sayWords = (node: Json, words: (string | null)[]): void => {
  const signs = (node.text ?? '').split(noteSign).length - 1
  const [first = null] = words.splice(0, signs)
  if (first !== null && node.$) node.$['was'] = first
  for (const each of node.nodes ?? node.children ?? []) sayWords(each, words)
}

/** Takes a sign beside the selection out of its copy, where it is the first or the last text. */
export const $dropBeside = (content: Json, selection: BaseSelection): void => {
  const texts: { text: Json; among: Json[] }[] = []
  const gather = ({ nodes, children }: Json): void => {
    const among = nodes ?? children ?? []
    for (const each of among) {
      if (each.text !== undefined) texts.push({ text: each, among })
      gather(each)
    }
  }
  gather(content)
  const beside = selection
    .getNodes()
    .filter($isTextNode)
    .filter(node => node.isToken() || $selectedIn(selection, node) !== '')
  for (const [at, node] of beside.entries()) {
    const found = texts[at]
    if (found && $isBeside(selection, node)) found.among.splice(found.among.indexOf(found.text), 1)
  }
}

/** Writes the brackets into the texts, which are those of the selection in the same order. */
const noteSigns = (node: Json, signs: { before: string; after: string }[]): void => {
  if (node.text) {
    const { before = '', after = '' } = signs.shift() ?? {}
    node.text = before + node.text + after
  }
  for (const each of node.nodes ?? node.children ?? []) noteSigns(each, signs)
}

/** Words out of one line are copied without the line: each says whether they are off the record, and who is named. */
const noteHidden = ({ nodes = [] }: Json, line: LexicalNode | null | undefined): void => {
  const { off, naming } = line ? $meetingOf(line) : {}
  for (const node of nodes)
    if (node.text !== undefined)
      node.$ = { ...node.$, ...(off && { off }), ...(naming && { naming }) }
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const copyFrom = (document: DocumentId) =>
  configExtension(GetClipboardDataExtension, {
    $exportMimeType: {
      'text/plain': [
        (selection, next) => {
          const signs = $signsIn(selection)
          const text = selection && signs.size > 0 ? $textWith(selection, signs) : (next() ?? '')
          const plain = withWords(text, $wordsOf(selection)) || null
          offText = selection && $isPartlyOff(selection) ? plain : null
          return plain
        },
      ],
      'text/html': [
        (selection, next) => {
          const words = $wordsOf(selection).map(each => (each === null ? null : escaped(each)))
          const [first] = (selection?.getNodes() ?? []).filter($isTextNode)
          // A sign before the selection is copied whole here, too: it says nothing.
          if (selection && first?.isToken() && $isBeside(selection, first)) words.unshift('')
          signsNow = $signsIn(selection)
          try {
            return withWords(next() ?? '', words) || null
          } finally {
            signsNow = new Map()
          }
        },
      ],
      'application/x-lexical-editor': [
        (selection, next) => {
          const json = next()
          if (json === null) return null
          const content = JSON.parse(json) as Json
          if (selection) $dropBeside(content, selection)
          sayWords(content, $wordsOf(selection, $noteWords))
          if (selection) noteHidden(content, $selectedTexts(selection)[0]?.getParent())
          const signs = $signsIn(selection)
          if (selection && signs.size > 0)
            noteSigns(
              content,
              $selectedTexts(selection).map(
                node => signs.get(node.getKey()) ?? { before: '', after: '' },
              ),
            )
          copied = { document, json: JSON.stringify(content) }
          return copied.json
        },
      ],
    },
  })
