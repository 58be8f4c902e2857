// The app over the made-up core, with documents that hold text and other members who write in them.
// Beside what the plain harness leaves on the window: `texts(id)`, the made-up side of a document.
import { exampleDocuments, hexId } from '../../../support/fake-group.ts'
import { exampleNow, fakeCore, type FakeOptions } from '../../../support/fake-core.ts'
import { fakeDocument, type FakeDocument } from '../../../support/fake-document.ts'
import { arabicBlocks, exampleBlocks, longBlocks } from './example-text.ts'
import type { DocumentId, MemberId } from '#shared/ids'

type Given = FakeOptions & {
  /** Paragraphs of the first document instead of the example text. */
  paragraphs?: number
  empty?: boolean
}
const given = JSON.parse(decodeURIComponent(location.hash.slice(1)) || '{}') as Given
const now = given.now ?? exampleNow

const made = new Map<DocumentId, FakeDocument>()
const memberOf = (index: number): MemberId => hexId(100 + index, 32) as MemberId
const blocksOf = (language: string) => {
  if (given.empty) return []
  if (given.paragraphs) return longBlocks(given.paragraphs)
  return language === 'ar' ? arabicBlocks : exampleBlocks
}
const documentOf = (id: DocumentId): FakeDocument => {
  const summary = exampleDocuments(now).find(each => each.id === id)
  const known = made.get(id)
  if (known) return known
  const language = summary?.language ?? 'en'
  const blocks = summary ? blocksOf(language) : []
  const document = fakeDocument({ blocks, meta: { language } })
  made.set(id, document)
  return document
}
const core = fakeCore({
  ...given,
  now,
  serveDocument: (id, port) => documentOf(id).serve(port),
  mergesOf: documentOf,
  textOf: documentOf,
})
const harness = {
  fake: core,
  asked: core,
  violations: [] as string[],
  /** The first document, whose text is the example. */
  text: documentOf(hexId(300, 16) as DocumentId),
  textOf: documentOf,
  /** The other member is back, and core has found the changes of both sides. */
  meet() {
    harness.text.meet()
    const [first] = exampleDocuments(now)
    if (first) core.emit('documents.changed', { group: first.group, document: first.id })
  },
  member: memberOf,
}
export type Harness = typeof harness
Object.assign(window, harness)
document.addEventListener('securitypolicyviolation', event => {
  harness.violations.push(`${event.effectiveDirective} ${event.sourceFile}:${event.lineNumber}`)
})
core.attachTo(window)
await import('../../../../src/renderer/main.tsx')
