// Reading an open document for other rooms: its page, and statements about it.
import { digest } from '#core/keys'
import { blockNamed, readPage } from '#document/tree'
import { carriedConsents, readConsents, readConsultations } from '#document/consultation'
import { contentDigest, writersSince } from '#document/history/versions'
import { hasRestricted, heldBack, readPartOf } from '#document/restricted'
import { mayAdopt } from '#document/adoption'
import { openTargets, readAmendments } from '#document/review/amendments'
import { readChecks, readDraftOf, readVersionOf } from '#document/languages'
import { readParagraphSuggestions, readSuggestions } from '#document/review/suggestions'
import { readTemplate } from '#document/templates'
import type { DocumentId } from '#shared/ids'
import type { DocumentCache } from '../replica/index.ts'
import { remarksIn } from '../remarks.ts'
import type { Documents } from '../api.ts'

export const readingIn = (cache: Pick<DocumentCache, 'get'>) => {
  const docOf = (id: DocumentId) => cache.get(id).doc
  return {
    page: id => readPage(docOf(id)),
    versionOf: id => readVersionOf(docOf(id)),
    draftOf: id => readDraftOf(docOf(id)),
    writersSince(id, block, before) {
      const element = blockNamed(docOf(id), block)
      const { authors } = cache.get(id)
      const clients = element ? writersSince(element, before) : []
      return [...new Set(clients.map(client => authors.get(client)?.device ?? null))].filter(
        device => device !== null,
      )
    },
    checks: id => readChecks(docOf(id)),
    partOf: id => readPartOf(docOf(id)),
    template: id => readTemplate(docOf(id)),
    hasRestricted: id => hasRestricted(docOf(id)),
    heldBack: id => heldBack(docOf(id)),
    digest: id => contentDigest(readPage(docOf(id)), digest),
    adoption: (id, isSame) =>
      mayAdopt(docOf(id), doc => openTargets(readAmendments(doc, isSame)), undefined, isSame),
    amendments: (id, isSame) => readAmendments(docOf(id), isSame),
    carriedConsents: id => carriedConsents(docOf(id)),
    consents: id => readConsents(docOf(id)),
    consultations: id => readConsultations(docOf(id)),
    suggestions: id => readSuggestions(docOf(id)),
    paragraphs: (id, isSame) => readParagraphSuggestions(docOf(id), isSame),
    remarks: id => remarksIn(docOf(id)),
    disputed: id =>
      cache
        .get(id)
        .contests.all()
        .map(({ rows }) => [...new Set(rows.map(row => row.device))]),
    authorOf: (id, client) => cache.get(id).authors.get(client)?.device ?? null,
  } satisfies Partial<Documents>
}
