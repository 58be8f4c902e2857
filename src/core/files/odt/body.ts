// The text of an OpenDocument text: one pass over the part, which begins with its own styles and its
// tracked changes. Elements that only hold others (sections, fields, controls) are entered.
// OpenDocument 1.4 part 3, 4 to 11.
import { noteSign } from '#document/model'
import {
  count,
  type Altered,
  type Flow,
  type LeftOut,
  type Paragraph,
  type Piece,
  type Quoted,
} from '#document/flow'
import { type Way, type XmlAttributes, type XmlElement, type XmlReader } from '../xml.ts'
import { spelledIn } from '../symbols.ts'
import { picturesOut, putBack, quotedIn, wholeOnes, type Region } from './changes.ts'
import { Comments } from './comments.ts'
import { formulaIn } from './package.ts'
import { Frames } from './frames.ts'
import { roleOf, type ListLevel } from './roles.ts'
import { plainLetters, type Letters, type Lists, type Styles } from './styles.ts'
import { Tables } from './tables.ts'

export type Surroundings = {
  styles: Styles
  lists: Lists
  formulas: ReadonlyMap<string, string>
  leftOut: LeftOut
  altered: Altered
  notes: Map<string, Flow>
}

/** Where text goes: the page, a cell, a note, a frame or a deletion, each with its own paragraph. */
type Place = {
  flow: Flow
  paragraph: Paragraph | null
  /** Frames in this paragraph; they follow it. */
  boxes: Flow
  /** The letters of the paragraph, and of each stretch within the other. */
  letters: Letters[]
  lists: ListLevel[]
  isHidden: boolean
  /** The paragraph before ends its page. */
  beginsPage: boolean
}

const placeFor = (flow: Flow): Place => ({
  flow,
  paragraph: null,
  boxes: [],
  letters: [],
  lists: [],
  isHidden: false,
  beginsPage: false,
})

const skipped = new Set([
  ...['office:scripts', 'office:forms', 'office:event-listeners', 'office:settings'],
  ...['text:note-citation', 'text:number', 'text:ruby-text', 'text:sequence-decls'],
  ...['table:title', 'table:desc', 'office:master-styles'],
  ...['meta:creator-initials', 'meta:date-string', 'draw:control'],
])
const collected = new Set([
  ...['style:style', 'style:default-style', 'style:font-face', 'text:list-style'],
  ...['office:change-info', 'draw:object', 'dc:creator', 'dc:date', 'svg:title', 'svg:desc'],
])
/** Fields that tell of a computer or its user. */
const telling =
  /^text:(?:author-|file-name|template-name|sender-|initial-creator|creator|printed-by|user-defined)/
const shapes = new Set(
  ['custom-shape', 'rect', 'ellipse', 'circle', 'line', 'path', 'polygon', 'polyline']
    .concat(['regular-polygon', 'connector', 'caption', 'measure'])
    .map(name => `draw:${name}`),
)
const whiteSpace = /[\t\n\r ]+/g

export class BodyReader implements XmlReader {
  readonly comments = new Comments()
  private readonly given: Surroundings
  private place: Place
  /** The places around it. */
  private readonly around: Place[] = []
  private readonly tables: Tables
  private readonly frames: Frames
  private readonly links: (string | undefined)[] = []
  private isCounted = false
  private readonly regions = new Map<string, Region>()
  private region: Region | null = null
  /** The change whose author comes next. */
  private stated: 'inserted' | 'deleted' | null = null
  private readonly inserted = new Map<string, Quoted>()
  /** Whether the part holds a text, and no table or drawing. */
  isText = false

  constructor(given: Surroundings, flow: Flow) {
    this.given = given
    this.place = placeFor(flow)
    this.tables = new Tables(given.altered)
    this.frames = new Frames(given.leftOut)
  }

  open(name: string, attributes: XmlAttributes): Way {
    if (skipped.has(name) || name.endsWith('-source')) return 'skip'
    if (collected.has(name)) return 'collect'
    if (telling.test(name)) return this.leaveOut('field')
    if (attributes.get('text:display') === 'none' || name === 'text:hidden-text')
      return this.leaveOut('hidden-text')
    if (shapes.has(name)) return this.openBox()
    return this.openers[name]?.(attributes) ?? 'enter'
  }

  close(name: string): void {
    if (shapes.has(name)) this.closeBox()
    else this.closers[name]?.()
  }

  text(text: string): void {
    this.add(spelledIn(this.letters.font, text.replace(whiteSpace, ' '), this.given))
  }

  collected(element: XmlElement): void {
    const { name } = element
    if (name === 'office:change-info') this.nameAuthor(element)
    else if (name.startsWith('dc:')) this.comments.describe(element)
    else if (name === 'draw:object') this.object(element)
    else if (name === 'svg:title') this.frames.describe('title', element.text)
    else if (name === 'svg:desc') this.frames.describe('desc', element.text)
    else if (name === 'text:list-style') this.given.lists.add(element)
    else this.given.styles.add(element, true)
  }

