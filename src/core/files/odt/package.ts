// The parts of an OpenDocument text. OpenDocument 1.4 part 2.
import { Failure } from '#shared/failure'
import { treeOf, type XmlElement } from '../xml.ts'
import { openZip, type Zip } from '../zip.ts'

const oasis = 'urn:oasis:names:tc:opendocument:xmlns'

export const prefixes: ReadonlyMap<string, string> = new Map([
  ...['office', 'text', 'style', 'table', 'meta'].map((name): [string, string] => [
    `${oasis}:${name}:1.0`,
    name,
  ]),
  [`${oasis}:drawing:1.0`, 'draw'],
  [`${oasis}:xsl-fo-compatible:1.0`, 'fo'],
  [`${oasis}:svg-compatible:1.0`, 'svg'],
  [`${oasis}:manifest:1.0`, 'manifest'],
  [`${oasis}:dr3d:1.0`, 'dr3d'],
  ['urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0', 'loext'],
  ['http://www.w3.org/1999/xlink', 'xlink'],
  ['http://www.w3.org/1998/Math/MathML', 'math'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
])

/** Texts, and templates for them. */
const isText = (type: string): boolean =>
  /^application\/vnd\.oasis\.opendocument\.text(?:-template|-web|-master)?$/.test(type)

/** A module of a program. The lists of modules lie there too, and may be empty. */
const isProgram = (name: string): boolean =>
  /^Scripts\/./.test(name) || /^Basic\/[^/]+\/(?!script-lb|dialog-lb)[^/]+\.xml$/.test(name)

const mustBePlain = async (zip: Zip): Promise<void> => {
  const manifest = await zip.read('META-INF/manifest.xml')
  const isLocked = (element: XmlElement): boolean =>
    element.name === 'manifest:encryption-data' || element.children.some(isLocked)
  if (manifest && isLocked(treeOf(manifest, prefixes))) throw new Failure('file-has-password')
  if ([...zip.names].some(isProgram)) throw new Failure('file-has-program')
}

/** The words of a formula; its notes for programs are none of them. */
const wordsOf = ({ name, children, text }: XmlElement): string =>
  name.startsWith('math:annotation')
    ? ''
    : children.length === 0
      ? text.trim()
      : children.map(wordsOf).join('')

export const formulaIn = (element: XmlElement): string | null =>
  element.name === 'math:math'
    ? wordsOf(element)
    : (element.children.map(formulaIn).find(each => each !== null) ?? null)

const peek = 1_000
const isFormula = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, peek)).includes('http://www.w3.org/1998/Math/MathML')

/** More formulas of one file stay out, as other embedded files do. */
const mostFormulas = 500

const formulasOf = async (zip: Zip): Promise<Map<string, string>> => {
  const formulas = new Map<string, string>()
  const parts = [...zip.names].filter(name => /^[^/]+\/content\.xml$/.test(name))
  for (const part of parts.slice(0, mostFormulas)) {
    const bytes = await zip.read(part)
    const words = bytes && isFormula(bytes) ? formulaIn(treeOf(bytes, prefixes)) : null
    if (words !== null) formulas.set(part.slice(0, part.indexOf('/')), words)
  }
  return formulas
}

export type TextPackage = {
  content: Uint8Array
  styles: Uint8Array | null
  /** The words of embedded formulas, by the names of their folders. */
  formulas: ReadonlyMap<string, string>
  /** The bytes of any part, as `Zip.read`. */
  read(name: string): Promise<Uint8Array | null>
}

/**
 * Failures `file-wrong-kind` where it is a zip and no text, `file-has-program`,
 * `file-has-password`, `file-damaged`, `file-too-large`, `file-too-costly`.
 */
export const openTextPackage = async (bytes: Uint8Array): Promise<TextPackage> => {
  const zip = await openZip(bytes)
  const type = await zip.read('mimetype')
  if (!type || !isText(new TextDecoder().decode(type).trim())) throw new Failure('file-wrong-kind')
  await mustBePlain(zip)
  const content = await zip.read('content.xml')
  if (!content) throw new Failure('file-damaged')
  const styles = await zip.read('styles.xml')
  return { content, styles, formulas: await formulasOf(zip), read: zip.read }
}
