// The one class of block in the editor. The kind of a block lies in its states, so changing a
// heading into a paragraph changes an attribute and never replaces the node (replacing loses words
// that another member is typing into it). It replaces Lexical's paragraph wherever Lexical makes
// one.
import type { BlockKind } from '#document/model'
import {
  $getState,
  $setState,
  ParagraphNode,
  setDOMUnmanaged,
  type DOMExportOutput,
  type EditorConfig,
  type ElementDOMSlot,
  type LexicalEditor,
  type LexicalNode,
  type LexicalNodeReplacement,
  type RangeSelection,
  type Klass,
} from 'lexical'
import {
  $cellOf,
  $idOf,
  $isForeign,
  $isOffRecord,
  $isWithheld,
  $kindOf,
  $languageOf,
  $promptOf,
  $takeStatesOfHalf,
  blockStates,
  fromState,
  kindState,
  languageState,
} from './block-state.ts'
import { glyphOf } from '../minutes/glyphs.ts'
import { isCaptured } from '../minutes/kinds.ts'
import { keepUnknownProperties } from '../collab/unknown-nodes.ts'

const tags: Partial<Record<BlockKind, string>> = {
  h1: 'h1',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  quote: 'blockquote',
  figure: 'figure',
  decision: 'section',
  action: 'section',
  reservation: 'section',
  information: 'section',
}

const tagOf = (block: BlockNode): string => ($cellOf(block) ? 'div' : (tags[$kindOf(block)] ?? 'p'))

/** A cell's words stand in an element of its own within its row, so that both can be told as such. */
const cellAround = (page: Document): HTMLElement => {
  const [outside, row, words] = [...['div', 'div', 'p'].map(tag => page.createElement(tag))] as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ]
  outside.className = 'cell'
  words.className = 'cell-words'
  outside.append(row)
  row.append(words)
  return outside
}

/** Above a figure's caption is a space for its picture, which is no part of the text. */
const figureAround = (page: Document): HTMLElement => {
  const outside = page.createElement('figure')
  const [picture, words] = [page.createElement('div'), page.createElement('figcaption')]
  picture.className = 'figure-picture'
  picture.contentEditable = 'false'
  // The editor does not take its content for typed text.
  setDOMUnmanaged(picture)
  words.className = 'figure-words'
  outside.append(picture, words)
  return outside
}

/** A captured line of minutes stands between its name and what is known of it, neither of them its text. */
const captureAround = (page: Document): HTMLElement => {
  const outside = page.createElement('section')
  const [label, words, facts] = [...['div', 'p', 'div'].map(tag => page.createElement(tag))] as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ]
  label.className = 'capture-label'
  words.className = 'capture-words'
  facts.className = 'capture-facts'
  for (const beside of [label, facts]) {
    beside.contentEditable = 'false'
    setDOMUnmanaged(beside)
  }
  outside.append(label, words, facts)
  return outside
}

/** Sets the attribute, or removes it for null. */
const put = (dom: HTMLElement, name: string, value: string | null): void => {
  if (value === null) dom.removeAttribute(name)
  else if (dom.getAttribute(name) !== value) dom.setAttribute(name, value)
}

const elementOf = (tag: string, page: Document): HTMLElement => {
  if (tag === 'div') return cellAround(page)
  if (tag === 'section') return captureAround(page)
  return tag === 'figure' ? figureAround(page) : page.createElement(tag)
}

/** Where the words are in what is more than a paragraph, by its element; asked for at every key. */
const slots: Record<string, string> = {
  div: ':scope > div > .cell-words',
  figure: ':scope > .figure-words',
  section: ':scope > .capture-words',
}

export class BlockNode extends ParagraphNode {
  override $config() {
    return this.config('block', { extends: ParagraphNode, stateConfigs: [...blockStates] })
  }

