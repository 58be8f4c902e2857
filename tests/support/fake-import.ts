// The fake core's answers about imports. The ending of a file's name, and some names, say what is in it.
import type { CoreContract, DocumentSummary, FileReport } from '#shared/contract'
import { Failure, type FailureCode } from '#shared/failure'
import type { DocumentId, FileGrant } from '#shared/ids'
import type { Handlers, Input } from '#shared/rpc'

type Calls =
  | 'documents.readFile'
  | 'documents.forgetFile'
  | 'documents.importRead'
  | 'documents.importedFile'
type Wanted = Input<CoreContract, 'documents.readFile'>

const refused: [RegExp, FailureCode][] = [
  [/\.docm$/, 'file-has-program'],
  [/locked/, 'file-has-password'],
  [/\.pdf$/, 'file-is-pdf'],
  [/\.doc$/, 'file-old-word'],
]

const plain = (paragraphs: number, words: number): FileReport => ({
  title: null,
  paragraphs,
  words,
  notes: [],
  findings: [],
  people: [],
})

/** A file of a word processor, as two people worked on it. */
const worked = ({ changes, comments }: Wanted): FileReport => ({
  ...plain(14, 1284),
  findings: [
    { what: 'changes', count: 12 },
    { what: 'moved', count: changes === 'suggestions' ? 1 : 0 },
    { what: 'footnotes', count: 3 },
    { what: 'tables', count: 2 },
    { what: 'text-box', count: 1 },
    { what: 'merged-cell', count: 4 },
    { what: comments === 'threads' ? 'comments' : 'comment', count: 5 },
    { what: 'linked-picture', count: 1 },
    { what: 'field', count: 2 },
  ].filter(({ count }) => count > 0) as FileReport['findings'],
  people: [
    { name: 'R.K.', changes: 9, comments: 3 },
    { name: 'K.W., Chair', changes: 3, comments: 2 },
  ],
})

const reportOf = (name: string, wanted: Wanted): FileReport => {
  const code = refused.find(([pattern]) => pattern.test(name))?.[1]
  if (code) throw new Failure(code)
  if (/^Advice/.test(name)) return worked(wanted)
  if (/^Annex/.test(name))
    return {
      ...plain(40, 2210),
      findings: [
        { what: 'pictures', count: 3 },
        { what: 'picture-kind', count: 2 },
      ],
    }
  if (/\.txt$/.test(name)) return { ...plain(18, 902), notes: ['noise-removed'] }
  return plain(22, 1310)
}

export const fakeImport = (ports: {
  nameOf(file: FileGrant): string
  add(document: Pick<DocumentSummary, 'group' | 'kind' | 'title' | 'language'>): DocumentId
  now: number
}): Pick<Handlers<CoreContract>, Calls> => {
  const read = new Map<FileGrant, { wanted: Wanted; report: FileReport }>()
  const imported = new Map<
    DocumentId,
    Awaited<ReturnType<Handlers<CoreContract>['documents.importedFile']>>
  >()
  return {
    'documents.readFile'(wanted) {
      const report = reportOf(ports.nameOf(wanted.file), wanted)
      read.set(wanted.file, { wanted, report })
      return report
    },
    'documents.forgetFile': ({ file }) => void read.delete(file),
    'documents.importRead': ({ group, files }) =>
      files.map(({ file, language }) => {
        const found = read.get(file)
        if (!found) throw new Failure('file-not-found')
        const { report, wanted } = found
        const name = ports.nameOf(file)
        const title = report.title ?? name.replace(/\.[^.]*$/, '')
        const document = ports.add({ group, kind: wanted.kind, title, language })
        const { changes = 'accepted', comments = 'left-out' } = wanted
        imported.set(document, { file: name, at: ports.now, ...report, changes, comments })
        return { ...report, document }
      }),
    'documents.importedFile': ({ document }) => imported.get(document) ?? null,
  }
}
