// How a component gets its words: `const words = useWords()`, then `words('home.title')`. Ids are
// checked by the compiler; numbers and dates go through the same locale.
import { useMemo, type ReactNode } from 'react'
import { useIntl, type IntlShape } from 'react-intl'
import { withFrenchFirst } from '#shared/french-day'
import type { MessageId } from './ids.ts'

export type Values = Record<string, string | number | Date>
export type RichValues = Record<string, ReactNode | ((chunks: ReactNode[]) => ReactNode)>

export type Words = {
  /** See `formats`. */
  locale: string
  /** One message as text. */
  (id: MessageId, values?: Values): string
  /** One message with elements in it: `{name}` values and `<tag>…</tag>` functions. */
  rich(id: MessageId, values: RichValues): ReactNode
  number(value: number): string
  /** "18 September 2018", in the person's own time zone. */
  date(time: number): string
  /** "15 Sept", with the year where it is not that of `now`. */
  day(time: number, now: number): string
  /** "14:06", in the person's own time zone. */
  clock(time: number): string
  /** "today at 14:06", "yesterday at 9:10", "on 15 September"; `now` is UTC milliseconds. */
  when(time: number, now: number): string
  /** A time by the options of Intl, in the person's own time zone where they name none. */
  time(time: number, options: Intl.DateTimeFormatOptions): string
  list(items: readonly string[]): string
  /** Stands behind a full stop or comma, before what follows in the line. */
  gap: string
  /** Whole sentences, one after the other. */
  sentences(parts: readonly string[]): string
  /** Short phrases in one line: "Draft. By M.S. 3 May 2018". */
  phrases(parts: readonly string[]): string
}

/** Keeps its own order among words that run the other way. */
const isolated = (item: string): string => `\u2068${item}\u2069`

/** A name, or a Russian date, that ends with a full stop ends the sentence too: "heard by M.S." */
const withOneStop = (sentence: string): string =>
  sentence.replace(/(?<!\.)\.(\u2069?)\.(?!\.)/gu, '.$1')

const endedOnce = <T>(parts: T): T =>
  (typeof parts === 'string'
    ? withOneStop(parts)
    : Array.isArray(parts)
      ? parts.map(endedOnce)
      : parts) as T

/** The same within the elements of a message. */
const endingOnce = (values: RichValues): RichValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'function' ? (chunks: ReactNode[]) => value(endedOnce(chunks)) : value,
    ]),
  )

const day = 86_400_000
const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0)

const clock = (intl: IntlShape, time: number): string =>
  intl.formatTime(time, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** In Russian the abbreviation of the year stays in the line of its number. */
const dated = (
  intl: IntlShape,
  time: number,
  options: Parameters<IntlShape['formatDate']>[1],
): string => {
  const date = intl.formatDate(time, options).replace(' г.', '\u00a0г.')
  return intl.locale.startsWith('fr') ? withFrenchFirst(date) : date
}

function whenIn(intl: IntlShape, time: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(time)) / day)
  const at = clock(intl, time)
  if (days === 0) return intl.formatMessage({ id: 'ui.when.today' }, { at })
  if (days === 1) return intl.formatMessage({ id: 'ui.when.yesterday' }, { at })
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  const date = dated(intl, time, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
  return intl.formatMessage({ id: 'ui.when.date' }, { date })
}

export function wordsOf(intl: IntlShape): Words {
  // Chinese has no space after its full stop, which is as wide as a letter.
  const gap = intl.locale.startsWith('zh') ? '' : ' '
  const text = (id: MessageId, values: Values = {}): string =>
    withOneStop(String(intl.formatMessage({ id }, values)))
  return Object.assign(text, {
    rich: (id: MessageId, values: RichValues): ReactNode =>
      endedOnce(intl.formatMessage({ id }, endingOnce(values) as Record<string, ReactNode>)),
    number: (value: number): string => intl.formatNumber(value),
    date: (time: number): string =>
      dated(intl, time, { day: 'numeric', month: 'long', year: 'numeric' }),
    day: (time: number, now: number): string =>
      dated(intl, time, {
        day: 'numeric',
        month: 'short',
        ...(new Date(time).getFullYear() === new Date(now).getFullYear()
          ? {}
          : { year: 'numeric' }),
      }),
    clock: (time: number): string => clock(intl, time),
    when: (time: number, now: number): string => whenIn(intl, time, now),
    time: (time: number, options: Intl.DateTimeFormatOptions): string =>
      dated(intl, time, options as Parameters<IntlShape['formatDate']>[1]),
    list: (items: readonly string[]): string =>
      intl.formatList(intl.locale.startsWith('ar') ? items.map(isolated) : items, {
        type: 'conjunction',
      }),
    locale: intl.locale,
    gap,
    sentences: (parts: readonly string[]): string => parts.join(gap),
    phrases: (parts: readonly string[]): string =>
      withOneStop(parts.join(intl.locale.startsWith('zh') ? '。' : '. ')),
  })
}

export function useWords(): Words {
  const intl = useIntl()
  return useMemo(() => wordsOf(intl), [intl])
}