  private readonly openers: Record<string, (attributes: XmlAttributes) => Way | void> = {
    'office:text': () => void (this.isText = true),
    'text:p': attributes => this.openParagraph(attributes),
    'text:h': attributes => this.openParagraph(attributes, headingIn(attributes)),
    'text:span': attributes => this.openSpan(attributes),
    'text:a': attributes => void this.links.push(outside(attributes.get('xlink:href'))),
    'text:sequence': () => void (this.isCounted = true),
    'text:s': () => this.add(' '),
    'text:tab': () => this.add('\t'),
    'text:line-break': () => this.add('\n'),
    'text:list': attributes => this.openList(attributes.get('text:style-name')),
    'text:list-item': () => this.beginItem(true),
    'text:list-header': () => this.beginItem(false),
    'text:numbered-paragraph': attributes => this.openNumbered(attributes),
    'text:hidden-paragraph': attributes => this.hideParagraph(attributes),
    'text:script': () => this.leaveOut('object'),
    'text:note-body': () => this.openNote(),
    'text:changed-region': attributes => this.openRegion(attributes),
    'text:insertion': () => void (this.stated = 'inserted'),
    'text:deletion': () => this.openDeletion(),
    'text:format-change': () => void (this.stated = null),
    'text:change': attributes => this.putBack(attributes.get('text:change-id') ?? ''),
    'text:change-start': attributes => this.beginInsertion(attributes.get('text:change-id') ?? ''),
    'text:change-end': attributes =>
      void this.inserted.delete(attributes.get('text:change-id') ?? ''),
    'office:annotation': attributes =>
      this.openPlace(this.comments.begin(attributes, this.place.paragraph)),
    'office:annotation-end': attributes => this.comments.end(attributes.get('office:name') ?? ''),
    'table:table': () => this.tables.open(),
    'table:table-header-rows': () => this.tables.headRows(true),
    'table:table-row': () => this.tables.openRow(this.lastInserted),
    'table:table-cell': attributes => this.openPlace(this.tables.openCell(attributes, false)),
    'table:covered-table-cell': attributes =>
      this.openPlace(this.tables.openCell(attributes, true)),
    'draw:frame': () => this.frames.open(),
    'draw:text-box': () => this.openBox(),
    'draw:image': attributes => this.image(attributes.get('xlink:href') ?? ''),
    'draw:object-ole': () => this.embedded(),
    'draw:plugin': () => this.embedded(),
    'draw:applet': () => this.embedded(),
    'draw:floating-frame': () => this.embedded(),
    'dr3d:scene': () => this.leaveOut('object'),
  }

  private readonly closers: Record<string, () => void> = {
    'text:p': () => this.closeParagraph(),
    'text:h': () => this.closeParagraph(),
    'text:span': () => void this.place.letters.pop(),
    'text:a': () => void this.links.pop(),
    'text:sequence': () => void (this.isCounted = false),
    'text:list': () => void this.place.lists.pop(),
    'text:numbered-paragraph': () => void this.place.lists.pop(),
    'text:note-body': () => this.closePlace(),
    'text:deletion': () => this.closePlace(),
    'text:changed-region': () => void (this.region = null),
    'office:annotation': () => this.closeComment(),
    'table:table': () => this.closeTable(),
    'table:table-header-rows': () => this.tables.headRows(false),
    'table:table-row': () => this.tables.closeRow(),
    'table:table-cell': () => this.closeCell(),
    'table:covered-table-cell': () => this.closeCell(),
    'draw:frame': () => this.frames.close(),
    'draw:text-box': () => this.closeBox(),
  }

  private leaveOut(what: 'object' | 'field' | 'hidden-text'): Way {
    count(this.given.leftOut, what)
    return 'skip'
  }

  private openParagraph(attributes: XmlAttributes, heading: number | null = null): void {
    const { place } = this
    const name = attributes.get('text:style-name')
    const style = this.given.styles.paragraph(name)
    const level = place.lists.at(-1)
    place.paragraph = {
      is: 'paragraph',
      role: roleOf({ style, heading, level, lists: this.given.lists }),
      isMirrored: style.isMirrored,
      pieces: [],
      endInserted: null,
      endDeleted: null,
      beginsPage: style.beginsPage || place.beginsPage,
      ...(style.isCaption && { isCaption: true }),
    }
    for (const each of place.lists) each.isFresh = false
    place.beginsPage = style.endsPage
    place.isHidden = false
    place.letters = [this.given.styles.lettersOf(name)]
    place.boxes = []
  }

  private closeParagraph(): void {
    const { place } = this
    const { paragraph, boxes } = place
    if (paragraph) {
      paragraph.endInserted = this.lastInserted
      if (place.isHidden) count(this.given.leftOut, 'hidden-text')
      place.flow.push(...(place.isHidden ? [] : [paragraph]), ...boxes)
    }
    place.paragraph = null
    place.boxes = []
    place.letters = []
  }

  private get lastInserted(): Quoted | null {
    return [...this.inserted.values()].at(-1) ?? null
  }

  private get letters(): Letters {
    return this.place.letters.at(-1) ?? plainLetters
  }

