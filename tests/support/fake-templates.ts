// The fake core's answers about a group's own templates, over its documents in memory.
import type { CoreContract, DocumentSummary } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type Calls = Extract<keyof CoreContract['calls'], `templates.${string}`>

export const fakeTemplates = (fake: {
  documents: readonly DocumentSummary[]
  documentOf(id: DocumentId): DocumentSummary
  self(): MemberId
  now: number
  add(fields: Pick<DocumentSummary, 'group' | 'kind' | 'title' | 'language'>): DocumentId
  changed(document: DocumentSummary): void
}): Pick<Handlers<CoreContract>, Calls> => {
  const set = (id: DocumentId, template: boolean): void => {
    const document = fake.documentOf(id)
    if (document.readers.kind === 'only-you') throw new Failure('not-shared')
    document.template = template
    fake.changed(document)
  }
  return {
    'templates.list': ({ group }) =>
      fake.documents
        .filter(each => each.group === group && each.template)
        .map(({ id, title, kind, language, readers, changedAt, changedBy }) => ({
          document: id,
          title,
          kind,
          language,
          readers,
          changedAt,
          changedBy,
          by: fake.self(),
          at: fake.now - 86_400_000,
        })),
    'templates.make': ({ document }) => set(document, true),
    'templates.withdraw': ({ document }) => set(document, false),
    'templates.begin': ({ template, title }) => {
      const { group, kind, language } = fake.documentOf(template)
      return fake.add({ group, kind, language, title })
    },
  }
}
