// Beginnings of agendas and minutes: the approval of the last minutes as the first item, what is carried
// over from earlier meetings, and minutes with a heading for each item of the agenda.
import type { DocumentId, MemberId } from '#shared/ids'
import type { Language } from '#shared/vocabulary'
import {
  settledPage,
  type Block,
  type BlockKind,
  type Page,
  type Run,
  type BlockElsewhere,
} from '#document/model'
import { spokenPage } from '#document/numbering'
import type { NewBlock } from '#document/blocks'
import { agendaTimes } from './agenda.ts'

type Words = { approval: string; adoption: string; other: string; opening: string }

const words: Record<Language, Words> = {
  en: {
    approval: 'Approval of the minutes: {title}',
    adoption: 'Adoption of the agenda',
    other: 'Other matters',
    opening: 'Opening and attendance',
  },
  fr: {
    approval: 'Approbation du procès-verbal\u00a0: {title}',
    adoption: 'Adoption de l’ordre du jour',
    other: 'Questions diverses',
    opening: 'Ouverture et participation',
  },
  es: {
    approval: 'Aprobación del acta: {title}',
    adoption: 'Aprobación del programa',
    other: 'Otros asuntos',
    opening: 'Apertura y asistencia',
  },
  ar: {
    approval: 'إقرار المحضر: {title}',
    adoption: 'إقرار جدول الأعمال',
    other: 'مسائل أخرى',
    opening: 'الافتتاح والحضور',
  },
  ru: {
    approval: 'Утверждение протокола: {title}',
    adoption: 'Утверждение повестки дня',
    other: 'Прочие вопросы',
    opening: 'Открытие и участники',
  },
  zh: {
    approval: '通过会议记录：{title}',
    adoption: '通过议程',
    other: '其他事项',
    opening: '开幕与出席情况',
  },
}

const item = (text: string, meeting: NonNullable<NewBlock['meeting']> = {}): NewBlock => ({
  kind: 'num1',
  runs: [{ text }],
  meeting,
})

/** Minutes that the approval of minutes takes, until a member sets others. */
const approvalTime = 5

/** The blocks of a new agenda. `last`: the minutes to approve, which are its first item. */
export const newAgenda = (
  language: Language,
  last: { document: DocumentId; title: string } | null,
): NewBlock[] => {
  const { approval, adoption, other } = words[language]
  const first = last
    ? item(
        approval.replace('{title}', () => last.title),
        { time: approvalTime, papers: [last.document] },
      )
    : item(adoption)
  return [first, { kind: 'num1', runs: [], prompt: 'agenda-item' }, item(other)]
}

/** Words as they are settled and read, without signs that lead nowhere in another text. */
const wordsOf = (page: Page, block: Block): Run[] => {
  const [read] = spokenPage(settledPage(page)).blocks.filter(({ id }) => id === block.id)
  return (read?.runs ?? []).flatMap(({ to: _to, note, who, bracket: _bracket, ...run }) =>
    note === undefined && who === undefined ? [run] : [],
  )
}

/**
 * A deferred item or an open action as an item of the next agenda, which says where it comes from.
 * `by`: who reports.
 */
export const carriedItem = (
  page: Page,
  block: Block,
  { from, by }: { from: BlockElsewhere; by: MemberId | null },
): NewBlock => ({
  kind: 'num1',
  runs: wordsOf(page, block),
  meeting: {
    ...(block.meeting?.time !== undefined && { time: block.meeting.time }),
    ...(block.meeting?.papers && { papers: block.meeting.papers }),
    ...(by !== null ? { by } : block.meeting?.by && { by: block.meeting.by }),
    ...(block.meeting?.off && { off: true }),
    carried: from,
  },
})

const headings: readonly BlockKind[] = ['h1', 'h2', 'h3', 'h4']

/** Minutes with a heading for each item of the agenda, and a line to write under each. */
export const minutesFrom = (agenda: Page): NewBlock[] => {
  const { opening } = words[agenda.meta.language]
  const items = agendaTimes(agenda).items.filter(({ title }) => title !== '')
  return [
    { kind: 'h1', runs: [{ text: opening }] },
    { kind: 'num1', runs: [], prompt: 'minutes-attendance' },
    ...items.flatMap(({ block, depth }): NewBlock[] => [
      {
        kind: headings[depth - 1] ?? 'h4',
        runs: wordsOf(agenda, block),
        meeting: {
          ...(block.id !== null && { item: block.id }),
          ...(block.meeting?.off && { off: true }),
        },
      },
      { kind: 'num1', runs: [], prompt: 'minutes-discussion' },
    ]),
  ]
}
