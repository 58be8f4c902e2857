// Formats of a stretch of foreign markup: its element first, then what its style says (Docs marks bold that way).
import type { Format, Look } from './flow.ts'

const set = (look: Look, format: Format, isOn: boolean): Look => {
  const { [format]: _, ...rest } = look
  return isOn ? { ...rest, [format]: true } : rest
}

/** Reads the value of a property in the text of a style attribute. */
const property = (name: string): ((style: string) => string | undefined) => {
  const stated = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]{1,200})`, 'i')
  return style => stated.exec(style)?.[1]?.trim().toLowerCase()
}

const weightIn = property('font-weight')
const slantIn = property('font-style')
const linesIn = property('text-decoration(?:-line)?')
const raisedIn = property('vertical-align')

export const lookUnder = (base: Look, format: Format | undefined, style: string): Look => {
  let look = format ? set(base, format, true) : base
  if (style === '') return look
  const [weight, slant, raised] = [weightIn(style), slantIn(style), raisedIn(style)]
  if (weight !== undefined)
    look = set(look, 'bold', weight.startsWith('bold') || Number.parseInt(weight) >= 600)
  if (slant !== undefined) look = set(look, 'italic', /^(?:italic|oblique)/.test(slant))
  const lines = linesIn(style) ?? ''
  if (lines.includes('line-through')) look = set(look, 'strikethrough', true)
  if (lines.includes('underline')) look = set(look, 'underline', true)
  if (raised === 'super') look = set(look, 'superscript', true)
  return raised === 'sub' ? set(look, 'subscript', true) : look
}
