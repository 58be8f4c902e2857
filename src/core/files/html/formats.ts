// Formats of a stretch of a page: its element first, then what its style says.
import type { Look } from '../flow.ts'

type Format = Exclude<keyof Look, 'href'>

const set = (look: Look, format: Format, isOn: boolean): Look => {
  const next = { ...look }
  if (isOn) next[format] = true
  else delete next[format]
  return next
}

/** The value of a property in the text of a style attribute. */
const stated = (style: string, property: string): string | undefined =>
  new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]{1,200})`, 'i').exec(style)?.[1]?.trim()

export const lookUnder = (base: Look, format: Format | undefined, style: string): Look => {
  let look = format ? set(base, format, true) : base
  if (style === '') return look
  const weight = stated(style, 'font-weight')
  if (weight !== undefined)
    look = set(look, 'bold', weight.startsWith('bold') || Number(weight) >= 600)
  const slant = stated(style, 'font-style')
  if (slant !== undefined) look = set(look, 'italic', slant === 'italic' || slant === 'oblique')
  const lines = stated(style, 'text-decoration(?:-line)?') ?? ''
  if (lines.includes('line-through')) look = set(look, 'strikethrough', true)
  if (lines.includes('underline')) look = set(look, 'underline', true)
  const raised = stated(style, 'vertical-align')
  if (raised === 'super') look = set(look, 'superscript', true)
  return raised === 'sub' ? set(look, 'subscript', true) : look
}
