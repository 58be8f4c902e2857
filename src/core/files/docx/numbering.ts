// Lists: whether the items of a level bear numbers or dots. ECMA-376 part 1, 17.9.
import { childOf, treeOf, type XmlElement } from '../xml.ts'
import { prefixes } from './package.ts'
import { numberOf, valueOf } from './properties.ts'

export type Numbering = {
  /** Undefined where the file knows no such level, or its items bear nothing. */
  isNumbered(list: string, level: number): boolean | undefined
}

const formatOf = (level: XmlElement): string => valueOf(childOf(level, 'w:numFmt')) ?? 'decimal'

const levelsOf = (element: XmlElement): Map<number, string> => {
  const levels = new Map<number, string>()
  for (const each of element.children) {
    const number = Number(each.attributes.get('w:ilvl') ?? Number.NaN)
    if (each.name === 'w:lvl') levels.set(number, formatOf(each))
    const changed = each.name === 'w:lvlOverride' ? childOf(each, 'w:lvl') : undefined
    if (changed) levels.set(number, formatOf(changed))
  }
  return levels
}

export const readNumbering = (bytes: Uint8Array | null): Numbering => {
  const root = bytes ? treeOf(bytes, prefixes) : null
  const kinds = new Map<string, Map<number, string>>()
  const lists = new Map<string, Map<number, string>>()
  for (const element of root?.children ?? []) {
    const id = element.attributes.get('w:abstractNumId')
    if (element.name === 'w:abstractNum' && id !== undefined) kinds.set(id, levelsOf(element))
  }
  for (const element of root?.children ?? []) {
    const id = element.attributes.get('w:numId')
    if (element.name !== 'w:num' || id === undefined) continue
    const kind = numberOf(element, 'w:abstractNumId')
    lists.set(id, new Map([...(kinds.get(`${kind}`) ?? []), ...levelsOf(element)]))
  }
  return {
    isNumbered(list, level) {
      const format = lists.get(list)?.get(level)
      return format === undefined || format === 'none' ? undefined : format !== 'bullet'
    },
  }
}
