// The text of a Word file, or of its footnotes: one pass over the part. Elements that only hold
// others (content controls, smart tags, links, changes) are entered, and their content takes over
// the state that they state. ECMA-376 part 1, 17.
import { noteSign } from '#document/model'
import {
  count,
  pictureOf,
  type Altered,
  type Flow,
  type LeftOut,
  type Look,
  type Piece,
  type Presented,
  type Quoted,
  type Table,
  type TableRow,
} from '#document/flow'
import { childOf, type Way, type XmlAttributes, type XmlElement, type XmlReader } from '../xml.ts'
import { Fields } from './fields.ts'
import { answerIn } from './forms.ts'
import type { Numbering } from './numbering.ts'
import type { Relationships } from './package.ts'
import { placeFor, type Place } from './text-place.ts'
import { isOn, lookUnder, numberOf, quotedBy, valueOf } from './properties.ts'
import { roleOf } from './roles.ts'
import { isMirroredBy, type Style, type Styles } from './styles.ts'
import { countSign, letterOf, spelledIn } from '../symbols.ts'

const withoutNumber = (properties: XmlElement): XmlElement => ({
  ...properties,
  children: properties.children.filter(({ name }) => name !== 'w:numPr'),
})

export type Surroundings = {
  styles: Styles
  numbering: Numbering
  relationships: Relationships
  leftOut: LeftOut
  altered: Altered
}

const skipped = new Set([
  ...['w:sectPr', 'w:tblPr', 'w:tblGrid', 'w:sdtPr', 'w:sdtEndPr', 'w:smartTagPr', 'w:customXmlPr'],
  ...['w:rt', 'w:rubyPr', 'w:tblPrEx', 'w:numberingChange'],
])
const collected = new Set(['w:pPr', 'w:rPr', 'w:trPr', 'w:tcPr', 'w:ffData'])
const changes: Record<string, 'inserted' | 'deleted'> = {
  'w:ins': 'inserted',
  'w:moveTo': 'inserted',
  'w:del': 'deleted',
  'w:moveFrom': 'deleted',
}
const texts = new Set(['w:t', 'w:delText', 'm:t'])
/** No table of ours has as many, and none of Word's. */
const mostColumns = 64

export class BodyReader implements XmlReader {
  private readonly given: Surroundings
  private place: Place
  /** The places around it. */
  private readonly around: Place[] = []
  private readonly tables: Table[] = []
  private readonly rows: TableRow[] = []
  private readonly inserted: Quoted[] = []
  private readonly deleted: Quoted[] = []
  private readonly links: (string | undefined)[] = []
  private readonly fields = new Fields()
  /** For each alternative content around: whether its first choice was taken. */
  private readonly chosen: boolean[] = []
  private readonly comments = new Set<string>()
  /** The picture that is open, and the words for the next one. */
  private picture: { relation?: string | undefined; isLinked?: boolean } | null = null
  private described = ''
  private isText = false
  private isCode = false

  constructor(given: Surroundings, flow: Flow) {
    this.given = given
    this.place = placeFor(flow)
  }

  open(name: string, attributes: XmlAttributes): Way {
    if (skipped.has(name)) return 'skip'
    if (collected.has(name)) return 'collect'
    const change = changes[name]
    if (change) this[change].push(this.quoted(name, attributes))
    if (texts.has(name)) this.isText = true
    return this.openers[name]?.(attributes) ?? 'enter'
  }

  close(name: string): void {
    const change = changes[name]
    if (change) this[change].pop()
    if (texts.has(name)) this.isText = false
    this.closers[name]?.()
  }

  text(text: string): void {
    if (this.isCode) this.fields.addCode(text)
    else if (this.isText) this.add(spelledIn(this.place.font, text, this.given))
  }

  collected(element: XmlElement): void {
    if (element.name === 'w:pPr') this.describeParagraph(element)
    else if (element.name === 'w:rPr') this.describeRun(element)
    else if (element.name === 'w:trPr') this.describeRow(element)
    else if (element.name === 'w:ffData') this.fields.answerWith(answerIn(element))
    else this.describeCell(element)
  }

