// Formats of a stretch of foreign text, from its elements and its own style object.
import { formatMarkup } from '#document/imports'
import { isSafeLink, type Run } from '#document/model'

/** Everything about a run but its text. */
export type Look = Omit<Run, 'text'>

const set = (look: Look, name: Exclude<keyof Look, 'href'>, on: boolean): Look => {
  const { [name]: _, ...rest } = look
  return on ? { ...rest, [name]: true } : rest
}

/** The link as it may be stored, or null for anything but http, https and mailto. */
export function safeHref(href: string | null): string | null {
  const trimmed = href?.trim() ?? ''
  return isSafeLink(trimmed) ? trimmed : null
}

/** `look` inside `element`: its tag first, then what its style says (Docs marks bold that way). */
export function lookInside(element: HTMLElement, look: Look): Look {
  const name = formatMarkup[element.localName]
  let inside = name ? set(look, name, true) : look
  const { fontWeight, fontStyle, textDecorationLine, textDecoration, verticalAlign } = element.style
  if (fontWeight) inside = set(inside, 'bold', fontWeight === 'bold' || Number(fontWeight) >= 600)
  if (fontStyle) inside = set(inside, 'italic', fontStyle === 'italic')
  const lines = `${textDecorationLine} ${textDecoration}`
  if (lines.includes('line-through')) inside = set(inside, 'strikethrough', true)
  if (lines.includes('underline') && !inside.href) inside = set(inside, 'underline', true)
  if (verticalAlign === 'super') inside = set(inside, 'superscript', true)
  if (verticalAlign === 'sub') inside = set(inside, 'subscript', true)
  return inside
}
