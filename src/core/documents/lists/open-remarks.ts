// The amendments and suggestions of a text that wait. Their numbers are kept beside lists and search and written with
// them.
import type { Archive } from '#core/archive'
import { openParagraphs, readParagraphSuggestions, readWaiting } from '#document/review/suggestions'
import { readAmendments, type SameMember } from '#document/review/amendments'
import type { DocumentReplica } from '../replica/index.ts'
import type { MemberOf } from './mentions.ts'

type Remarked = Pick<DocumentReplica, 'id' | 'group' | 'doc' | 'authors'>

/** A member has several devices, and each has a new client id in each session. */
const sameMemberIn = ({ group, authors }: Remarked, memberOf: MemberOf): SameMember => {
  const nameOf = (client: number) => {
    const device = authors.get(client)?.device
    return device === undefined ? null : memberOf(group, device)
  }
  return (a, b) => a === b || (nameOf(a) !== null && nameOf(a) === nameOf(b))
}

export const openAmendments = (document: Remarked, memberOf: MemberOf): number =>
  readAmendments(document.doc, sameMemberIn(document, memberOf)).filter(
    ({ standing }) => standing === 'open',
  ).length

/** For words, and for whole paragraphs. */
const openSuggestions = (document: Remarked, memberOf: MemberOf): number => {
  const { doc } = document
  const paragraphs = readParagraphSuggestions(doc, sameMemberIn(document, memberOf))
  return readWaiting(doc).length + openParagraphs(paragraphs).length
}

/** In the transaction that updates lists. A document without any has no row. */
export const noteOpenRemarks = (
  { openRemarks }: Pick<Archive, 'openRemarks'>,
  document: Remarked,
  memberOf: MemberOf,
): void => {
  const amendments = openAmendments(document, memberOf)
  const suggestions = openSuggestions(document, memberOf)
  if (amendments + suggestions > 0)
    openRemarks.put({ document: document.id, amendments, suggestions })
  else openRemarks.remove({ document: document.id })
}
