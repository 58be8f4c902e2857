// A group's own templates: documents that a chair or a rapporteur of their audience marked. The
// signed message proves the author; peers refuse the mark from other members.
import { random } from '#core/keys'
import type { GroupTemplate } from '#shared/contract'
import { copiedPage, sayTemplate } from '#document/templates'
import { settledPage } from '#document/model'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Spaces, Texts } from '../parts.ts'
import { mustBeIn } from '../rights.ts'
import type { Summaries } from '../lists/index.ts'

type NameOf = (document: DocumentId) => (client: number) => MemberId | null

export const templatesIn = (
  ports: Texts & Spaces & Summaries,
  group: GroupId,
  nameOf: NameOf,
): GroupTemplate[] => {
  const { archive, circles, documents, summary } = ports
  return [group, ...circles.of(group).map(({ id }) => id)]
    .flatMap(space => [...documents.places(space)])
    .flatMap(([document, { isTemplate }]): GroupTemplate[] => {
      const said =
        isTemplate && archive.documents.get(document) ? documents.template(document) : null
      if (!said) return []
      const { title, kind, language, readers, changedAt, changedBy } = summary(document)
      return [
        {
          document,
          title,
          kind,
          language,
          readers,
          changedAt,
          changedBy,
          by: nameOf(document)(said.client),
          at: said.at,
        },
      ]
    })
    .toSorted((a, b) => a.title.localeCompare(b.title))
}

/**
 * Failures: `not-found`, `not-shared`, `not-permitted`. Does nothing if the mark is set already.
 */
export const setTemplate = async (
  { archive, documents }: Texts,
  document: DocumentId,
  isTemplate: boolean,
  at: number,
): Promise<void> => {
  const row = archive.documents.get(document)
  if (!row) throw new Failure('not-found')
  if (!row.shared) throw new Failure('not-shared')
  if (!documents.rightsNow(document).has('settle')) throw new Failure('not-permitted')
  await documents.editBeside(document, doc => sayTemplate(doc, isTemplate, { at, random }))
  await documents.flush()
}

/**
 * A private document of the group, also from a circle's template. Failures: `not-found`,
 * `not-in-group`.
 */
export const beginFrom = (
  ports: Texts & Spaces,
  template: DocumentId,
  title: string,
): Promise<DocumentId> => {
  const { archive, documents, homeOf } = ports
  const row = archive.documents.get(template)
  if (!row || documents.template(template) === null) throw new Failure('not-found')
  mustBeIn(ports, homeOf(row.group))
  const { blocks, ...page } = copiedPage(settledPage(documents.page(template)))
  return documents.create({
    ...page,
    group: homeOf(row.group),
    title,
    picturesOf: template,
    // A restricted paragraph of the template becomes an empty paragraph without a reference.
    blocks: blocks.map(({ label: _label, ...block }) => block),
  })
}
