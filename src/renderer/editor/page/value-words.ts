// Single values of a paragraph or a document in words, with what they are called.
import type { DocumentKind, DocumentStatus, Language } from '#shared/contract'
import type { BlockKind, SpeakerNaming } from '#document/model'
import type { ValueName } from '#document/history/conflicts'
import type { Words } from '../../words/index.ts'

/** `ofDocument`: of the document itself, and of no paragraph. */
export function valueLabel(name: ValueName, ofDocument: boolean, words: Words): string {
  switch (name) {
    case 'kind':
      return words(ofDocument ? 'documents.kind' : 'editor.kinds')
    case 'language':
      return words('documents.language')
    case 'alternative':
      return words('figures.alternative')
    case 'title':
      return words('documents.title')
    case 'status':
      return words('documents.column.status')
    case 'head':
      return words('tables.header')
    case 'owner':
      return words('minutes.owner')
    case 'due':
      return words('minutes.day')
    case 'off':
      return words('minutes.off')
    case 'naming':
      return words('minutes.people.ask')
    case 'time':
      return words('meetings.item.minutes')
    case 'by':
      return words('meetings.item.presenter')
    case 'direction':
    case 'picture':
    case 'notes':
    case 'reference':
    case 'symbol':
      return words(`editor.merged.value.${name}`)
  }
}

export type Handle = (member: string) => string

export function valueWords(
  name: ValueName,
  value: string,
  { ofDocument, words, handleOf }: { ofDocument: boolean; words: Words; handleOf: Handle },
): string {
  if (name === 'head' || name === 'off')
    return words(value === '' ? 'editor.merged.no' : 'editor.merged.yes')
  if (value === '')
    return words(name === 'naming' ? 'minutes.line.follow' : 'editor.merged.nothing')
  switch (name) {
    case 'kind':
      return ofDocument
        ? words(`documents.kind.${value as DocumentKind}`)
        : words(`editor.kind.${value as BlockKind}`)
    case 'language':
      return words(`editor.language.${value as Language}`)
    case 'direction':
      return words(`editor.direction.${value as 'ltr' | 'rtl'}`)
    case 'status':
      return words(`ui.status.${value as DocumentStatus}`)
    case 'owner':
    case 'by':
      return handleOf(value)
    case 'due':
      return words.date(new Date(`${value}T00:00`).getTime())
    case 'naming':
      return words(`minutes.named.${value as SpeakerNaming}`)
    default:
      return value
  }
}
