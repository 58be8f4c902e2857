// A zip written again so that the same content gives the same bytes: entries in order of name, one
// fixed time, and document properties that say nothing about who, where or when.
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'

// The earliest time a zip can carry (APPNOTE 4.4.6): 1 January 1980.
const anyTime = new Date(1980, 0, 1)

const coreProperties = (title: string, language: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title><dc:creator></dc:creator><dc:language>${language}</dc:language><cp:lastModifiedBy></cp:lastModifiedBy><cp:revision>1</cp:revision></cp:coreProperties>`

const appProperties = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Baraza</Application></Properties>`

/** `title` must be escaped for XML. */
export const repackDocx = (
  bytes: Uint8Array,
  facts: {
    title: string
    language: string
    /** Rewrites the part numbering.xml. */
    numbering?: (xml: string) => string
  },
): Uint8Array => {
  const entries = unzipSync(bytes)
  const out: Zippable = {}
  const links = new Map<string, string>()
  for (const name of Object.keys(entries).toSorted()) {
    const content = entries[name]
    if (content === undefined) continue
    if (name === 'docProps/core.xml') {
      out[name] = strToU8(coreProperties(facts.title, facts.language))
    } else if (name === 'docProps/app.xml') out[name] = strToU8(appProperties)
    else if (name === 'word/numbering.xml' && facts.numbering)
      out[name] = strToU8(facts.numbering(withoutEditIds(strFromU8(content))))
    else if (/\.(xml|rels)$/.test(name)) {
      const letters = withoutEditIds(lettersOf(strFromU8(content)))
      const xml = withCountedPictures(withCountedBookmarks(letters))
      out[name] = strToU8(withCountedLinks(xml, links))
    } else out[name] = content
  }
  return zipSync(out, { mtime: anyTime, level: 9 })
}

// The library names each hyperlink at random; here they are numbered in order.
const withCountedLinks = (xml: string, names: Map<string, string>): string =>
  xml.replace(/"rId([\w-]{21})"/g, (_, name: string) => {
    const counted = names.get(name) ?? `rIdLink${names.size + 1}`
    names.set(name, counted)
    return `"${counted}"`
  })

// The library counts bookmarks over all files that it ever wrote; here each file counts from the
// beginning.
const withCountedBookmarks = (xml: string): string => {
  const numbers = new Map<string, number>()
  return xml.replace(
    /(<w:bookmark(?:Start|End)\b[^>]*? w:id=")(\d+)"/g,
    (_, start: string, id: string) => {
      const counted = numbers.get(id) ?? numbers.size + 1
      numbers.set(id, counted)
      return `${start}${counted}"`
    },
  )
}

// Pictures are counted in the same way.
const withCountedPictures = (xml: string): string => {
  let counted = 0
  return xml.replace(/(<wp:docPr\b[^>]*? id=")\d+"/g, (_, start: string) => `${start}${++counted}"`)
}

// XML 1.0, production 2: one other character makes Word refuse the whole file.
const lettersOf = (xml: string): string =>
  xml.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

// Revision and paragraph identifiers let a reader link two files to one writing session.
const withoutEditIds = (xml: string): string =>
  xml.replace(/ (?:w:rsid\w*|w14:paraId|w14:textId|w15:restartNumberingAfterBreak)="[^"]*"/g, '')
