// The annotated agenda: under each item its time, its presenter and its papers. Closed items are in no
// file: they are no part of the agenda.
import { agendaTimes, type AgendaItem } from '#document/meetings'
import type { Page } from '#document/model'
import type { Language } from '#shared/contract'
import type { BlockId, DocumentId } from '#shared/ids'
import { presenterWords, type PrintedPeople } from './meeting-page.ts'
import { printedWord } from './printed-words.ts'
import type { Sheet } from './sheet.ts'

export type Annotations = {
  /** UTC milliseconds; null before the meeting is called. */
  from: number | null
  people: PrintedPeople
  /** Null for a paper that is not here, or that readers of the file do not know. */
  titleOf(paper: DocumentId): string | null
}

const minute = 60_000
const clock = (time: number): string => new Date(time).toISOString().slice(11, 16)

const lineOf = (
  { begins, minutes, states }: AgendaItem,
  language: Language,
  { from, people, titleOf }: Annotations,
): string => {
  const parts: string[] = []
  if (from !== null && minutes !== null) {
    const [begin, end] = [from + begins * minute, from + (begins + minutes) * minute]
    parts.push(
      printedWord(language, 'paper.agenda.time', { from: clock(begin), until: clock(end) }),
    )
  }
  if (minutes !== null)
    parts.push(printedWord(language, 'paper.agenda.minutes', { minutes: String(minutes) }))
  // An item off the record has its time alone.
  if (states.off) return parts.join('. ')
  const who = presenterWords(language, states, people)
  if (who !== null) parts.push(printedWord(language, 'paper.agenda.by', { who }))
  const titles = (states.papers ?? []).flatMap(paper => titleOf(paper) ?? [])
  if (titles.length > 0)
    parts.push(printedWord(language, 'paper.agenda.papers', { titles: titles.join('; ') }))
  return parts.join('. ')
}

/** `agenda`: the page as it lies in the document. `sheet`: the same as files print it. */
export const annotatedSheet = (sheet: Sheet, agenda: Page, annotations: Annotations): Sheet => {
  const { language } = agenda.meta
  const lines = new Map<BlockId | null, string>(
    agendaTimes(agenda).items.map(item => [item.block.id, lineOf(item, language, annotations)]),
  )
  const blocks = sheet.page.blocks.flatMap(block => {
    const line = block.id === null ? '' : (lines.get(block.id) ?? '')
    if (line === '') return [block]
    const under = { id: null, kind: 'paragraph' as const, number: '', runs: [{ text: line }] }
    return [block, under]
  })
  return { ...sheet, page: { ...sheet.page, blocks } }
}
