// What is copied from the page. A reference to a paragraph is one character here; for others it goes
// along as the words that it reads. Back in the same document it stays a reference: that the clipboard
// holds what was copied from it is remembered here and not written there, where any program could read
// which document it was.
import { GetClipboardDataExtension } from '@lexical/clipboard'
import { noteSign } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import { $getEditor, $isTextNode, configExtension, type BaseSelection } from 'lexical'
import { $toOf } from '../cross-references/paragraph-reference.ts'

let copied: { document: DocumentId; json: string } | null = null

export const isCopiedFrom = (document: DocumentId, json: string): boolean =>
  copied?.document === document && copied.json === json

/** What each sign in the selection reads; null for one that is no reference to a paragraph. */
const $wordsOf = (selection: BaseSelection | null): (string | null)[] =>
  (selection?.getNodes() ?? []).filter($isTextNode).flatMap(node => {
    const signs = node.getTextContent().split(noteSign).length - 1
    const element = $toOf(node) ? $getEditor().getElementByKey(node.getKey()) : null
    return Array.from({ length: signs }, () => element?.dataset['words'] ?? null)
  })

const withWords = (text: string, words: readonly (string | null)[]): string => {
  let at = 0
  return text.replaceAll(noteSign, () => words[at++] ?? noteSign)
}

type Json = { $?: Record<string, unknown>; children?: Json[]; nodes?: Json[]; text?: string }

/** Says in each reference what it reads now. */
const noteWords = (node: Json, words: (string | null)[]): void => {
  const signs = (node.text ?? '').split(noteSign).length - 1
  const [first = null] = words.splice(0, signs)
  if (first !== null && node.$) node.$['was'] = first
  for (const each of node.nodes ?? node.children ?? []) noteWords(each, words)
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const copyFrom = (document: DocumentId) =>
  configExtension(GetClipboardDataExtension, {
    $exportMimeType: {
      'text/plain': [(selection, next) => withWords(next() ?? '', $wordsOf(selection)) || null],
      'text/html': [
        (selection, next) => {
          const words = $wordsOf(selection).map(each => (each === null ? null : escaped(each)))
          return withWords(next() ?? '', words) || null
        },
      ],
      'application/x-lexical-editor': [
        (selection, next) => {
          const json = next()
          if (json === null) return null
          const content = JSON.parse(json) as Json
          noteWords(content, $wordsOf(selection))
          copied = { document, json: JSON.stringify(content) }
          return copied.json
        },
      ],
    },
  })
