// Copying from the page. A reference to a paragraph is one character here; elsewhere it becomes its
// words. Back in the same document it stays a reference: the window remembers that the clipboard
// holds a copy from it, and writes nothing there by which another program could learn the document.
import { GetClipboardDataExtension } from '@lexical/clipboard'
import { noteSign } from '#shared/document'
import type { DocumentId } from '#shared/ids'
import { $getEditor, $isTextNode, configExtension, type BaseSelection } from 'lexical'
import { $toOf } from '../cross-references/paragraph-reference.ts'

let copied: { document: DocumentId; json: string } | null = null

export const isCopiedFrom = (document: DocumentId, json: string): boolean =>
  copied?.document === document && copied.json === json

/** The words of each sign in the selection; null for one that is no reference to a paragraph. */
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
