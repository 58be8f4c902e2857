// Small OpenDocument texts for tests, with just the parts and elements that a test names.
import { strToU8, zipSync } from 'fflate'

const oasis = 'urn:oasis:names:tc:opendocument:xmlns'
const declared = [
  ...['office', 'text', 'style', 'table', 'meta', 'manifest'].map(
    name => `xmlns:${name}="${oasis}:${name}:1.0"`,
  ),
  `xmlns:draw="${oasis}:drawing:1.0"`,
  `xmlns:fo="${oasis}:xsl-fo-compatible:1.0"`,
  `xmlns:svg="${oasis}:svg-compatible:1.0"`,
  'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
  'xmlns:math="http://www.w3.org/1998/Math/MathML"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
].join(' ')

export type OpenTextParts = {
  /** Styles that were set by hand, with those of lists. */
  automatic?: string
  /** Styles with names. */
  styles?: string
  /** Master pages, with headers and footers. */
  pages?: string
  type?: string
  /** Elements of the manifest. */
  manifest?: string
  /** Before the root of the text. */
  prologue?: string
  /** In place of `office:text`. */
  holds?: string
  /** Other parts by their names. */
  more?: Record<string, Uint8Array>
}

const rooted = (name: string, content: string): string =>
  `<office:${name} ${declared}>${content}</office:${name}>`

/** `body`: the content of `office:text`. */
export const openText = (body: string, parts: OpenTextParts = {}): Uint8Array => {
  const { automatic = '', styles, pages = '', prologue = '', more = {} } = parts
  const { type = 'application/vnd.oasis.opendocument.text', manifest = '', holds = 'text' } = parts
  const content = `<office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:${holds}>${body}</office:${holds}></office:body>`
  const files: Record<string, Uint8Array> = {
    mimetype: strToU8(type),
    'META-INF/manifest.xml': strToU8(
      `<manifest:manifest ${declared}>${manifest}</manifest:manifest>`,
    ),
    'content.xml': strToU8(prologue + rooted('document-content', content)),
    ...more,
  }
  if (styles !== undefined || pages !== '') {
    const named = `<office:styles>${styles ?? ''}</office:styles><office:master-styles>${pages}</office:master-styles>`
    files['styles.xml'] = strToU8(rooted('document-styles', named))
  }
  return zipSync(files)
}

export const p = (content: string, style?: string): string =>
  style === undefined
    ? `<text:p>${content}</text:p>`
    : `<text:p text:style-name="${style}">${content}</text:p>`

export const span = (style: string, content: string): string =>
  `<text:span text:style-name="${style}">${content}</text:span>`

export const style = (family: 'paragraph' | 'text', name: string, inside = '', more = ''): string =>
  `<style:style style:family="${family}" style:name="${name}" ${more}>${inside}</style:style>`

export const letters = (properties: string): string => `<style:text-properties ${properties}/>`

export const about = (author: string, more = ''): string =>
  `<office:change-info><dc:creator>${author}</dc:creator>${more}<dc:date>2018-03-01T10:00:00</dc:date></office:change-info>`

export const region = (id: string, content: string): string =>
  `<text:changed-region text:id="${id}">${content}</text:changed-region>`

export const insertion = (id: string, author = 'R.K.', more = ''): string =>
  region(id, `<text:insertion>${about(author, more)}</text:insertion>`)

export const deletion = (id: string, content: string, author = 'R.K.', more = ''): string =>
  region(id, `<text:deletion>${about(author, more)}${content}</text:deletion>`)

export const tracked = (...regions: string[]): string =>
  `<text:tracked-changes>${regions.join('')}</text:tracked-changes>`

export const begins = (id: string): string => `<text:change-start text:change-id="${id}"/>`
export const ends = (id: string): string => `<text:change-end text:change-id="${id}"/>`
export const out = (id: string): string => `<text:change text:change-id="${id}"/>`
