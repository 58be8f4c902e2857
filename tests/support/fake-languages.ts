// The fake core's answers about versions in other languages, over the example documents: one
// original and one version of it.
import {
  alignVersion,
  bringMissing,
  readChecks,
  sayTranslated,
  sourceWords,
  speakerOf,
  type Aligned,
} from '#document/languages'
import { readPage } from '#document/tree'
import { settledPage, type Page } from '#document/model'
import { wordChanges } from '#document/words'
import type { ComparedVersion, CoreContract, DocumentSummary, LanguagePair } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import type { FakeDocument } from './fake-document.ts'

type Calls = Extract<keyof CoreContract['calls'], `languages.${string}`>

export type FakeLanguages = {
  now: number
  self: MemberId
  version: DocumentSummary
  original: DocumentSummary
  textOf: (document: DocumentId) => FakeDocument
  /** This device has the original. */
  isHere: boolean
}

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

/** Distinguishes texts, and nothing more. */
export const fakeHash = (label: string, ...parts: Uint8Array[]): Uint8Array => {
  const hash = new Uint32Array(8).fill(2_166_136_261)
  const bytes = [...new TextEncoder().encode(label), ...parts.flatMap(part => [...part])]
  for (const [at, byte] of bytes.entries())
    hash[at % 8] = Math.imul((hash[at % 8] ?? 0) ^ byte ^ at, 16_777_619)
  return new Uint8Array(hash.buffer)
}

const sidesOf = (given: Page): ((index: number) => LanguagePair['source']) => {
  const page = settledPage(given)
  const speak = speakerOf(page)
  return index => {
    const block = page.blocks[index]
    if (!block) return null
    const { number, kind, direction = null, label } = block
    const text = speak(sourceWords(block, page))
    return { number, kind, direction, text, withheld: label !== undefined }
  }
}

const briefly = ({ id, title, language }: DocumentSummary) => ({ document: id, title, language })

const alignedIn = ({ original, version, textOf }: FakeLanguages) => {
  const source = readPage(textOf(original.id).history.doc)
  const there = readPage(textOf(version.id).history.doc)
  const checks = readChecks(textOf(version.id).history.doc)
  const rows = alignVersion({ source, version: there }, checks, fakeHash)
  return { source, there, rows }
}

const compared = (given: FakeLanguages): ComparedVersion => {
  const { source, there, rows } = alignedIn(given)
  const [left, right] = [sidesOf(source), sidesOf(there)]
  const since = ({ before, source: index }: Aligned): LanguagePair['since'] =>
    before === null ? null : wordChanges(before, left(index)?.text ?? '')
  return {
    original: briefly(given.original),
    version: briefly(given.version),
    writes: given.textOf(given.version.id).rights.includes('write'),
    pairs: rows.map(row => ({
      block: row.block,
      standing: row.standing,
      digest: row.digest,
      source: left(row.source),
      version: right(row.version),
      since: since(row),
      said: row.checks.map(({ at }) => ({ by: given.self, at })),
    })),
  }
}

export const fakeLanguages = ({
  get,
  made,
  changed,
}: {
  get: () => FakeLanguages | null
  /** A document of this title in that language; its id. */
  made: (of: DocumentId, language: DocumentSummary['language']) => DocumentId
  changed: (document: DocumentId) => void
}): Pick<Handlers<CoreContract>, Calls> => {
  const example = (document: DocumentId): FakeLanguages => {
    const given = get()
    if (given?.version.id !== document) throw new Failure('not-found')
    return given
  }
  return {
    'languages.list'({ document }) {
      const given = get()
      const { original, version } = given ?? {}
      if (!given || (document !== original?.id && document !== version?.id))
        return { original: { document, title: '', language: 'en' }, versions: [] }
      if (!given.isHere && document === version?.id) return { original: null, versions: [] }
      const { rows } = alignedIn(given)
      const count = (...standings: string[]): number =>
        rows.filter(({ standing }) => standings.includes(standing)).length
      return {
        original: briefly(given.original),
        versions: [
          {
            ...briefly(given.version),
            paragraphs: count('current', 'stale', 'unchecked', 'missing', 'withheld'),
            checked: count('current'),
            stale: count('stale'),
            missing: count('missing'),
            added: count('added'),
            withheld: count('withheld'),
          },
        ],
      }
    },
    'languages.add': ({ document, language }) => made(document, language),
    'languages.compare': ({ document }) => compared(example(document)),
    'languages.confirm'({ document, paragraphs }) {
      const given = example(document)
      const { source, rows } = alignedIn(given)
      const page = settledPage(source)
      const left: BlockId[] = []
      const said = paragraphs.flatMap(({ block, digest }) => {
        const row = rows.find(each => each.block === block)
        const found = row?.digest === digest ? page.blocks[row.source] : undefined
        if (!found) left.push(block)
        return found ? [{ block, words: sourceWords(found, page) }] : []
      })
      given
        .textOf(document)
        .history.change(given.self, doc =>
          sayTranslated(doc, said, { at: given.now, hash: fakeHash, random }),
        )
      changed(document)
      return { confirmed: said.length, left }
    },
    'languages.bring'({ document }) {
      const given = example(document)
      const { source, rows } = alignedIn(given)
      const brought = given
        .textOf(document)
        .history.change(given.self, doc => bringMissing(doc, source, rows, random))
      changed(document)
      return brought
    },
  }
}