  private readonly openers: Record<string, (attributes: XmlAttributes) => Way | void> = {
    'w:p': () => this.openParagraph(),
    'w:r': () => this.openRun(),
    'w:hyperlink': attributes => void this.links.push(this.target(attributes)),
    'w:fldSimple': attributes => this.fields.begin(attributes.get('w:instr') ?? ' '),
    'w:fldChar': attributes => this.fieldChar(attributes.get('w:fldCharType')),
    'w:instrText': () => void (this.isCode = true),
    'w:delInstrText': () => void (this.isCode = true),
    'w:tab': () => this.add('\t'),
    'w:ptab': () => this.add('\t'),
    'w:br': attributes => this.lineBreak(attributes),
    'w:cr': () => this.add('\n'),
    'w:noBreakHyphen': () => this.add('\u2011'),
    'w:sym': attributes => this.symbol(attributes),
    'w:footnoteReference': attributes => this.note('footnote', attributes),
    'w:endnoteReference': attributes => this.note('endnote', attributes),
    'w:commentRangeStart': attributes => void this.comments.add(attributes.get('w:id') ?? ''),
    'w:commentRangeEnd': attributes => void this.comments.delete(attributes.get('w:id') ?? ''),
    'w:tbl': () => void this.tables.push({ is: 'table', rows: [] }),
    'w:tr': () => void this.rows.push({ cells: [], isHead: false, inserted: null, deleted: null }),
    'w:tc': () => this.openCell(),
    'w:txbxContent': () => this.openBox(),
    'w:object': () => this.leaveOut('object'),
    'w:altChunk': () => this.leaveOut('object'),
    'c:chart': () => this.leaveOut('object'),
    'dgm:relIds': () => this.leaveOut('object'),
    'wp:docPr': attributes => this.describePicture(attributes.get(':descr')),
    'pic:pic': () => void (this.picture = {}),
    'a:blip': attributes => this.blip(attributes),
    'v:shape': attributes => this.describePicture(attributes.get(':alt')),
    'v:textpath': attributes => this.drawnWords(attributes.get(':string')),
    'v:imagedata': attributes => this.image(attributes.get('r:id')),
    'm:oMath': () => count(this.given.altered, 'equation'),
    'mc:AlternateContent': () => void this.chosen.push(false),
    'mc:Choice': () => this.choose(),
    'mc:Fallback': () => this.choose(),
  }

  private readonly closers: Record<string, () => void> = {
    'w:p': () => this.closeParagraph(),
    'w:hyperlink': () => void this.links.pop(),
    'w:fldSimple': () => this.endField(),
    'w:instrText': () => void (this.isCode = false),
    'w:delInstrText': () => void (this.isCode = false),
    'w:tbl': () => this.closeTable(),
    'w:tr': () => this.closeRow(),
    'w:tc': () => this.closePlace(),
    'w:txbxContent': () => this.closePlace(),
    'pic:pic': () => this.closePicture(),
    'mc:AlternateContent': () => void this.chosen.pop(),
  }

  private quoted(name: string, attributes: XmlAttributes): Quoted {
    const isMove = name.startsWith('w:move')
    return { ...quotedBy({ attributes }), ...(isMove && { isMove }) }
  }

  private leaveOut(what: 'object'): Way {
    count(this.given.leftOut, what)
    return 'skip'
  }

  private describePicture(alternative: string | undefined): void {
    this.described = alternative ?? ''
  }

  private blip(attributes: XmlAttributes): void {
    const { picture } = this
    if (!picture || picture.isLinked) return
    picture.isLinked = attributes.has('r:link')
    picture.relation ??= attributes.get('r:embed')
  }

  private closePicture(): void {
    const { picture } = this
    this.picture = null
    if (picture?.isLinked) count(this.given.leftOut, 'linked-picture')
    else this.image(picture?.relation)
  }

