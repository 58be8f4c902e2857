// The tree that parse5 makes of a page.
import type { DefaultTreeAdapterTypes } from 'parse5'

export type Node = DefaultTreeAdapterTypes.ChildNode
export type Element = DefaultTreeAdapterTypes.Element

export const isElement = (node: Node): node is Element => 'tagName' in node

/** Empty where the element has no such attribute. */
export const valueOf = ({ attrs }: Element, name: string): string =>
  attrs.find(each => each.name === name)?.value ?? ''
