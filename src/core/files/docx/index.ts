// Reads a Word file as it is: nothing is taken in or out of its text yet.
import { readXml, type Progress, type Way, type XmlAttributes, type XmlReader } from '../xml.ts'
import type { Altered, Flow, Foreign, LeftOut } from '#document/flow'
import { count } from '#document/flow'
import { takePictures } from '../pictures.ts'
import { withTitle } from '../title.ts'
import { BodyReader, type Surroundings } from './body.ts'
import { readComments } from './comments.ts'
import { readNumbering } from './numbering.ts'
import { openWordPackage, prefixes, type Part } from './package.ts'
import { readStyles } from './styles.ts'

/** Footnotes and endnotes of these types are lines of the page's layout. */
const isSeparator = (type: string | undefined): boolean => /eparator|otice/.test(type ?? '')

/** A part of notes: each one a flow of its own. */
const readNotes = (
  part: Part | null,
  kind: 'footnote' | 'endnote',
  surroundings: Omit<Surroundings, 'relationships'>,
): [string, Flow][] => {
  const notes: [string, Flow][] = []
  if (!part) return notes
  const { relationships } = part
  let inside: BodyReader | null = null
  const reader: XmlReader = {
    open(name: string, attributes: XmlAttributes): Way {
      if (inside) return inside.open(name, attributes)
      if (name !== `w:${kind}`) return 'enter'
      if (isSeparator(attributes.get('w:type'))) return 'skip'
      const flow: Flow = []
      notes.push([`${kind} ${attributes.get('w:id') ?? ''}`, flow])
      inside = new BodyReader({ ...surroundings, relationships }, flow)
      return 'enter'
    },
    close(name) {
      if (name === `w:${kind}`) inside = null
      else inside?.close(name)
    },
    collected: element => inside?.collected(element),
    text: text => inside?.text(text),
  }
  readXml(part.bytes, prefixes, reader)
  return notes
}

/**
 * Failures `file-wrong-kind`, `file-has-program`, `file-damaged`, `file-too-large`,
 * `file-too-costly`.
 */
export const readDocx = async (bytes: Uint8Array, progress?: Progress): Promise<Foreign> => {
  const word = await openWordPackage(bytes)
  const bytesOf = async (kind: string) => (await word.related(kind))?.bytes ?? null
  const [leftOut, altered, flow]: [LeftOut, Altered, Flow] = [new Map(), new Map(), []]
  const surroundings = {
    styles: readStyles(await bytesOf('styles')),
    numbering: readNumbering(await bytesOf('numbering')),
    leftOut,
    altered,
  }
  const { relationships } = word.document
  for (const { type } of relationships.values()) {
    if (type === 'header' || type === 'footer') count(leftOut, 'header')
  }
  const body = new BodyReader({ ...surroundings, relationships }, flow)
  readXml(word.document.bytes, prefixes, body, progress)
  const footnotes = readNotes(await word.related('footnotes'), 'footnote', surroundings)
  const endnotes = readNotes(await word.related('endnotes'), 'endnote', surroundings)
  const notes = new Map([...footnotes, ...endnotes])
  const pictures = await takePictures({ flow, notes, leftOut }, word.read)
  return withTitle({
    flow,
    notes,
    pictures,
    comments: readComments(await bytesOf('comments'), await bytesOf('commentsExtended')),
    title: null,
    leftOut,
    altered,
  })
}
