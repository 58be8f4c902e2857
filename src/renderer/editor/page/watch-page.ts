// Follows the editor and publishes the screen's view of the page: blocks with their numbers, and
// the block of the cursor. Typing in a paragraph touches that paragraph's entry only, behind the
// frame that shows it; numbers are computed again when blocks come, go or change kind, and put on
// the page as attributes.
import { bracketIn, noteSign, uniteBrackets } from '#document/model'
import { edgesOf, printedWords } from '#document/reading'
import { numberBlocks, placesOf, type Numbering } from '#document/numbering'
import {
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  type LexicalEditor,
  type LexicalNode,
  type NodeKey,
  type UpdateListenerPayload,
} from 'lexical'
import { keepsBlockOrder } from '../blocks/block-order.ts'
import { $isBlockNode } from '../blocks/block-node.ts'
import { $cellOf, $idOf, $isWithheld, $kindOf } from '../blocks/block-state.ts'
import { $noteOf } from '../notes/reference.ts'
import { behindFrame } from '../replica/after-paint.ts'
import { $marksOf } from '../review/suggestions/pieces.ts'
import type { PageBlock, PageState } from './page-state.ts'

/** From this many blocks on, those out of sight are not laid out. */
const largePage = 200
const charactersPerLine = 68
/** Milliseconds by which counts and headings may follow typing. */
const follow = 300

const $notesOf = (node: LexicalNode): string[] =>
  $isElementNode(node)
    ? node
        .getChildren()
        .map($noteOf)
        .filter(note => note !== null)
    : []

/** The words of a block for readers outside the editor, where these differ from what stands in it. */
const $saidBy = (node: LexicalNode): string | undefined => {
  if (!$isBlockNode(node)) return undefined
  const runs = node
    .getChildren()
    .filter($isTextNode)
    .map(child => {
      const marks = $marksOf(child)
      const bracket = bracketIn(marks)
      const isSuggested = Object.keys(marks).some(key => key.startsWith('in:'))
      return { text: child.getTextContent(), isSuggested, ...(bracket && { bracket }) }
    })
  if (!runs.some(({ bracket, isSuggested }) => bracket ?? isSuggested)) return undefined
  return printedWords({ runs: runs.filter(({ isSuggested }) => !isSuggested) })
}

const $entry = (node: LexicalNode): PageBlock => {
  const bracket = $isBlockNode(node) ? bracketIn($marksOf(node)) : undefined
  const text = node.getTextContent()
  const said = $saidBy(node)
  return {
    id: $idOf(node) ?? node.getKey(),
    kind: $kindOf(node),
    number: '',
    place: '',
    text,
    ...(said !== undefined && { said }),
    ...($isWithheld(node) && { withheld: true }),
    ...($cellOf(node) && { cell: true }),
    ...(bracket && { bracket }),
    ...(text.includes(noteSign) && { notes: $notesOf(node) }),
  }
}

/** A block whose words alone changed is counted as changed for their sake, never for its own. */
const areWords = (dirty: UpdateListenerPayload['dirtyElements']): boolean =>
  [...dirty].every(([key, isItself]) => key === 'root' || !isItself)

const put = (element: HTMLElement, name: string, value: string | null): void => {
  if (value === null) delete element.dataset[name]
  else if (element.dataset[name] !== value) element.dataset[name] = value
}

/** Puts the number, brackets and expected height of a block on its element. */
const paintBlock = (element: HTMLElement, entries: readonly PageBlock[], index: number): void => {
  const entry = entries[index]
  if (!entry) return
  const [edge] = edgesOf(entries.slice(Math.max(0, index - 1), index + 2)).slice(index > 0 ? 1 : 0)
  const opening = edge?.opens ? '[' : ''
  const number = entry.number === '' ? null : `${opening}${entry.number}`
  put(element, 'number', number)
  // A figure's stands before its caption.
  const caption =
    element.localName === 'figure' && element.querySelector<HTMLElement>(':scope > .figure-words')
  if (caption) put(caption, 'number', number)
  // An alternative's number does not fit into the space before a paragraph.
  put(element, 'long', entry.bracket && entry.number.length > 4 ? '' : null)
  put(element, 'opens', edge?.opens ? '' : null)
  put(element, 'closes', edge?.closes ? '' : null)
  if (entries.length < largePage) return
  const lines = String(Math.max(1, Math.ceil(entry.text.length / charactersPerLine)))
  if (element.style.getPropertyValue('--lines') !== lines)
    element.style.setProperty('--lines', lines)
}

/** True where the two differ in their words at most. */
const isSameButWords = (now: PageBlock, before: PageBlock): boolean =>
  now.id === before.id &&
  now.kind === before.kind &&
  now.withheld === before.withheld &&
  now.cell === before.cell &&
  (now.notes ?? []).join() === (before.notes ?? []).join() &&
  JSON.stringify(now.bracket) === JSON.stringify(before.bracket)

