// Answers about documents.
import { Failure } from '#shared/failure'
import { asItStands, standingIn } from '#document/history/conflicts'
import { kindOfTemplate, templateOf } from '#document/templates'
import { spokenPage } from '#document/numbering'
import { sameMemberIn } from '#core/drafting/members'
import type { AnswersOn, ApiContext } from './api-context.ts'
import type { ImportCalls } from './import.ts'
import type { RetireCalls } from './retire.ts'
import { mustBeIn } from '#core/drafting'
import { duplicateOf, moveTo, versionIn } from '#core/drafting/copies'

export const documentAnswers = ({
  profile,
}: ApiContext): Omit<AnswersOn<'documents'>, ImportCalls | RetireCalls> => ({
  'documents.list'({ group }) {
    const { groups, summaries } = profile()
    groups.get(group)
    return summaries(group)
  },
  'documents.get': ({ document }) => profile().summary(document),
  'documents.look': ({ document }) => profile().documents.look(document),
  async 'documents.create'({ group, kind, title, language, template = kind }) {
    const { documents } = profile()
    mustBeIn(profile(), group)
    if (template !== 'none' && kindOfTemplate(template) !== kind) throw new Failure('invalid-input')
    const blocks = template === 'none' ? [] : templateOf(template, language)
    return documents.create({ group, kind, title, language, blocks })
  },
  'documents.rename': ({ document, title }) => profile().documents.rename(document, title),
  'documents.setReference': ({ document, reference }) =>
    profile().documents.setReference(document, reference),
  'documents.duplicate': ({ document, title, language }) =>
    language === undefined
      ? duplicateOf(profile(), document, title)
      : versionIn(profile(), { original: document, language, title }),
  'documents.move': wanted => moveTo(profile(), wanted),
  'documents.delete': ({ document }) => profile().documents.remove(document),
  'documents.share'({ document }) {
    const { archive, circles, documents } = profile()
    const row = archive.documents.get(document)
    if (row?.shared && circles.find(row.group)) throw new Failure('other-audience')
    return documents.share(document)
  },
  'documents.merges'({ document }) {
    const { documents } = profile()
    const standing = standingIn(spokenPage(documents.page(document)))
    return documents.merges(document).map(merge => asItStands(merge, standing))
  },
  'documents.markMerged': ({ document, block }) => profile().documents.markRead(document, block),
  'documents.adoption'({ document }) {
    const { may, open } = profile().documents.adoption(document, sameMemberIn(profile(), document))
    return { may, open: open.map(({ index: _index, ...point }) => point) }
  },
  'documents.digest': ({ document }) => profile().documents.digest(document),
})
