// Setting and taking off links for a selection.
import { $createTextNode, $isTextNode, type RangeSelection, type TextNode } from 'lexical'
import { $blockOf, $mayChange } from '../blocks/block-edits.ts'
import { $hrefOf, $setHref, $withoutHref } from '../page/links.ts'

const $isChangeable = (node: TextNode): boolean => {
  const block = $blockOf(node)
  return block !== null && $mayChange(block)
}

/** The neighbours of `node` that lead where it leads, with itself, in order. */
const $wholeLink = (node: TextNode): TextNode[] => {
  const href = $hrefOf(node)
  const same = (other: unknown): other is TextNode =>
    $isTextNode(other as TextNode) && $hrefOf(other as TextNode) === href
  const found = [node]
  for (let at = node.getPreviousSibling(); same(at); at = at.getPreviousSibling()) found.unshift(at)
  for (let at = node.getNextSibling(); same(at); at = at.getNextSibling()) found.push(at)
  return found
}

const $linkAtCaret = (selection: RangeSelection): TextNode | null => {
  const node = selection.anchor.getNode()
  return selection.isCollapsed() && $isTextNode(node) && $hrefOf(node) !== null ? node : null
}

/** Where the first linked words of the selection lead; empty without any. */
export const $linkIn = (selection: RangeSelection): string => {
  const nodes = selection.isCollapsed() ? [selection.anchor.getNode()] : selection.getNodes()
  for (const node of nodes) {
    const href = $isTextNode(node) ? $hrefOf(node) : null
    if (href !== null) return href
  }
  return ''
}

/**
 * Lets the selected words lead to `href`, nowhere for an empty one. A caret in a link means the whole
 * of it; a caret elsewhere puts the address itself into the text.
 */
export const $setLink = (selection: RangeSelection, href: string): void => {
  const caretLink = $linkAtCaret(selection)
  if (caretLink === null && selection.isCollapsed()) {
    const block = $blockOf(selection.anchor.getNode())
    if (href === '' || block === null || !$mayChange(block)) return
    const words = $createTextNode(href.replace(/^mailto:/i, '')).setFormat(selection.format)
    $setHref(words, href)
    selection.insertNodes([words])
    return
  }
  const nodes = caretLink === null ? selection.extract().filter($isTextNode) : $wholeLink(caretLink)
  for (const node of nodes.filter($isChangeable))
    if (href === '') $withoutHref(node)
    else $setHref(node, href)
}
