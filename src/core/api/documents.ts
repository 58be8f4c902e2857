// Answers about documents and search.
import { inTurns, type Steering } from '#core/documents'
import type { DocumentKind } from '#shared/contract'
import { Failure } from '#shared/failure'
import {
  asItStands,
  instrumentIn,
  kindOfTemplate,
  readingMarkdown,
  readingText,
  spokenPage,
  standingIn,
  templateOf,
  type Imported,
  type ReadInSteps,
} from '#shared/document'
import type { DocumentId, GroupId } from '#shared/ids'
import { shownIn } from '../drafting/restricted.ts'
import type { OpenProfile } from '../profile/open-profile.ts'
import { sameMemberIn } from './amendments.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { duplicateOf, moveTo, versionIn } from './copying.ts'
import type { Tasks } from './tasks.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Text files are UTF-8. Other bytes are refused, not guessed at. */
const textOf = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Failure('file-wrong-kind')
  }
}

/** Most bytes of an imported text, about 700 pages. */
const largestImport = 2 << 20

const readingImport = (
  name: string,
  bytes: Uint8Array,
  kind: DocumentKind,
): ReadInSteps<Imported> => {
  if (bytes.length > largestImport) throw new Failure('file-too-large')
  return (/\.(md|markdown)$/i.test(name) ? readingMarkdown : readingText)(textOf(bytes), kind)
}

/** Share of the progress for reading; making the document is the rest. */
const reading = 0.2

/** Reports each hundredth once. */
const steeringOf = (tasks: Tasks) => {
  const { progress, isCancelled } = tasks.steering('documents.import')
  let last = 0
  return (from: number, to: number): Steering => ({
    isCancelled,
    progress(done) {
      const hundredths = Math.floor(100 * (from + (to - from) * done))
      if (hundredths <= last) return
      last = hundredths
      progress(last, 100)
    },
  })
}

/** The file's name without its ending, until a person gives a title. */
const titleFrom = (name: string): string => name.replace(/\.[^.]*$/, '').slice(0, 300)

/**
 * A group that this device only asked to join has no documents yet, and asking again changes its
 * keys.
 */
const mustBeIn = ({ groups }: OpenProfile, group: GroupId): void => {
  if (groups.get(group).entry().state === 'joining') throw new Failure('not-permitted')
}

export const documentAnswers = (
  { files, profile }: ApiContext,
  tasks: Tasks,
): Pick<
  Answers,
  | 'documents.list'
  | 'documents.get'
  | 'documents.look'
  | 'documents.create'
  | 'documents.rename'
  | 'documents.duplicate'
  | 'documents.move'
  | 'documents.delete'
  | 'documents.share'
  | 'documents.import'
  | 'documents.merges'
  | 'documents.markMerged'
  | 'documents.adoption'
  | 'documents.digest'
  | 'search.query'
> => ({
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
  async 'documents.import'({ group, kind, language, file }) {
    const { documents } = profile()
    mustBeIn(profile(), group)
    const name = files.name(file)
    const steering = steeringOf(tasks)
    const bytes = await files.read(file)
    const { blocks, notes, title } = await inTurns(
      readingImport(name, bytes, kind),
      steering(0, reading),
    )
    const document = await documents.createInTurns(
      { group, kind, title: title ?? titleFrom(name), language, blocks },
      steering(reading, 1),
    )
    return { document, paragraphs: blocks.length, notes }
  },
  'documents.merges'({ document }) {
    const { documents } = profile()
    const standing = standingIn(spokenPage(documents.page(document)))
    return documents.merges(document).map(merge => asItStands(merge, standing))
  },
  'documents.markMerged': ({ document, block }) => profile().documents.markRead(document, block),
  'documents.adoption'({ document }) {
    const { may, open } = profile().documents.adoption(document, sameMemberIn(profile(), document))
    return { may, open: open.map(({ code, block, place }) => ({ code, block, place })) }
  },
  'documents.digest': ({ document }) => profile().documents.digest(document),
  async 'search.query'({ text, group, kinds, cites, limit }) {
    const { archive, circles, documents, summary } = profile()
    const shownOf = new Map<GroupId, ReturnType<typeof shownIn>>()
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