  /** `relation`: to the part that holds it. */
  private image(relation: string | undefined): Way {
    const { place, given } = this
    const found = given.relationships.get(relation ?? '')
    if (place.isVanished) count(given.leftOut, 'hidden-text')
    else if (found?.isExternal) count(given.leftOut, 'linked-picture')
    else if (!found) count(given.leftOut, 'picture')
    else {
      const changes = {
        inserted: this.inserted.at(-1) ?? null,
        deleted: this.deleted.at(-1) ?? null,
      }
      const target = place.paragraph ? place.boxes : place.flow
      target.push({ ...pictureOf(found.target, this.described), ...changes })
    }
    this.described = ''
    return 'skip'
  }

  /** The first choice is taken; what else is offered says the same in another way. */
  private choose(): Way {
    const isTaken = this.chosen.at(-1) ?? false
    if (this.chosen.length > 0) this.chosen[this.chosen.length - 1] = true
    return isTaken ? 'skip' : 'enter'
  }

  private openParagraph(): void {
    const { place } = this
    place.paragraph = {
      is: 'paragraph',
      role: roleOf(undefined, this.given),
      isMirrored: this.given.styles.common.isMirrored,
      pieces: [],
      endInserted: null,
      endDeleted: null,
      beginsPage: false,
    }
    place.boxes = []
    place.hides = this.given.styles.common.isHidden
  }

  private closeParagraph(): void {
    const { place } = this
    if (place.paragraph) place.flow.push(place.paragraph, ...place.boxes)
    place.paragraph = null
    place.boxes = []
  }

  private describeParagraph(properties: XmlElement): void {
    const { paragraph } = this.place
    if (!paragraph) return
    Object.assign(paragraph, this.presentedBy(properties))
    const style = this.styleOf(properties)
    if (style.name === 'caption') paragraph.isCaption = true
    this.place.hides = style.isHidden
    const change = childOf(properties, 'w:pPrChange')
    const earlier = childOf(change, 'w:pPr')
    if (change && earlier) paragraph.before = { ...quotedBy(change), ...this.presentedBy(earlier) }
    const end = childOf(properties, 'w:rPr')
    for (const change of end?.children ?? []) {
      const kind = changes[change.name]
      if (kind === 'inserted') paragraph.endInserted = this.quoted(change.name, change.attributes)
      if (kind === 'deleted') paragraph.endDeleted = this.quoted(change.name, change.attributes)
    }
    // A number that came is a change of its own, which a paragraph that came with it does not need.
    const came = childOf(childOf(properties, 'w:numPr'), 'w:ins')
    if (came && !change && !paragraph.endInserted)
      paragraph.before = { ...quotedBy(came), ...this.presentedBy(withoutNumber(properties)) }
  }

  private presentedBy(properties: XmlElement): Presented {
    return {
      role: roleOf(properties, this.given),
      isMirrored: isMirroredBy(properties, this.styleOf(properties).isMirrored),
      beginsPage: isOn(properties, 'w:pageBreakBefore') === true,
    }
  }

  private styleOf(properties: XmlElement): Style {
    const { styles } = this.given
    const id = valueOf(childOf(properties, 'w:pStyle'))
    return id === undefined ? styles.common : styles.style(id)
  }

  private openRun(): void {
    const { place } = this
    place.look = {}
    place.before = null
    place.font = ''
    place.isVanished = place.hides
  }

  private describeRun(properties: XmlElement): void {
    const { place } = this
    place.look = this.lookBy(properties)
    const change = childOf(properties, 'w:rPrChange')
    const earlier = childOf(change, 'w:rPr')
    place.before = change && earlier ? { ...quotedBy(change), look: this.lookBy(earlier) } : null
    place.font = childOf(properties, 'w:rFonts')?.attributes.get('w:ascii') ?? ''
    const style = this.given.styles.style(valueOf(childOf(properties, 'w:rStyle')))
    place.isVanished = isOn(properties, 'w:vanish') ?? (style.isHidden || place.hides)
  }

  private lookBy(properties: XmlElement): Look {
    const style = this.given.styles.style(valueOf(childOf(properties, 'w:rStyle')))
    return lookUnder(style.look, properties)
  }

