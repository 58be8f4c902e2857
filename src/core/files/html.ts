// A web page, as parse5 reads it.
import { parse, type DefaultTreeAdapterTypes } from 'parse5'
import {
  nothingElse,
  readMarkup,
  type Foreign,
  type MarkupElement,
  type MarkupNode,
} from '#document/flow'
import { decoded, mustBeSmall } from './plain-bytes.ts'

type Node = DefaultTreeAdapterTypes.ChildNode
type Element = DefaultTreeAdapterTypes.Element

const elementOf = (element: Element): MarkupElement => ({
  name: element.tagName,
  value: attribute => element.attrs.find(({ name }) => name === attribute)?.value ?? '',
  children: () => element.childNodes.map(nodeOf),
})

const nodeOf = (node: Node): MarkupNode =>
  'tagName' in node ? elementOf(node) : 'value' in node ? node.value : ''

/** By its byte order mark, or as the page says near its beginning; else UTF-8. */
const encodingOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const [, named = 'utf-8'] =
    /<meta\b[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)/i.exec(beginning) ?? []
  try {
    return new TextDecoder(named).encoding
  } catch {
    return 'utf-8'
  }
}

const elementNamed = (nodes: readonly Node[], name: string): Element | undefined =>
  nodes.find((node): node is Element => 'tagName' in node && node.tagName === name)

/** Failures `file-wrong-kind`, `file-too-large`. */
export const readHtml = (bytes: Uint8Array): Foreign => {
  mustBeSmall(bytes)
  const page = elementNamed(parse(decoded(bytes, encodingOf(bytes))).childNodes, 'html')
  const body = page && elementNamed(page.childNodes, 'body')
  return page && body
    ? readMarkup(elementOf(page), elementOf(body)).foreign
    : { ...nothingElse(), flow: [] }
}
