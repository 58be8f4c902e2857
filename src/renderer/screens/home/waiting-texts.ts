// Texts that wait for this person: merges to read, own suggestions that were settled, amendments and suggestions to settle,
// mentions, and answers.
import { AtSign, FileDiff, FilePenLine, ListChecks, Reply } from 'lucide-react'
import type {
  DocumentSummary,
  Group,
  MeetingSummary,
  OpenRemarks,
  SuggestionNews,
  WaitingMention,
} from '#shared/contract'
import type { EntryId } from '#document/ids'
import type { Words } from '../../words/index.ts'
import { handleOf, type WaitingItem } from './waiting-item.ts'

export const ofDocuments = (documents: readonly DocumentSummary[], words: Words): WaitingItem[] =>
  documents
    .filter(({ toRead }) => toRead > 0)
    .map(({ id, title, toRead }) => ({
      id,
      icon: FileDiff,
      title: words('home.waiting.merged', { title }),
      hint: words('home.waiting.mergedHint', { paragraphs: toRead }),
      act: words('home.waiting.read'),
      place: { screen: 'document', document: id },
    }))

/** Suggestions of this member that others accepted or rejected, until the document is read or they are shown there. */
export const ofSuggestions = (
  settled: readonly SuggestionNews[],
  group: Group,
  words: Words,
): WaitingItem[] =>
  settled.map(({ document, title, accepted, rejected, apart, by }) => ({
    id: `suggested/${document}`,
    icon: FilePenLine,
    title: words('home.waiting.settled', { count: accepted + rejected + apart, title }),
    hint: words(apart > 0 ? 'home.waiting.settledApart' : 'home.waiting.settledHint', {
      accepted,
      rejected,
      apart,
      by: words.list(by.map(id => handleOf(group, id))),
    }),
    act: words('home.waiting.look'),
    place: { screen: 'document', document, settled: true },
  }))

/** Amendments and suggestions to settle. Corrections of minutes have a row of their own once they are circulated. */
export const ofOpen = (
  open: readonly OpenRemarks[],
  meetings: readonly MeetingSummary[],
  words: Words,
): WaitingItem[] =>
  open.flatMap(({ document, title, amendments, suggestions }): WaitingItem[] => {
    const isCorrected = meetings.some(
      ({ minutes }) => minutes?.document === document && minutes.status === 'corrections',
    )
    const parts = [
      ...(amendments > 0 && !isCorrected
        ? [words('home.waiting.amendments', { count: amendments })]
        : []),
      ...(suggestions > 0 ? [words('home.waiting.suggestions', { count: suggestions })] : []),
    ]
    if (parts.length === 0) return []
    return [
      {
        id: `open/${document}`,
        icon: ListChecks,
        title: words('home.waiting.open', { title }),
        hint: words.sentences(parts),
        act: words('home.waiting.look'),
        place: { screen: 'document', document },
      },
    ]
  })

export const ofMentions = (
  mentions: readonly WaitingMention[],
  group: Group,
  words: Words,
): WaitingItem[] =>
  mentions.map(({ document, title, thread, by, isAnswer }) => ({
    id: `mention/${document}/${thread}`,
    icon: isAnswer ? Reply : AtSign,
    title: words(isAnswer ? 'home.waiting.answered' : 'home.waiting.mention', {
      by: by === null ? words('comments.someone') : handleOf(group, by),
    }),
    hint: words('home.waiting.mentionHint', { title }),
    act: words('home.waiting.read'),
    place: { screen: 'document', document, thread: thread as EntryId },
  }))
