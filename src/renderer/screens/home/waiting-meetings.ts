// Meetings and minutes that wait for this person.
import { CalendarCheck, CalendarSearch, FileCheck, FileDiff, MailOpen } from 'lucide-react'
import type { DocumentSummary, MeetingSummary, OpenRemarks } from '#shared/contract'
import { timesOf } from '../meetings/times.ts'
import type { Words } from '../../words/index.ts'
import type { WaitingItem } from './waiting-item.ts'

/** Circulated minutes that this member has not read, until the time for corrections ends. */
export const ofMinutes = (
  documents: readonly DocumentSummary[],
  now: number,
  words: Words,
): WaitingItem[] =>
  documents.flatMap(({ id, title, toCorrect }): WaitingItem[] => {
    if (toCorrect === undefined) return []
    const { until } = toCorrect
    if (until !== null && until < now) return []
    return [
      {
        id: `circulated/${id}`,
        icon: MailOpen,
        title: words('home.waiting.circulated', { title }),
        hint:
          until === null
            ? words('home.waiting.circulatedHint')
            : words('home.waiting.circulatedUntil', { day: words.date(until) }),
        act: words('home.waiting.read'),
        place: { screen: 'document', document: id },
      },
    ]
  })

/** Minutes whose corrections this member settles. */
const hasCorrections = (
  { minutes }: MeetingSummary,
  documents: readonly DocumentSummary[],
): boolean =>
  minutes !== null &&
  minutes.corrections > 0 &&
  (minutes.status === 'circulated' || minutes.status === 'corrections') &&
  documents.find(({ id }) => id === minutes.document)?.rights.includes('settle') === true

/** Answers to give, dates to choose once all have answered, and corrections to settle. */
export function ofMeetings(
  meetings: readonly MeetingSummary[],
  documents: readonly DocumentSummary[],
  words: Words,
): WaitingItem[] {
  const { span } = timesOf(words)
  const answers = meetings.flatMap((meeting): WaitingItem[] => {
    const { agenda, title, state, poll, own, from, until, acts } = meeting
    const isToAnswer = acts.includes('answer') && poll?.isAnswered === false
    const isToChoose = acts.includes('call') && poll?.answered === poll?.entitled
    if (poll !== null && (isToAnswer || isToChoose))
      return [
        {
          id: `dates/${agenda}`,
          icon: CalendarSearch,
          title: words('meetings.poll.title', { title }),
          hint: words('meetings.poll.answered', {
            answered: poll.answered,
            entitled: poll.entitled,
          }),
          act: words(isToAnswer ? 'meetings.poll.answer' : 'meetings.poll.see'),
          place: { screen: 'meeting', agenda, dates: true },
        },
      ]
    if (
      !acts.includes('answer') ||
      state !== 'called' ||
      own !== null ||
      from === null ||
      until === null
    )
      return []
    return [
      {
        id: `coming/${agenda}`,
        icon: CalendarCheck,
        title: words('home.waiting.coming', { title }),
        hint: words('home.sentence', { text: span(from, until) }),
        act: words('meetings.own.answer'),
        place: { screen: 'meeting', agenda },
      },
    ]
  })
  const corrections = meetings
    .filter(meeting => hasCorrections(meeting, documents))
    .flatMap(({ title, minutes }): WaitingItem[] =>
      minutes === null
        ? []
        : [
            {
              id: `corrections/${minutes.document}`,
              icon: FileDiff,
              title: words('home.waiting.corrections', { count: minutes.corrections, title }),
              hint: words('home.waiting.correctionsHint'),
              act: words('home.waiting.readThem'),
              place: { screen: 'document', document: minutes.document },
            },
          ],
    )
  return [...corrections, ...answers]
}

/**
 * Circulated minutes without an open correction or suggestion, for officers: after the day by which corrections were asked
 * for, and at once where no day was given.
 */
export const ofApprovals = (
  meetings: readonly MeetingSummary[],
  documents: readonly DocumentSummary[],
  open: readonly OpenRemarks[],
  now: number,
  words: Words,
): WaitingItem[] =>
  meetings.flatMap(({ title, minutes }): WaitingItem[] => {
    if (minutes?.status !== 'circulated') return []
    const { document, until } = minutes
    const found = documents.find(({ id }) => id === document)
    // While the group decides about them, or has decided otherwise, they are no longer in consultation.
    if (found?.status !== 'consultation' || !found.rights.includes('settle')) return []
    if (until !== null && until >= now) return []
    if (open.some(each => each.document === document && each.suggestions > 0)) return []
    return [
      {
        id: `approval/${document}`,
        icon: FileCheck,
        title: words('home.waiting.approve', { title }),
        hint:
          until === null
            ? words('home.waiting.approveHint')
            : words('home.waiting.approveSince', { day: words.date(until) }),
        act: words('home.waiting.look'),
        place: { screen: 'document', document },
      },
    ]
  })
