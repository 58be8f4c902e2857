// The structure of a print as readers expect it: Chromium tags every element of its page, many as `NonStruct`, which
// says nothing, and knows neither notes nor captions.
import { isAnnotation, isPart, type Annotation, type Kid, type Part } from './structure.ts'

/** The place in the document to which a link leads, as the page names it; null for another. */
export type TargetOf = (link: Annotation) => string | null

const headings = /^H[1-6]$/
const blocks = new Set([
  ...['P', 'H', 'L', 'LI', 'Table', 'Figure', 'Caption', 'BlockQuote', 'Note', 'Div', 'Sect'],
])
const groups = new Set(['Document', 'NonStruct', 'Div', 'Sect', 'Art', 'Part', 'Figure'])
const rows = new Set(['THead', 'TBody', 'TFoot'])

const isBlock = ({ type }: Part): boolean => blocks.has(type) || headings.test(type)

const hasBlocks = (part: Part): boolean =>
  part.kids.some(kid => isPart(kid) && (isBlock(kid) || hasBlocks(kid)))

const linksIn = (kid: Kid): Annotation[] => {
  if (isAnnotation(kid)) return [kid]
  return isPart(kid) ? kid.kids.flatMap(linksIn) : []
}

/** A part that says only what its kids say is left out; one with a language of its own keeps it. */
const inline = (kid: Kid): Kid[] => {
  if (!isPart(kid)) return [kid]
  const part = withInline(kid)
  if (part.kids.some(isAnnotation)) return [{ ...part, type: 'Link' }]
  if (part.type !== 'NonStruct') return [part]
  return part.language ? [{ ...part, type: 'Span' }] : part.kids
}

const withInline = (part: Part): Part => ({ ...part, kids: part.kids.flatMap(inline) })

/** A note names its mark in the text by a link back to it. */
const noteOf = (part: Part, targetOf: TargetOf): string | null => {
  for (const link of linksIn(part)) {
    const [, number] = /^reference-(\d+)$/.exec(targetOf(link) ?? '') ?? []
    if (number !== undefined) return `note-${number}`
  }
  return null
}

const asBlock = (part: Part, type: string): Part => ({
  ...withInline(part),
  type: part.type === 'NonStruct' ? type : part.type,
})

/** Paragraphs within a paragraph stand behind it: the foot of a page lies within its last one. */
const paragraphs = (part: Part, type: string, targetOf: TargetOf): Part[] => {
  const inner: Part[] = []
  const takeOut = (kid: Kid): Kid[] => {
    if (!isPart(kid)) return [kid]
    if (isBlock(kid)) {
      inner.push(...paragraphs(kid, 'P', targetOf))
      return []
    }
    return [{ ...kid, kids: kid.kids.flatMap(takeOut) }]
  }
  const own = { ...part, kids: part.kids.flatMap(takeOut) }
  const note = noteOf(own, targetOf)
  const written = asBlock(own, type)
  const first = note === null ? written : { ...written, type: 'Note', id: note }
  return [...(first.kids.length > 0 ? [first] : []), ...inner]
}

const cell = (part: Part, targetOf: TargetOf): Part => ({
  ...part,
  kids: hasBlocks(part)
    ? part.kids.flatMap((kid): Kid[] => (isPart(kid) ? block(kid, 'P', targetOf) : [kid]))
    : withInline(part).kids,
})

const isNotes = ({ kids }: Part): boolean =>
  kids.length > 0 && kids.every(kid => isPart(kid) && (kid.type === 'Note' || kid.type === 'P'))

/** Notes at the foot of a page lie in a row of their own: they stand behind the table. */
const table = (part: Part, targetOf: TargetOf): Part[] => {
  const behind: Part[] = []
  const row = (kid: Kid): Kid[] => {
    if (!isPart(kid)) return []
    if (kid.type !== 'TR') return kid.kids.flatMap(row)
    const cells = kid.kids.filter(isPart).map(each => cell(each, targetOf))
    const [only, ...more] = cells
    if (only && more.length === 0 && isNotes(only) && linksIn(only).length > 0) {
      behind.push(...only.kids.filter(isPart))
      return []
    }
    return [{ ...kid, kids: cells }]
  }
  return [{ ...part, kids: part.kids.flatMap(row) }, ...behind]
}

const listItem = (part: Part): Part => {
  const kids = withInline(part).kids
  const isLabel = (kid: Kid): boolean => isPart(kid) && ['Lbl', 'LBody'].includes(kid.type)
  const body = kids.filter(kid => !isLabel(kid))
  return {
    ...part,
    kids: [...kids.filter(isLabel), ...(body.length > 0 ? [{ type: 'LBody', kids: body }] : [])],
  }
}

/** `type`: of a part that has none. */
const block = (part: Part, type: string, targetOf: TargetOf): Part[] => {
  if (part.type === 'Table') return table(part, targetOf)
  if (part.type === 'L')
    return [{ ...part, kids: part.kids.flatMap(kid => (isPart(kid) ? [listItem(kid)] : [])) }]
  if (part.type === 'Figure' && part.alternative) return [withInline(part)]
  if (rows.has(part.type) || !groups.has(part.type) || !hasBlocks(part))
    return paragraphs(part, part.type === 'Figure' ? 'Div' : type, targetOf)
  const isFigure = part.type === 'Figure'
  const kids = part.kids.flatMap(kid =>
    isPart(kid) ? block(kid, isFigure ? 'Caption' : 'P', targetOf) : [{ type: 'P', kids: [kid] }],
  )
  if (isFigure) return [{ type: 'Div', kids }]
  const says = part.type !== 'NonStruct' || part.language
  return says ? [{ ...part, type: part.type === 'NonStruct' ? 'Div' : part.type, kids }] : kids
}

/** Levels of headings without a gap: one below the nearest heading above that is higher. */
const withLevels = (top: Part): Part => {
  const above: number[] = []
  const levelled = (part: Part): Part => {
    const { type, kids } = part
    if (!headings.test(type))
      return { ...part, kids: kids.map(kid => (isPart(kid) ? levelled(kid) : kid)) }
    const level = Number(type.slice(1))
    while ((above.at(-1) ?? 0) >= level) above.pop()
    above.push(level)
    return { ...part, type: `H${above.length}` }
  }
  return levelled(top)
}

export const tidied = (top: Part, targetOf: TargetOf): Part => {
  const kids = top.kids.flatMap(kid =>
    isPart(kid) ? block(kid, 'P', targetOf) : [{ type: 'P', kids: [kid] }],
  )
  return withLevels({ ...top, type: 'Document', kids })
}
