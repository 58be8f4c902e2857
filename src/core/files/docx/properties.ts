// How Word states properties: an element with a value, or without one for "on". ECMA-376 part 1,
// 17.3 and 17.17.4.
import type { Look, Quoted } from '#document/flow'
import { childOf, type XmlElement } from '../xml.ts'

export const valueOf = (element: XmlElement | undefined): string | undefined =>
  element?.attributes.get('w:val')

const off = new Set(['0', 'false', 'off', 'none'])

/** Undefined where the property is not stated. */
export const isOn = (properties: XmlElement | undefined, name: string): boolean | undefined => {
  const element = childOf(properties, name)
  return element && !off.has(valueOf(element) ?? '1')
}

export const numberOf = (properties: XmlElement | undefined, name: string): number | undefined => {
  const value = valueOf(childOf(properties, name))
  return value !== undefined && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined
}

export const quotedBy = (change: { attributes: ReadonlyMap<string, string> }): Quoted => ({
  author: change.attributes.get('w:author') ?? '',
  at: change.attributes.get('w:date') ?? null,
})

const toggles = [
  ['w:b', 'bold'],
  ['w:i', 'italic'],
  ['w:u', 'underline'],
  ['w:strike', 'strikethrough'],
] as const

/** A look under run properties; what they do not state stays. */
export const lookUnder = (base: Look, properties: XmlElement | undefined): Look => {
  if (!properties) return base
  const { href } = base
  const look: Look = { ...base }
  for (const [name, format] of toggles) {
    const stated = isOn(properties, name)
    if (stated === true) look[format] = true
    if (stated === false) delete look[format]
  }
  const raised = valueOf(childOf(properties, 'w:vertAlign'))
  if (raised !== undefined) {
    delete look.superscript
    delete look.subscript
    if (raised === 'superscript' || raised === 'subscript') look[raised] = true
  }
  return href === undefined ? look : { ...look, href }
}
