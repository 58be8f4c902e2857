// The parts of a Word file: the text, what it refers to, and where links lead. ECMA-376 part 2.
import { posix } from 'node:path'
import { Failure } from '#shared/failure'
import { treeOf } from '../xml.ts'
import { openZip, type Zip } from '../zip.ts'

const transitional = 'http://schemas.openxmlformats.org'
const strict = 'http://purl.oclc.org/ooxml'
const microsoft = 'http://schemas.microsoft.com/office/word'

/** The namespaces that the reader knows; ISO 29500 strict has others for the same. */
export const prefixes: ReadonlyMap<string, string> = new Map([
  [`${transitional}/wordprocessingml/2006/main`, 'w'],
  [`${strict}/wordprocessingml/main`, 'w'],
  [`${transitional}/officeDocument/2006/relationships`, 'r'],
  [`${strict}/officeDocument/relationships`, 'r'],
  [`${transitional}/package/2006/relationships`, 'rel'],
  [`${transitional}/package/2006/content-types`, 'ct'],
  [`${transitional}/markup-compatibility/2006`, 'mc'],
  [`${transitional}/drawingml/2006/wordprocessingDrawing`, 'wp'],
  [`${strict}/drawingml/wordprocessingDrawing`, 'wp'],
  [`${transitional}/drawingml/2006/picture`, 'pic'],
  [`${strict}/drawingml/picture`, 'pic'],
  [`${transitional}/drawingml/2006/main`, 'a'],
  [`${strict}/drawingml/main`, 'a'],
  [`${transitional}/drawingml/2006/chart`, 'c'],
  [`${strict}/drawingml/chart`, 'c'],
  [`${transitional}/drawingml/2006/diagram`, 'dgm'],
  [`${strict}/drawingml/diagram`, 'dgm'],
  [`${transitional}/officeDocument/2006/math`, 'm'],
  [`${strict}/officeDocument/math`, 'm'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  [`${microsoft}/2010/wordml`, 'w14'],
  [`${microsoft}/2012/wordml`, 'w15'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
])

export type Relationship = { type: string; target: string; isExternal: boolean }
export type Relationships = ReadonlyMap<string, Relationship>

export type Part = { name: string; bytes: Uint8Array; relationships: Relationships }

export type WordPackage = {
  document: Part
  /** Another part by the last word of its relation to the text ("styles", "comments"). */
  related(kind: string): Promise<Part | null>
  /** The bytes of any part, as `Zip.read`. */
  read(name: string): Promise<Uint8Array | null>
}

const readRelationships = async (zip: Zip, part: string): Promise<Relationships> => {
  const { dir, base } = posix.parse(part)
  const bytes = await zip.read(posix.join(dir, '_rels', `${base}.rels`))
  if (!bytes) return new Map()
  const found = new Map<string, Relationship>()
  for (const { name, attributes } of treeOf(bytes, prefixes).children) {
    const [id, target] = [attributes.get(':Id'), attributes.get(':Target')]
    if (name !== 'rel:Relationship' || id === undefined || target === undefined) continue
    const isExternal = attributes.get(':TargetMode') === 'External'
    const type = (attributes.get(':Type') ?? '').split('/').at(-1) ?? ''
    found.set(id, { type, target: isExternal ? target : withinPackage(dir, target), isExternal })
  }
  return found
}

/** A target begins at the package or beside its source. */
const withinPackage = (folder: string, target: string): string =>
  target.startsWith('/') ? target.slice(1) : posix.join(folder, target)

/** Content types of Word's own templates and documents with a program in them. */
const withProgram = /macroEnabled|vbaProject/i

const mustHoldNoProgram = (types: Uint8Array | null): void => {
  if (!types) throw new Failure('file-wrong-kind')
  for (const { attributes } of treeOf(types, prefixes).children) {
    if (withProgram.test(attributes.get(':ContentType') ?? ''))
      throw new Failure('file-has-program')
  }
}

/**
 * Failures `file-wrong-kind` where it is a zip and no Word file, `file-has-program`,
 * `file-damaged`, `file-too-large`, `file-too-costly`.
 */
export const openWordPackage = async (bytes: Uint8Array): Promise<WordPackage> => {
  const zip = await openZip(bytes)
  mustHoldNoProgram(await zip.read('[Content_Types].xml'))
  const root = await readRelationships(zip, '')
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')
  const read = async (name: string): Promise<Part | null> => {
    const part = await zip.read(name)
    return part && { name, bytes: part, relationships: await readRelationships(zip, name) }
  }
  const document = main && !main.isExternal ? await read(main.target) : null
  if (!document) throw new Failure('file-wrong-kind')
  return {
    document,
    read: zip.read,
    async related(kind) {
      const relations = [...document.relationships.values()]
      const found = relations.find(({ type, isExternal }) => type === kind && !isExternal)
      return found ? read(found.target) : null
    },
  }
}
