// Values that may stand in an attribute, a format or a map. Names and values that this version does
// not know pass within the limits; those that would break an editor, or lead out of it, do not.
import { isSafeLink } from '#document/model'
import { metaName } from '#document/tree'
import { restrictedLabel } from '#document/restricted'
import { DocumentId } from '#shared/ids'
import * as v from 'valibot'
import {
  deepestValue,
  largestAttribute,
  largestMapValue,
  longestKey,
  longestName,
} from './limits.ts'
import type { Values } from './values.ts'

const dangerous = new Set(['__proto__', 'constructor', 'prototype'])

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** `value` and everything in it, with the name that each stands under. */
function* within(name: string, value: unknown): Generator<[string, unknown]> {
  yield [name, value]
  if (!isRecord(value)) return
  for (const [key, item] of Object.entries(value)) yield* within(key, item)
}

const isName = (name: string): boolean => /^[a-z][a-z0-9_-]*$/i.test(name)
const isShort = (name: string): boolean => name.length > 0 && name.length <= longestName

// Properties of the editor's element and text nodes, from Lexical's ElementNode and TextNode. Other
// names that begin with two underscores are the editor's own book-keeping.
const isWhole =
  (most: number) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
const isEmpty = (value: unknown): boolean => value === ''
const isDirection = (value: unknown): boolean =>
  value === 'ltr' || value === 'rtl' || value === null

const elementProperties = new Map([
  ['__dir', isDirection],
  ['__format', isWhole(15)],
  ['__indent', isWhole(64)],
  ['__style', isEmpty],
  ['__textFormat', isWhole(65_535)],
  ['__textStyle', isEmpty],
])
const textProperties = new Map([
  ['__format', isWhole(65_535)],
  ['__detail', isWhole(15)],
  ['__mode', isWhole(3)],
  ['__style', isEmpty],
])

/** Node types of the editor's own that cannot stand in a stranger's place. */
const elementTypes = new Set([
  'UNDEFINED',
  'root',
  'text',
  'tab',
  'linebreak',
  'artificial__DO_NOT_USE',
])
const textTypes = new Set([
  'root',
  'block',
  'paragraph',
  'tab',
  'linebreak',
  'artificial__DO_NOT_USE',
])

export const isElementName = (name: string): boolean =>
  isShort(name) && isName(name) && !elementTypes.has(name)

/** A state (`s_…`), a known property, or a plain name of a later version. */
export const isAttributeName = (name: string): boolean =>
  isShort(name) &&
  !dangerous.has(name.replace(/^s_/, '')) &&
  (name.startsWith('s_') || elementProperties.has(name) || isName(name))

/**
 * Several when it was set again and again: Yjs joins values that were overwritten since. The last
 * counts.
 */
export const isAttributeValue = (name: string, { values, depth, bytes }: Values): boolean =>
  values.length > 0 &&
  depth <= deepestValue &&
  bytes <= largestAttribute &&
  values.every(value => elementProperties.get(name)?.(value) ?? true)

/** A restricted paragraph shows a label that is always the same, and an id. */
export const saysNothing = (name: string, { values }: Values): boolean => {
  if (name === 's_label') return values.every(value => value === '' || value === restrictedLabel)
  return name !== 's_ref' || values.every(value => value === '' || v.is(DocumentId, value))
}

/** In the form of the binding: `p` properties, `t` type, `i` index, `s_…` states. */
export const isFormatName = (name: string): boolean =>
  formatShapes.has(name) || (name.startsWith('s_') && isAttributeName(name))

const isTextProperty = ([name, value]: [string, unknown]): boolean =>
  textProperties.get(name)?.(value) ?? (isName(name) && isShort(name) && !dangerous.has(name))

const formatShapes = new Map<string, (value: unknown) => boolean>([
  ['p', value => isRecord(value) && Object.entries(value).every(isTextProperty)],
  [
    't',
    value => typeof value === 'string' && isShort(value) && isName(value) && !textTypes.has(value),
  ],
  ['i', isWhole(1_000_000)],
])

/** Null ends a format. */
export const isFormatValue = (name: string, { values, depth, bytes }: Values): boolean =>
  depth <= deepestValue &&
  bytes <= largestAttribute &&
  (values[0] === null || (formatShapes.get(name)?.(values[0]) ?? values[0] !== undefined))

export const isMapKey = (key: string): boolean => key.length <= longestKey && !dangerous.has(key)

export const isMapValue = (root: string, { values, depth, bytes }: Values): boolean =>
  values.length > 0 &&
  depth <= deepestValue &&
  bytes <= (root === metaName ? largestAttribute : largestMapValue)

const linkNames = new Set(['href', 'url', 'src'])
const isLinkName = (name: string): boolean =>
  linkNames.has(name.replace(/^(s_|__)/, '').toLowerCase())

/** Every link leads to a page or a mailbox. Empty and null: no link. */
export const hasSafeLinks = (name: string, { values }: Values): boolean =>
  values.every(value =>
    [...within(name, value)].every(
      ([key, item]) =>
        !isLinkName(key) || item === null || item === undefined || item === '' || isSafeLink(item),
    ),
  )

/** No name that would reach into an object's own machinery. */
export const hasPlainNames = ({ values }: Values): boolean =>
  values.every(value => [...within('', value)].every(([key]) => !dangerous.has(key)))
