// XML from outside, read once from its beginning to its end. No document type, so no entities and
// nothing that is fetched; a limit for the depth.
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { Failure } from '#shared/failure'

/** Elements within each other; the deepest of a thousand real files has 40. */
const deepest = 256

/** Names as `prefix:local`, by the reader's own prefixes and not by those of the file. */
export type XmlAttributes = ReadonlyMap<string, string>

/** A whole element with all that it holds, for the small ones that describe something. */
export type XmlElement = {
  name: string
  attributes: XmlAttributes
  children: XmlElement[]
  text: string
}

/** `enter`: its content is announced too. `skip`: nothing in it. `collect`: it comes whole at its end. */
export type Way = 'enter' | 'skip' | 'collect'

export type XmlReader = {
  open(name: string, attributes: XmlAttributes): Way
  /** The end of an element that was entered. */
  close(name: string): void
  collected?(element: XmlElement): void
  text?(text: string): void
}

/** Hears how much of a part is read, from 0 to 1. */
export type Progress = (part: number) => void
/** Characters between two reports. */
const stretch = 1 << 16

/** The bytes as text, by their byte order mark; without one UTF-8, as the standard says. */
const textOf = (bytes: Uint8Array): string => {
  const [first, second] = bytes
  const label =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8'
  return new TextDecoder(label).decode(bytes)
}

class Walk {
  private readonly reader: XmlReader
  private readonly prefixes: ReadonlyMap<string, string>
  private depth = 0
  /** Depth of the element that is skipped or collected as a whole. */
  private skippedAt = 0
  private tree: XmlElement[] = []

  constructor(reader: XmlReader, prefixes: ReadonlyMap<string, string>) {
    this.reader = reader
    this.prefixes = prefixes
  }

  open(tag: SaxesTagNS): void {
    if (++this.depth > deepest) throw new Failure('file-too-costly')
    if (this.skippedAt > 0) return
    const [name, attributes] = [this.name(tag), this.attributesOf(tag)]
    const parent = this.tree.at(-1)
    if (parent) {
      const element = { name, attributes, children: [], text: '' }
      parent.children.push(element)
      this.tree.push(element)
      return
    }
    const way = this.reader.open(name, attributes)
    if (way === 'skip') this.skippedAt = this.depth
    if (way === 'collect') this.tree = [{ name, attributes, children: [], text: '' }]
  }

  text(text: string): void {
    if (this.skippedAt > 0) return
    const inside = this.tree.at(-1)
    if (inside) inside.text += text
    else this.reader.text?.(text)
  }

  close(tag: SaxesTagNS): void {
    const depth = this.depth--
    if (this.skippedAt > 0) {
      if (this.skippedAt === depth) this.skippedAt = 0
      return
    }
    const done = this.tree.pop()
    if (!done) this.reader.close(this.name(tag))
    else if (this.tree.length === 0) this.reader.collected?.(done)
  }

  private name({ uri, local, prefix }: { uri: string; local: string; prefix: string }): string {
    return `${this.prefixes.get(uri) ?? (uri === '' ? '' : `?${prefix}`)}:${local}`
  }

  private attributesOf({ attributes }: SaxesTagNS): XmlAttributes {
    const named = new Map<string, string>()
    for (const each of Object.values(attributes)) {
      if (each.prefix !== 'xmlns' && each.name !== 'xmlns') named.set(this.name(each), each.value)
    }
    return named
  }
}

/**
 * Reads a part. `prefixes`: for each namespace the prefix under which the reader knows it. Failures
 * `file-damaged` where it is no XML or names a document type, `file-too-costly`.
 */
export const readXml = (
  bytes: Uint8Array,
  prefixes: ReadonlyMap<string, string>,
  reader: XmlReader,
  progress: Progress = () => {},
): void => {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const walk = new Walk(reader, prefixes)
  parser.on('opentag', tag => walk.open(tag))
  parser.on('closetag', tag => walk.close(tag))
  parser.on('text', text => walk.text(text))
  parser.on('cdata', text => walk.text(text))
  parser.on('doctype', () => {
    throw new Failure('file-damaged')
  })
  parser.on('error', error => {
    throw new Failure('file-damaged', { cause: error })
  })
  const text = textOf(bytes)
  for (let at = 0; at < text.length; at += stretch) {
    parser.write(text.slice(at, at + stretch))
    progress(Math.min(1, (at + stretch) / text.length))
  }
  parser.close()
}

/** All of a part as elements, for parts that are short. */
export const treeOf = (bytes: Uint8Array, prefixes: ReadonlyMap<string, string>): XmlElement => {
  const found: XmlElement[] = []
  readXml(bytes, prefixes, {
    open: () => 'collect',
    close: () => {},
    collected: element => void found.push(element),
  })
  const [root] = found
  if (!root) throw new Failure('file-damaged')
  return root
}

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find(each => each.name === name)
