// The rules of the gate, each a named sentence about an update, one struct, or one struct in its
// place. A rule reads the message and the text that it builds on, never a clock or other arrivals,
// so every device comes to the same verdict.
import { amendmentsName, isVerdict } from '#document/review/amendments'
import { consentEntries, consultationEntries } from '#document/consultation'
import { isCommenting, threadsName, writersEntries } from '#document/review/comments'
import { isTemplateWord } from '#document/templates'
import { isWordingSettled } from '#document/history/conflicts'
import { metaName } from '#document/tree'
import type { Bytes } from '#core/keys'
import type { Right } from '#shared/contract'
import { deepestElement, deepestMap, type Limits } from './limits.ts'
import { isKnownRoot, type ContainerKind, type Place } from './places.ts'
import type { Content, Range, Scan, Struct } from './scan.ts'
import {
  hasPlainNames,
  hasSafeLinks,
  isAttributeName,
  isAttributeValue,
  isElementName,
  isFormatName,
  isFormatValue,
  isMapKey,
  isMapValue,
  saysNothing,
} from './values-allowed.ts'

/** The parts of the message beside its bytes that the gate needs. */
export type Rules = {
  limits: Limits
  /** Client ids that the message's device may write with here. */
  allowed(client: number): boolean
  /** The author may add statements beside the text, and nothing else. */
  isRemarks?: boolean
  /** The rights of the author; called only where the update says what needs one. */
  rights(): ReadonlySet<Right>
  /** A state that stands by itself: it may lack nothing. */
  isWhole?: boolean
  /** A state, or a part of one: written by many over a long time. */
  isState?: boolean
}

const kindsAllowed: ReadonlySet<Content['kind']> = new Set(['string', 'any', 'format', 'type'])

/** Checked before the bytes are decoded. */
export const byteChecks = {
  fits: (update: Bytes, { limits }: Rules) => update.length <= limits.bytes,
}

export const updateChecks = {
  'ends-where-it-says': ({ trailing }: Scan) => trailing === 0,
  'few-structs': ({ structs }: Scan, { limits }: Rules) => structs <= limits.structs,
  'few-deletes': ({ deletes }: Scan, { limits }: Rules) => deletes.length <= limits.deletes,
  'remarks-delete-nothing': ({ deletes }: Scan, { isRemarks }: Rules) =>
    !isRemarks || deletes.length === 0,
  'one-section-a-client': ({ sections }: Scan) =>
    new Set(sections.map(section => section.client)).size === sections.length &&
    sections.every(section => section.structs.length > 0),
}

export const structChecks = {
  'no-skip': ({ content }: Struct) => content.kind !== 'skip',
  'no-collected': ({ content }: Struct) => content.kind !== 'gc',
  'no-subdocument': ({ content }: Struct) => content.kind !== 'subdocument',
  'no-binary': ({ content }: Struct) => content.kind !== 'binary',
  'known-content': ({ content }: Struct) =>
    kindsAllowed.has(content.kind) ||
    ['skip', 'gc', 'subdocument', 'binary'].includes(content.kind),
  'not-empty': ({ length }: Struct) => length > 0,
}

export const deleteChecks = { 'deletes-something': ({ length }: Range) => length > 0 }

type Sort = 'element' | 'text' | 'branch' | 'letters' | 'value' | 'other'
/** Null for content that has a rule of its own. */
const sortOf = (content: Content): Sort | null => {
  if (content.kind === 'string' || content.kind === 'format') return 'letters'
  if (content.kind === 'any') return 'value'
  if (content.kind !== 'type') return null
  if (content.type === 'element' || content.type === 'text') return content.type
  return content.type === 'fragment' || content.type === 'hook' ? 'other' : 'branch'
}

/** The content that may stand in a sequence of each kind of type, and under a key. */
const inSequence: Partial<Record<ContainerKind, readonly Sort[]>> = {
  page: ['element'],
  element: ['element', 'text'],
  text: ['letters'],
  words: ['letters'],
  list: ['value', 'branch'],
}
const underKey: Partial<Record<ContainerKind, readonly Sort[]>> = {
  page: ['value'],
  element: ['value'],
  map: ['value', 'branch'],
}

const isAttribute = ({ container, key }: Place): boolean =>
  key !== null && (container.kind === 'element' || container.kind === 'page')
const isInMap = ({ container, key }: Place): boolean => key !== null && container.kind === 'map'

/** The logs of statements beside the text. */
const saidBeside: ReadonlySet<string> = new Set([threadsName, amendmentsName])

/** The statements of a chair or a rapporteur alone, by their log. */
const wordsByRight = new Map([
  [amendmentsName as string, isVerdict],
  [threadsName, (value: unknown) => isTemplateWord(value) || isWordingSettled(value)],
])