  override createDOM(config: EditorConfig): HTMLElement {
    const tag = tagOf(this)
    const paragraph = super.createDOM(config)
    const page = paragraph.ownerDocument
    const dom = tag === 'p' ? paragraph : elementOf(tag, page)
    this.describe(dom)
    return dom
  }

  override getDOMSlot(element: HTMLElement): ElementDOMSlot<HTMLElement> {
    const within = slots[element.localName]
    const words = within ? element.querySelector<HTMLElement>(within) : null
    const slot = super.getDOMSlot(element)
    return words === null ? slot : slot.withElement(words)
  }

  override exportDOM(editor: LexicalEditor): DOMExportOutput {
    const isPlain = ['div', 'figure', 'section'].includes(tagOf(this))
    return isPlain ? { element: document.createElement('p') } : super.exportDOM(editor)
  }

  override updateDOM(_previous: this, dom: HTMLElement): boolean {
    // The element knows what it is; states of a previous node read as those of the latest one.
    if (dom.localName !== tagOf(this)) return true
    this.describe(dom)
    return false
  }

  private describe(dom: HTMLElement): void {
    // A page break is passed over by the caret; one that came with words shows them, to be freed.
    const isBreak = $kindOf(this) === 'pagebreak' && this.isEmpty()
    const locked = $isForeign(this) || $isWithheld(this) || isBreak
    const kind = $kindOf(this)
    if (dom.localName === 'section' && dom.dataset['kind'] !== kind && isCaptured(kind))
      dom
        .querySelector(':scope > .capture-label')
        ?.replaceChildren(glyphOf(kind, dom.ownerDocument))
    put(dom, 'data-kind', kind)
    put(dom, 'data-off', $isOffRecord(this) ? '' : null)
    put(dom, 'data-bid', $idOf(this))
    put(dom, 'lang', $languageOf(this))
    put(dom, 'data-foreign', $isForeign(this) ? '' : null)
    put(dom, 'data-withheld', $isWithheld(this) ? '' : null)
    put(dom, 'contenteditable', locked ? 'false' : null)
    const prompt = this.isEmpty() && !locked ? $promptOf(this) : null
    put(dom, 'data-prompt', prompt)
    if (prompt !== null) dom.style.setProperty('--prompt', `var(--prompt-${prompt})`)
  }

  /** A second block of the same kind, language and direction, that remembers where it came from. */
  override insertNewAfter(_selection?: RangeSelection | null, restoreSelection = true): BlockNode {
    const block = this.sibling()
    const id = $idOf(this)
    if (id !== null) $setState(block, fromState, id)
    this.insertAfter(block, restoreSelection)
    return block
  }

  /** An empty block of the same kind, language and direction, not yet in the page; beside a figure a paragraph. */
  sibling(): BlockNode {
    const kind = $kindOf(this)
    const block = $createBlockNode(kind === 'figure' ? 'paragraph' : kind)
    $setState(block, languageState, $getState(this, languageState))
    $takeStatesOfHalf(this, block)
    block.setDirection(this.getDirection())
    return block
  }

  /** Attributes that only a newer version understands live on the node as they came. */
  override afterCloneFrom(previous: this): void {
    super.afterCloneFrom(previous)
    keepUnknownProperties(this, previous)
  }

  override collapseAtStart(): boolean {
    return false
  }
}

export const $isBlockNode = (node: LexicalNode | null | undefined): node is BlockNode =>
  node instanceof BlockNode

export const $createBlockNode = (kind: BlockKind = 'paragraph'): BlockNode => {
  const block = new BlockNode()
  if (kind !== 'paragraph') $setState(block, kindState, kind)
  return block
}

/**
 * The nodes that an editor of pages must be created with: the block, in place of Lexical's
 * paragraph.
 */
export const blockNodes: readonly (Klass<LexicalNode> | LexicalNodeReplacement)[] = [
  BlockNode,
  { replace: ParagraphNode, with: () => new BlockNode(), withKlass: BlockNode },
]