  private openSpan(attributes: XmlAttributes): void {
    const letters = this.given.styles.lettersIn(this.letters, attributes.get('text:style-name'))
    this.place.letters.push(letters)
  }

  private hideParagraph(attributes: XmlAttributes): void {
    if (attributes.get('text:is-hidden') === 'true') this.place.isHidden = true
  }

  private add(text: string, note?: string): void {
    const { paragraph } = this.place
    if (!paragraph || text === '') return
    const { look, isHidden } = this.letters
    if (isHidden) return count(this.given.leftOut, 'hidden-text')
    const href = this.links.at(-1)
    const piece: Piece = {
      text,
      look: href === undefined ? look : { ...look, href },
      inserted: this.lastInserted,
      deleted: null,
      comments: this.comments.open,
      ...(note !== undefined && { note }),
      ...(this.isCounted && { isCounted: true }),
    }
    paragraph.pieces.push(piece)
  }

  private openList(style: string | undefined): void {
    const { lists } = this.place
    const outer = lists.at(-1)
    const level = (outer?.level ?? 0) + 1
    lists.push({ style: style ?? outer?.style, level, isFresh: false })
  }

  private beginItem(isFresh: boolean): void {
    const level = this.place.lists.at(-1)
    if (level) level.isFresh = isFresh
  }

  private openNumbered(attributes: XmlAttributes): void {
    const level = Number(attributes.get('text:level') ?? 1) || 1
    this.place.lists.push({ style: attributes.get('text:style-name'), level, isFresh: true })
  }

  private openNote(): void {
    const { notes } = this.given
    const [name, flow]: [string, Flow] = [`note ${notes.size + 1}`, []]
    notes.set(name, flow)
    this.add(noteSign, name)
    this.openPlace(flow)
  }

  private openRegion(attributes: XmlAttributes): void {
    const id = attributes.get('text:id') ?? attributes.get('xml:id') ?? ''
    this.region = { inserted: null, deleted: null, flow: [] }
    this.regions.set(id, this.region)
  }

  private openDeletion(): void {
    this.stated = 'deleted'
    this.openPlace(this.region?.flow ?? [])
  }

  private nameAuthor(information: XmlElement): void {
    if (this.region && this.stated) this.region[this.stated] = quotedIn(information)
  }

  private beginInsertion(id: string): void {
    const quoted = this.regions.get(id)?.inserted
    if (quoted) this.inserted.set(id, quoted)
  }

  /** A deletion has one place. */
  private putBack(id: string): void {
    const region = this.regions.get(id)
    const { place } = this
    if (!region?.deleted) return
    this.regions.delete(id)
    region.inserted ??= this.lastInserted
    const pictures = picturesOut(region)
    if (place.paragraph) place.paragraph = putBack(region, place.paragraph, place.flow)
    else place.flow.push(...wholeOnes(region))
    const target = place.paragraph ? place.boxes : place.flow
    target.push(...pictures)
  }

  private image(address: string): Way {
    const { boxes, paragraph, flow } = this.place
    const picture = this.frames.image(address)
    if (picture) {
      picture.inserted = this.lastInserted
      const target = paragraph ? boxes : flow
      target.push(picture)
    }
    return 'skip'
  }

  private embedded(): Way {
    this.frames.object()
    return 'skip'
  }

  /** A formula gives its words; another object stays out. */
  private object(element: XmlElement): void {
    const folder = (element.attributes.get('xlink:href') ?? '').replace(/^\.\//, '')
    const words = formulaIn(element) ?? this.given.formulas.get(folder)
    if (words === undefined) return this.frames.object()
    this.frames.formula()
    count(this.given.altered, 'equation')
    this.add(words)
  }

  private openBox(): Way {
    const { boxes, paragraph, flow } = this.place
    const target = paragraph ? boxes : flow
    this.boxes.push(target.length)
    this.openPlace(target)
    return 'enter'
  }

  private closeBox(): void {
    const { flow } = this.place
    const before = this.boxes.pop() ?? 0
    this.closePlace()
    if (flow.length > before) count(this.given.altered, 'text-box')
  }

  /** The lengths of the flows that open frames write to, as they began. */
  private readonly boxes: number[] = []

  private openPlace(flow: Flow): void {
    this.around.push(this.place)
    this.place = placeFor(flow)
  }

  private closePlace(): void {
    this.closeParagraph()
    this.place = this.around.pop() ?? this.place
  }

  private closeComment(): void {
    this.closePlace()
    this.comments.said()
  }

  /** Once all is read. */
  finish(flows: readonly Flow[]): void {
    for (const flow of flows) this.comments.settle(flow)
    this.comments.attach()
  }

  private closeCell(): void {
    this.closePlace()
    this.tables.closeCell()
  }

  private closeTable(): void {
    const table = this.tables.close()
    if (table) this.place.flow.push(table)
  }
}

/** A link within the text is none of its words. */
const outside = (href: string | undefined): string | undefined =>
  href?.startsWith('#') === true ? undefined : href

const headingIn = (attributes: XmlAttributes): number => {
  const level = Number(attributes.get('text:outline-level') ?? 1)
  return Number.isInteger(level) && level > 0 ? level : 1
}