export const placeChecks = {
  // Each under a key, as a value: earlier statements stay as they are.
  'remarks-only': ({ content, origin, rightOrigin }: Struct, place: Place, { isRemarks }: Rules) =>
    !isRemarks ||
    (saidBeside.has(place.container.root) &&
      place.container.depth === 0 &&
      place.key !== null &&
      origin === null &&
      rightOrigin === null &&
      content.kind === 'any'),
  // Statements about changes of the text or in the group's name are excluded: the author cannot
  // have made them.
  'remarks-say': ({ content }: Struct, _place: Place, { isRemarks }: Rules) =>
    !isRemarks || content.kind !== 'any' || !content.values.some(isWritersEntry),
  'settles-by-right': ({ content }: Struct, { container }: Place, { rights }: Rules) => {
    const isWord = wordsByRight.get(container.root)
    return (
      isWord === undefined ||
      content.kind !== 'any' ||
      !content.values.some(isWord) ||
      rights().has('settle')
    )
  },
  'proposes-by-right': ({ content }: Struct, { container }: Place, { rights }: Rules) =>
    !saidBeside.has(container.root) ||
    content.kind !== 'any' ||
    (container.root === threadsName && content.values.every(isCommenting)) ||
    rights().has('propose'),
  'known-root': (_struct: Struct, { container }: Place) => isKnownRoot(container.root),
  'fitting-content': ({ content }: Struct, { container, key }: Place) => {
    const sort = sortOf(content)
    const fitting = (key === null ? inSequence : underKey)[container.kind] ?? []
    return (
      sort === null || (fitting.includes(sort) && (container.root !== metaName || sort === 'value'))
    )
  },
  'last-of-its-key': ({ rightOrigin }: Struct, { key }: Place) =>
    key === null || rightOrigin === null,
  'not-too-deep': ({ content }: Struct, { container }: Place) =>
    content.kind !== 'type' ||
    container.depth < (isBodyKind(container.kind) ? deepestElement : deepestMap),
  'element-name': ({ content }: Struct) =>
    content.kind !== 'type' || content.type !== 'element' || isElementName(content.name),
  'attribute-name': (_struct: Struct, place: Place) =>
    !isAttribute(place) || isAttributeName(place.key ?? ''),
  'attribute-value': ({ content }: Struct, place: Place) =>
    !isAttribute(place) || content.kind !== 'any' || isAttributeValue(place.key ?? '', content),
  // A label that named its audience, or a reference in words, would reveal it to all.
  'label-says-nothing': ({ content }: Struct, place: Place) =>
    !isAttribute(place) || content.kind !== 'any' || saysNothing(place.key ?? '', content),
  'format-name': ({ content }: Struct) => content.kind !== 'format' || isFormatName(content.key),
  'format-value': ({ content }: Struct) =>
    content.kind !== 'format' || isFormatValue(content.key, content),
  'map-key': (_struct: Struct, place: Place) => !isInMap(place) || isMapKey(place.key ?? ''),
  'map-value': ({ content }: Struct, { container }: Place) =>
    !['map', 'list'].includes(container.kind) ||
    content.kind !== 'any' ||
    isMapValue(container.root, content),
  'schema-number': ({ content }: Struct, { container, key }: Place) =>
    container.root !== metaName ||
    key !== 'schema' ||
    content.kind !== 'any' ||
    content.values.every(value => Number.isSafeInteger(value) && Number(value) >= 1),
  'safe-links': ({ content }: Struct, { key }: Place) =>
    content.kind === 'format'
      ? hasSafeLinks(content.key, content)
      : content.kind !== 'any' || hasSafeLinks(key ?? '', content),
  'plain-names': ({ content }: Struct) =>
    (content.kind !== 'format' && content.kind !== 'any') || hasPlainNames(content),
}

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined

/** A wording in brackets describes an edit too where a copy quotes it. */
const isWritersEntry = (value: unknown): boolean =>
  [writersEntries, consultationEntries, consentEntries].some(each => each.has(kindOf(value))) ||
  kindOf((value as { entry?: unknown } | null)?.entry) === 'bracket'

const isBodyKind = (kind: ContainerKind): boolean => kind === 'page' || kind === 'element'

/** Rules that need more than one struct or the document. `check-update.ts` checks them. */
const otherChecks = [
  'decodable',
  'own-client',
  'own-clocks-in-a-row',
  'same-as-known',
  'refers-to-what-is',
  'deletes-what-is',
  'stands-alone',
  'parent-is-a-type',
  'neighbours-together',
  'one-in-a-gap',
  'few-over-one-place',
  'placed-in-few-steps',
  'few-attributes',
  'between-its-neighbours',
] as const

export type CheckName =
  | keyof typeof byteChecks
  | keyof typeof updateChecks
  | keyof typeof structChecks
  | keyof typeof deleteChecks
  | keyof typeof placeChecks
  | (typeof otherChecks)[number]

export type Checks = ReadonlySet<CheckName>

export const everyCheck: Checks = new Set([
  ...Object.keys({ ...byteChecks, ...updateChecks, ...structChecks }),
  ...Object.keys({ ...deleteChecks, ...placeChecks }),
  ...otherChecks,
] as CheckName[])
