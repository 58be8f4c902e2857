// The package of an OpenDocument text: its parts and their list. The first entry is the type, stored as
// it is; the others are in the order of their names and have one fixed time, so that the same parts give
// the same bytes. OpenDocument 1.3 part 2.
import { strToU8 } from 'fflate'
import { declaration, element, escaped } from '../xml.ts'
import { fixedZip } from '../fixed-zip.ts'

const oasis = 'urn:oasis:names:tc:opendocument:xmlns'
const type = 'application/vnd.oasis.opendocument.text'

const namespaces = {
  ...Object.fromEntries(
    ['office', 'text', 'style', 'table', 'meta'].map(name => [
      `xmlns:${name}`,
      `${oasis}:${name}:1.0`,
    ]),
  ),
  'xmlns:draw': `${oasis}:drawing:1.0`,
  'xmlns:fo': `${oasis}:xsl-fo-compatible:1.0`,
  'xmlns:svg': `${oasis}:svg-compatible:1.0`,
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:loext': 'urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0',
  'office:version': '1.3',
}

/** The root of a part with its namespaces. */
export const rootOf = (name: string, content: string): string =>
  declaration + element(`office:${name}`, namespaces, content)

export type FileFacts = { title: string; language: string }

const metaXml = ({ title, language }: FileFacts): string =>
  rootOf(
    'document-meta',
    element(
      'office:meta',
      {},
      [
        element('meta:generator', {}, 'Baraza'),
        element('dc:title', {}, escaped(title)),
        element('dc:language', {}, language),
      ].join(''),
    ),
  )

const manifestXml = (entries: readonly (readonly [path: string, type: string])[]): string =>
  declaration +
  element(
    'manifest:manifest',
    { 'xmlns:manifest': `${oasis}:manifest:1.0`, 'manifest:version': '1.3' },
    entries
      .map(([path, media]) =>
        element('manifest:file-entry', {
          'manifest:full-path': path,
          'manifest:version': path === '/' ? '1.3' : undefined,
          'manifest:media-type': media,
        }),
      )
      .join(''),
  )

export class OpenTextFile {
  private readonly pictures = new Map<Uint8Array, string>()

  /** The path of a picture; the same picture is in the file once. */
  picture(bytes: Uint8Array, extension: 'png' | 'jpg'): string {
    const path = this.pictures.get(bytes) ?? `Pictures/${this.pictures.size + 1}.${extension}`
    this.pictures.set(bytes, path)
    return path
  }

  /** The bytes of the file. */
  bytes(parts: { content: string; styles: string }, facts: FileFacts): Uint8Array {
    const pictures = [...this.pictures].map(([bytes, path]) => [path, bytes] as const)
    const manifest = manifestXml([
      ['/', type],
      ...['content.xml', 'meta.xml', 'styles.xml'].map(path => [path, 'text/xml'] as const),
      ...pictures.map(
        ([path]) => [path, path.endsWith('png') ? 'image/png' : 'image/jpeg'] as const,
      ),
    ])
    return fixedZip(
      {
        'META-INF/manifest.xml': strToU8(manifest),
        'content.xml': strToU8(parts.content),
        'meta.xml': strToU8(metaXml(facts)),
        'styles.xml': strToU8(parts.styles),
        ...Object.fromEntries(pictures),
      },
      ['mimetype', strToU8(type)],
    )
  }
}
