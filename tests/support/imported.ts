// Plain files as they are read, in this thread.
import type { DocumentKind, ImportChanges } from '#shared/contract'
import { blocksOf, type ImportedFlow } from '../../src/core/files/blocks.ts'
import type { Foreign } from '#document/flow'
import { readHtml } from '../../src/core/files/html.ts'
import { readMarkdown } from '../../src/core/files/markdown/index.ts'
import { readText } from '../../src/core/files/text/index.ts'

const blocksFrom =
  (read: (bytes: Uint8Array) => Foreign) =>
  (text: string, kind: DocumentKind = 'statement', as: ImportChanges = 'accepted'): ImportedFlow =>
    blocksOf(read(new TextEncoder().encode(text)), { as, comments: 'threads', kind, file: 'text' })

export const blocksFromText = blocksFrom(readText)
export const blocksFromMarkdown = blocksFrom(readMarkdown)
export const blocksFromHtml = blocksFrom(readHtml)
