// Replies of addressees that were filed with a text: a file attached to it, or a document of its readers. The words
// of plain text can be read by paragraph; other files are opened outside Baraza.
import type { FiledReply, ReplyParagraph } from '#shared/contract'
import { printedWords } from '#document/reading'
import { cleanText } from '#document/imports'
import { placesOf, spokenPage } from '#document/numbering'
import type { EntryId } from '#document/ids'
import type { MeetingLog } from '#document/meetings/log'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { MeetingPorts } from '#core/deliberation/meetings'

type Filed = MeetingLog['replied'][number]

export const repliesIn = (
  { archive, documents }: MeetingPorts,
  document: DocumentId,
  { replied, sent }: Pick<MeetingLog, 'replied' | 'sent'>,
): FiledReply[] => {
  const attached = replied.length > 0 ? documents.attachments(document) : []
  // A name that a member of another audience made up leads nowhere.
  const documentOf = (id: DocumentId) => {
    const row = archive.documents.get(id)
    return row?.shared && row.group === archive.documents.get(document)?.group ? row : undefined
  }
  return replied.map(({ entry, by }: Filed): FiledReply => {
    const { id, file: hash, document: other, day, at } = entry
    const file = attached.find(each => each.hash === hash)
    const row = other === null ? undefined : documentOf(other)
    return {
      id,
      what: hash === null ? 'document' : 'file',
      name: hash === null ? (row?.title ?? '') : (file?.name ?? ''),
      isHere:
        hash === null ? row !== undefined : documents.hasEnclosed(document, { what: 'file', hash }),
      file: file?.id ?? null,
      document: row?.id ?? null,
      sent: entry.sent,
      to: sent.find(each => each.entry.id === entry.sent)?.entry.to ?? '',
      day,
      by,
      at,
    }
  })
}

const typedNumber = /^[([]?(\d{1,3}(?:\.\d{1,3}){0,3}|[a-z])[.)\]]\s+(?=\S)/iu

/** Paragraphs of plain text: parts between blank lines, else lines. */
const partsOf = (text: string): string[] => {
  const lines = text.replaceAll(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
  const isApart = /\S[^\S\n]*\n(?:[^\S\n]*\n)+[^\S\n]*\S/u.test(lines)
  return lines
    .split(isApart ? /\n(?:[^\S\n]*\n)+/u : /\n/u)
    .map(part => cleanText(part).trim())
    .filter(part => part !== '')
}

/** Counted as the text counts them, by typed numbers; where it has none, from 1. */
export const paragraphsOfText = (text: string): ReplyParagraph[] => {
  const parts = partsOf(text).map(words => {
    const typed = typedNumber.exec(words)
    return { place: typed?.[1] ?? '', words: words.slice(typed?.[0].length ?? 0) }
  })
  const isNumbered = parts.some(({ place }) => place !== '')
  return parts.map(({ place, words }, at) => ({ place: isNumbered ? place : `${at + 1}`, words }))
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const isPlain = (name: string): boolean => /\.(txt|text|md|markdown)$/iu.test(name)

/** Failure `not-found`, also while the reply has not arrived. */
export const paragraphsOfReply = (
  ports: MeetingPorts,
  document: DocumentId,
  { replies, reply }: { replies: readonly FiledReply[]; reply: EntryId },
): ReplyParagraph[] => {
  const { documents } = ports
  const found = replies.find(({ id }) => id === reply)
  if (!found) throw new Failure('not-found')
  if (found.what === 'document') {
    if (found.document === null) throw new Failure('not-found')
    const { blocks, meta } = spokenPage(documents.meeting(found.document).page)
    const places = placesOf(blocks, meta)
    return blocks.flatMap((block, at) => {
      const words = block.label === undefined ? printedWords(block).trim() : ''
      return words === '' ? [] : [{ place: places[at] ?? '', words }]
    })
  }
  const attachment = documents.attachments(document).find(({ id }) => id === found.file)
  const bytes = attachment && documents.enclosed(document, { what: 'file', hash: attachment.hash })
  if (!bytes) throw new Failure('not-found')
  if (!isPlain(found.name)) return []
  try {
    return paragraphsOfText(utf8.decode(bytes))
  } catch {
    return []
  }
}
