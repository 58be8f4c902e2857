// Answers about search in the archive.
import { Failure } from '#shared/failure'
import { instrumentIn } from '#shared/document'
import type { DocumentId, GroupId } from '#shared/ids'
import { shownIn, type Shown } from '../drafting/restricted.ts'
import type { Answers, ApiContext } from './api-context.ts'

export const searchAnswers = ({ profile }: ApiContext): Pick<Answers, 'search.query'> => ({
  async 'search.query'({ text, group, kinds, cites, limit }) {
    const { archive, circles, documents, summary } = profile()
    const shownOf = new Map<GroupId, (found: DocumentId) => Shown | null>()
    /** A text of a circle is listed under the document that shows it. */
    const shown = (found: DocumentId, of: GroupId) => {
      const placeOf = shownOf.get(of) ?? shownIn(profile(), of)
      shownOf.set(of, placeOf)
      return placeOf(found)
    }
    // Text that waits in the journal is searched too.
    if (archive.journal.pending().length > 0) await documents.flush()
    const groups = group && [group, ...circles.of(group).map(({ id }) => id)]
    const instrument = cites === undefined ? undefined : instrumentIn(cites)
    if (instrument === null) throw new Failure('invalid-input')
    const request = { text, groups, kinds, limit }
    const { hits, total } =
      instrument === undefined
        ? archive.search.query(request)
        : archive.search.citing({ ...request, instrument })
    return {
      total,
      hits: hits.map(hit => {
        const { id, group: of, title, kind, status, changedAt, readers } = summary(hit.document)
        const found = { ...hit, document: id, group: of, title, kind, status, changedAt }
        const place = readers.kind === 'circle' ? shown(id, of) : null
        if (!place || readers.kind !== 'circle') return found
        const { document, block } = place
        const { blocks, meta } = documents.page(document)
        const number = blocks.find(each => each.id === block)?.number ?? ''
        return { ...found, document, block, number, title: meta.title, circle: readers.name }
      }),
    }
  },
})