  private add(text: string, note?: string): void {
    const { place } = this
    if (!place.paragraph || this.fields.isHidden || text === '') return
    if (place.isVanished) return count(this.given.leftOut, 'hidden-text')
    if (text.trim() !== '') this.fields.noteResult()
    const href = this.links.at(-1) ?? this.fields.href
    const within = (look: Look): Look => (href === undefined ? look : { ...look, href })
    const { before } = place
    const piece: Piece = {
      text,
      look: within(place.look),
      inserted: this.inserted.at(-1) ?? null,
      deleted: this.deleted.at(-1) ?? null,
      comments: [...this.comments],
      ...(note !== undefined && { note }),
      ...(this.fields.isCounted && { isCounted: true }),
      ...(before && { before: { ...before, look: within(before.look) } }),
    }
    place.paragraph.pieces.push(piece)
  }

  private symbol(attributes: XmlAttributes): void {
    const code = Number.parseInt(attributes.get('w:char') ?? '', 16)
    const font = attributes.get('w:font') ?? ''
    if (Number.isNaN(code)) return
    const letter = letterOf(font, code)
    countSign(letter, this.given)
    this.add(letter)
  }

  private lineBreak(attributes: XmlAttributes): void {
    const type = attributes.get('w:type')
    const { paragraph } = this.place
    if (type === 'page' && paragraph && paragraph.pieces.length === 0) paragraph.beginsPage = true
    else this.add('\n')
  }

  private note(kind: 'footnote' | 'endnote', attributes: XmlAttributes): void {
    this.add(noteSign, `${kind} ${attributes.get('w:id') ?? ''}`)
  }

  private target(attributes: XmlAttributes): string | undefined {
    const relation = this.given.relationships.get(attributes.get('r:id') ?? '')
    return relation?.isExternal ? relation.target : undefined
  }

  private fieldChar(type: string | undefined): void {
    if (type === 'begin') this.fields.begin()
    else if (type === 'separate') this.fields.separate()
    else if (type === 'end') this.endField()
  }

  private endField(): void {
    const { isLeftOut, answer } = this.fields.end()
    if (isLeftOut) count(this.given.leftOut, 'field')
    this.add(answer)
  }

  private openCell(): void {
    const cell = { flow: [], columns: 1, continues: false }
    this.rows.at(-1)?.cells.push(cell)
    this.openPlace(cell.flow)
  }

  private openBox(): void {
    const { boxes, paragraph, flow } = this.place
    count(this.given.altered, 'text-box')
    this.openPlace(paragraph ? boxes : flow)
  }

  /** Words that are drawn in a shape ("WordArt"). */
  private drawnWords(words = ''): void {
    if (words === '') return
    this.openBox()
    this.openParagraph()
    this.add(words)
    this.closePlace()
  }

  private openPlace(flow: Flow): void {
    this.around.push(this.place)
    this.place = placeFor(flow)
  }

  private closePlace(): void {
    this.closeParagraph()
    this.place = this.around.pop() ?? this.place
  }

  private describeRow(properties: XmlElement): void {
    const row = this.rows.at(-1)
    if (!row) return
    const [inserted, deleted] = [childOf(properties, 'w:ins'), childOf(properties, 'w:del')]
    row.isHead = isOn(properties, 'w:tblHeader') === true
    row.inserted = inserted ? quotedBy(inserted) : null
    row.deleted = deleted ? quotedBy(deleted) : null
  }

  private describeCell(properties: XmlElement): void {
    const cell = this.rows.at(-1)?.cells.at(-1)
    if (!cell) return
    const merge = childOf(properties, 'w:vMerge')
    cell.columns = Math.min(Math.max(1, numberOf(properties, 'w:gridSpan') ?? 1), mostColumns)
    cell.continues = merge !== undefined && (valueOf(merge) ?? 'continue') === 'continue'
    if (cell.columns > 1 || merge) count(this.given.altered, 'merged-cell')
  }

  private closeRow(): void {
    const row = this.rows.pop()
    if (row) this.tables.at(-1)?.rows.push(row)
  }

  private closeTable(): void {
    const table = this.tables.pop()
    if (!table) return
    if (this.tables.length > 0) count(this.given.altered, 'nested-table')
    this.place.flow.push(table)
  }
}
