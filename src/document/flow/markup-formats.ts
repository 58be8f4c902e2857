// Formats of a stretch of foreign markup: its element first, then what its style says (Docs marks bold that way).
import type { Format } from '#document/model'
import type { Look } from './flow.ts'

const set = (look: Look, format: Format, isOn: boolean): Look => {
  const { [format]: _, ...rest } = look
  return isOn ? { ...rest, [format]: true } : rest
}

/** Words of `font` before the size. Behind it, a family of letters may be called "Bold". */
const beforeSize =
  /^(?:(?:normal|italic|oblique|small-caps|bold|bolder|lighter|[1-9]\d{0,2}|1000)\s+)*/

/** Properties of a style with the last value of each: `font` states the weight and the slant as well. */
const statedIn = (style: string): Map<string, string> => {
  const stated = new Map<string, string>()
  for (const declaration of style.toLowerCase().split(';')) {
    const [, name = '', said = ''] = /^\s*([a-z-]+)\s*:(.*)$/s.exec(declaration) ?? []
    const value = said.replace(/!\s*important/, '').trim()
    // One word alone, as "inherit", says neither.
    if (name === 'font' && /\s/.test(value)) {
      const words = beforeSize.exec(value)?.[0] ?? ''
      stated.set('font-weight', /\b(?:bold(?:er)?|\d+)\b/.exec(words)?.[0] ?? 'normal')
      stated.set('font-style', /italic|oblique/.exec(words)?.[0] ?? 'normal')
    } else stated.set(name === 'text-decoration-line' ? 'text-decoration' : name, value)
  }
  return stated
}

export const lookUnder = (base: Look, format: Format | undefined, style: string): Look => {
  let look = format ? set(base, format, true) : base
  if (style === '') return look
  const stated = statedIn(style)
  const [weight, slant] = [stated.get('font-weight'), stated.get('font-style')]
  if (weight !== undefined)
    look = set(look, 'bold', weight.startsWith('bold') || Number.parseInt(weight) >= 600)
  if (slant !== undefined) look = set(look, 'italic', /^(?:italic|oblique)/.test(slant))
  const lines = stated.get('text-decoration') ?? ''
  if (lines.includes('line-through')) look = set(look, 'strikethrough', true)
  if (lines.includes('underline')) look = set(look, 'underline', true)
  const raised = stated.get('vertical-align')
  if (raised === 'super') look = set(look, 'superscript', true)
  return raised === 'sub' ? set(look, 'subscript', true) : look
}
