// The package of a Word file: its parts, their types and their relations. Entries are in the order of
// their names and have one fixed time, so that the same parts give the same bytes. ECMA-376 part 2.
import { strToU8 } from 'fflate'
import { fixedZip } from '../fixed-zip.ts'
import { declaration, element, escaped } from '../xml.ts'

const office = 'http://schemas.openxmlformats.org/officeDocument/2006'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const microsoft = 'http://schemas.microsoft.com/office'

const namespaces = {
  'xmlns:w': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'xmlns:r': `${office}/relationships`,
  'xmlns:wp': 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
  'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
  'xmlns:pic': 'http://schemas.openxmlformats.org/drawingml/2006/picture',
  'xmlns:mc': 'http://schemas.openxmlformats.org/markup-compatibility/2006',
  'xmlns:w14': `${microsoft}/word/2010/wordml`,
  'xmlns:w15': `${microsoft}/word/2012/wordml`,
  'mc:Ignorable': 'w14 w15',
}

/** The root of a part with its namespaces. */
export const rootOf = (name: string, content: string): string =>
  declaration + element(name, namespaces, content)

type PartKind =
  | 'styles'
  | 'numbering'
  | 'settings'
  | 'footnotes'
  | 'comments'
  | 'commentsExtended'
  | 'header'
  | 'footer'

const relationOf = (kind: PartKind): string =>
  kind === 'commentsExtended'
    ? `${microsoft}/2011/relationships/commentsExtended`
    : `${office}/relationships/${kind}`

export type FileFacts = { title: string; language: string }

const coreProperties = ({ title, language }: FileFacts): string =>
  declaration +
  element(
    'cp:coreProperties',
    {
      'xmlns:cp': `${packaged}/metadata/core-properties`,
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
    [
      element('dc:title', {}, escaped(title)),
      element('dc:creator'),
      element('dc:language', {}, language),
      element('cp:lastModifiedBy'),
      element('cp:revision', {}, '1'),
    ].join(''),
  )

const appProperties =
  declaration +
  element(
    'Properties',
    { xmlns: `${office}/extended-properties` },
    element('Application', {}, 'Baraza'),
  )

const relationsXml = (relations: readonly string[]): string =>
  declaration + element('Relationships', { xmlns: `${packaged}/relationships` }, relations.join(''))

const rootRelations = relationsXml(
  [
    [`${office}/relationships/officeDocument`, 'word/document.xml'],
    [`${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    [`${office}/relationships/extended-properties`, 'docProps/app.xml'],
  ].map(([Type, Target], at) => element('Relationship', { Id: `rId${at + 1}`, Type, Target })),
)

const fixedTypes = [
  element('Default', {
    Extension: 'rels',
    ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
  }),
  element('Default', { Extension: 'xml', ContentType: 'application/xml' }),
  element('Default', { Extension: 'png', ContentType: 'image/png' }),
  element('Default', { Extension: 'jpg', ContentType: 'image/jpeg' }),
  element('Override', {
    PartName: '/word/document.xml',
    ContentType: `${wordType}.document.main+xml`,
  }),
  element('Override', {
    PartName: '/docProps/core.xml',
    ContentType: 'application/vnd.openxmlformats-package.core-properties+xml',
  }),
  element('Override', {
    PartName: '/docProps/app.xml',
    ContentType: 'application/vnd.openxmlformats-officedocument.extended-properties+xml',
  }),
]

/** Parts and relations are numbered in the order in which they are added. */
export class WordFile {
  private readonly entries: Record<string, Uint8Array> = {}
  private readonly relations: string[] = []
  private readonly types: string[] = []
  private readonly links = new Map<string, string>()
  private readonly pictures = new Map<Uint8Array, string>()

  /** A part beside the text; the id of its relation. */
  add(kind: PartKind, xml: string): string {
    this.entries[`word/${kind}.xml`] = strToU8(xml)
    this.types.push(
      element('Override', {
        PartName: `/word/${kind}.xml`,
        ContentType: `${wordType}.${kind}+xml`,
      }),
    )
    return this.relate({ Type: relationOf(kind), Target: `${kind}.xml` })
  }

  /** The id of a link to an address outside. */
  link(href: string): string {
    const known = this.links.get(href)
    const id =
      known ??
      this.relate({
        Type: `${office}/relationships/hyperlink`,
        Target: href,
        TargetMode: 'External',
      })
    this.links.set(href, id)
    return id
  }

  /** The id of a picture; the same picture is in the file once. */
  picture(bytes: Uint8Array, extension: 'png' | 'jpg'): string {
    const known = this.pictures.get(bytes)
    if (known !== undefined) return known
    const name = `media/${this.pictures.size + 1}.${extension}`
    this.entries[`word/${name}`] = bytes
    const id = this.relate({ Type: `${office}/relationships/image`, Target: name })
    this.pictures.set(bytes, id)
    return id
  }

  /** The bytes of the file. */
  bytes(document: string, facts: FileFacts): Uint8Array {
    return fixedZip({
      ...this.entries,
      '[Content_Types].xml': strToU8(
        declaration +
          element(
            'Types',
            { xmlns: `${packaged}/content-types` },
            [...fixedTypes, ...this.types].join(''),
          ),
      ),
      '_rels/.rels': strToU8(rootRelations),
      'docProps/app.xml': strToU8(appProperties),
      'docProps/core.xml': strToU8(coreProperties(facts)),
      'word/_rels/document.xml.rels': strToU8(relationsXml(this.relations)),
      'word/document.xml': strToU8(document),
    })
  }

  private relate(relation: { Type: string; Target: string; TargetMode?: 'External' }): string {
    const id = `rId${this.relations.length + 1}`
    this.relations.push(element('Relationship', { Id: id, ...relation }))
    return id
  }
}
