// Lays a text out in pages before it is printed: the engine knows no notes at the foot of a page. Each page is as long
// as the paper, so that a page of the print is a page of the plan; main compares their numbers.
import { linesOf, measured } from './measure.ts'
import { planPages, type NotePart, type PlannedPage } from './plan.ts'
import { cutBelow, turnAt } from './turns.ts'

/** A long note is cut into parts of this share of a page. */
const partShare = 0.3

/** Lines that are measured a little short do not make a page longer than the paper. */
const slack = 6

type Layout = { template: HTMLTemplateElement; notes: HTMLElement[] }

const partOf = (template: HTMLTemplateElement, name: string): HTMLElement => {
  const part = template.content.querySelector<HTMLElement>(`.${name}`)
  if (!part) throw new Error(`No ${name}`)
  return part.cloneNode(true) as HTMLElement
}

/** The height of an element that lies in the page for a moment. */
const heightOf = (element: HTMLElement): number => {
  document.body.append(element)
  const { height } = element.getBoundingClientRect()
  element.remove()
  return height
}

/** A note of more than one part: each a paragraph, the first with its number. */
const cutNote = (note: HTMLElement, longest: number): HTMLElement[] => {
  const { top, height } = note.getBoundingClientRect()
  if (height <= longest) return [note]
  const end = linesOf(note).findLast(bottom => bottom - top <= longest)
  if (end === undefined) return [note]
  const rest = note.cloneNode(false) as HTMLElement
  rest.removeAttribute('id')
  rest.append(cutBelow(note, end))
  note.after(rest)
  return [note, ...cutNote(rest, longest)]
}

const withNumbers = (foot: HTMLElement, page: number, pages: number): HTMLElement => {
  for (const [name, number] of [
    ['page', page],
    ['pages', pages],
  ] as const)
    for (const place of foot.querySelectorAll(`.${name}-number`)) place.textContent = String(number)
  return foot
}

const endOf = (
  { used, below, notes }: PlannedPage,
  { room, parts, foot }: { room: number; parts: HTMLElement[][]; foot: HTMLElement },
): HTMLElement => {
  const end = document.createElement('div')
  end.className = 'page-end'
  const space = document.createElement('div')
  space.style.blockSize = `${Math.max(0, room - used - below)}px`
  end.append(space)
  if (notes.length > 0) {
    const area = document.createElement('div')
    area.className = 'page-notes'
    area.append(...notes.flatMap(({ note, part }: NotePart) => parts[note]?.[part] ?? []))
    end.append(area)
  }
  end.append(foot)
  return end
}

/** The number of pages; null where a text has no page template or a piece of it is higher than a page. */
const layOut = ({ template, notes }: Layout): number | null => {
  const [probe, rule] = [document.createElement('div'), document.createElement('div')]
  probe.className = 'page-room'
  rule.className = 'page-notes'
  const room = heightOf(probe) - slack
  const parts = notes.map(note => cutNote(note, room * partShare))
  const blocks = [...document.querySelectorAll<HTMLElement>('body > header, main > :not(.notes)')]
  const pieces = measured(blocks)
  const noteHeights = parts.map(each => each.map(part => part.getBoundingClientRect().height))
  const gap = notes[0] ? Number.parseFloat(getComputedStyle(notes[0]).marginBlockEnd) : 0
  const plan = planPages(pieces, {
    room,
    rule: heightOf(rule),
    notes: noteHeights.map(each => each.map(height => height + gap)),
  })
  if (plan.some(({ used, below }) => used + below > room)) return null
  const turns = plan.slice(1).map(page => {
    const [piece, before] = [pieces[page.from], pieces[page.from - 1]]
    const previous = before && (before.at.kind === 'row' ? before.at.table : before.at.block)
    return piece && previous ? turnAt(piece.at, previous) : null
  })
  // From the end, so that a place that was found stays where it is.
  for (const [at, page] of [...plan.entries()].toReversed()) {
    const foot = withNumbers(partOf(template, 'page-foot'), at + 1, plan.length)
    const end = endOf(page, { room, parts, foot })
    const start = partOf(template, 'page-head')
    const turn = turns[at]
    if (at === plan.length - 1) {
      const [last] = blocks.toReversed()
      if (last) last.style.marginBlockEnd = '0'
      document.querySelector('main')?.append(end)
    } else if (turn) turn({ end, start, hasNotes: page.notes.length > 0 })
    else document.querySelector('main .page-end')?.before(end, start)
  }
  document.querySelector('main > .notes')?.remove()
  const first = partOf(template, 'page-head')
  first.replaceChildren()
  document.body.prepend(first)
  return plan.length
}

const begin = async (): Promise<number> => {
  const isLoose = window.location.search === '?loose'
  const template = isLoose ? null : document.querySelector<HTMLTemplateElement>('template.page')
  // Letters of the header may need a font that the text does not.
  const heads = template ? [partOf(template, 'page-head'), partOf(template, 'page-foot')] : []
  document.body.append(...heads)
  document.body.getBoundingClientRect()
  await document.fonts.ready
  for (const head of heads) head.remove()
  const notes = [...document.querySelectorAll<HTMLElement>('main > .notes > .note')]
  if (template) document.body.classList.add('in-pages')
  const pages = template ? layOut({ template, notes }) : null
  if (pages === null) document.body.classList.remove('in-pages')
  return pages ?? 0
}

// Main waits for the answer, whatever it is.
document.documentElement.dataset['pages'] = String(await begin().catch(() => -1))
window.dispatchEvent(new Event('laid-out'))