/** The blocks with their numbers; an unchanged one stays the same object. */
const numbered = (read: readonly PageBlock[], numbering: Numbering): PageBlock[] => {
  const united = uniteBrackets(read.map(entry => ({ ...entry, runs: [] })))
  const numbers = numberBlocks(united, numbering)
  const places = placesOf(united, numbering)
  return read.map((entry, index) => {
    const number = numbers[index] ?? ''
    const place = places[index] ?? ''
    return entry.number === number && entry.place === place ? entry : { ...entry, number, place }
  })
}

/** The known block with the words of another reading. */
const withWords = (known: PageBlock, { text, said }: PageBlock): PageBlock => {
  const block = { ...known, text }
  delete block.said
  return said === undefined ? block : { ...block, said }
}

/** Returns its undo. */
export function watchPage(
  editor: LexicalEditor,
  page: PageState,
  numbering: Numbering,
): () => void {
  let keys: NodeKey[] = []
  let entries: PageBlock[] = []
  let indexOf = new Map<NodeKey, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Blocks whose words changed since they were read. */
  const worded = new Set<NodeKey>()

  const publish = (): void => {
    clearTimeout(timer)
    timer = undefined
    page.publish({ blocks: entries })
  }
  const paint = (index: number): void => {
    const element = editor.getElementByKey(keys[index] ?? '')
    if (element) paintBlock(element, entries, index)
  }
  const $readAll = (dirty: ReadonlyMap<NodeKey, unknown>): void => {
    const before = new Map(keys.map((key, index) => [key, entries[index]]))
    const nodes = $getRoot().getChildren()
    const read = nodes.map(node => {
      const known = before.get(node.getKey())
      const isKnown = !dirty.has(node.getKey()) && !worded.has(node.getKey())
      return known && isKnown ? known : $entry(node)
    })
    worded.clear()
    keys = nodes.map(node => node.getKey())
    indexOf = new Map(keys.map((key, index) => [key, index]))
    entries = numbered(read, numbering)
  }
  /** False when the change was more than words in known blocks. */
  const $readWords = (dirty: readonly NodeKey[]): boolean => {
    const changed: [number, PageBlock][] = []
    for (const key of dirty) {
      if (key === 'root') continue
      const index = indexOf.get(key)
      const node = editor.getEditorState()._nodeMap.get(key)
      const known = index === undefined ? undefined : entries[index]
      if (index === undefined || !known || !node) return false
      const entry = $entry(node)
      if (!isSameButWords(entry, known)) return false
      if (entry.text !== known.text || entry.said !== known.said)
        changed.push([index, withWords(known, entry)])
    }
    if (changed.length > 0) {
      entries = [...entries]
      for (const [index, entry] of changed) entries[index] = entry
    }
    for (const [index] of changed) paint(index)
    return true
  }
  const $caretBlock = (): string | null => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return null
    const key = selection.focus.getNode().getTopLevelElement()?.getKey()
    return entries[indexOf.get(key ?? '') ?? -1]?.id ?? null
  }

  const $showAll = (dirty: ReadonlyMap<NodeKey, unknown>): void => {
    $readAll(dirty)
    editor.getRootElement()?.toggleAttribute('data-large', entries.length >= largePage)
    keys.forEach((_, index) => paint(index))
    publish()
  }
  const $show = (dirty: ReadonlyMap<NodeKey, unknown>): void => {
    if ($readWords([...dirty.keys()])) timer ??= setTimeout(publish, follow)
    else $showAll(dirty)
  }
  const { ask: askToRead, forget } = behindFrame(() => {
    const dirty = new Map([...worded].map(key => [key, true]))
    worded.clear()
    if (dirty.size > 0) editor.getEditorState().read(() => $show(dirty))
  })
  const $take = (payload: UpdateListenerPayload): void => {
    const { dirtyElements } = payload
    if (keys.length === 0 || !keepsBlockOrder(payload)) return $showAll(dirtyElements)
    if (!areWords(dirtyElements)) return $show(dirtyElements)
    for (const key of dirtyElements.keys()) worded.add(key)
    askToRead()
  }

  const onUpdate = (payload: UpdateListenerPayload): void => {
    const { editorState, dirtyElements, dirtyLeaves } = payload
    editorState.read(() => {
      if (dirtyElements.size > 0 || dirtyLeaves.size > 0) $take(payload)
      const current = $caretBlock()
      if (current !== page.snapshot().current) page.publish({ current })
    })
  }
  const stop = editor.registerUpdateListener(onUpdate)
  const stopRoot = editor.registerRootListener(root => {
    if (!root) return
    editor.getEditorState().read(() => $showAll(new Map()))
  })
  return () => {
    clearTimeout(timer)
    forget()
    stop()
    stopRoot()
  }
}
