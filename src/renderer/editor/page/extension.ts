// The editor of a page: our blocks, rich text keys, and our own way in for what is pasted.
import { useState } from 'react'
import { RichTextExtension } from '@lexical/rich-text'
import { defineExtension } from 'lexical'
import { blockNodes } from '../blocks/block-node.ts'
import type { DocumentId } from '#shared/ids'
import { copyFrom, exportedWords } from '../paste/copying.ts'
import { pasteFrom, type PasteNews } from '../paste/extension.ts'
import { sayPasted } from '../paste/say-pasted.ts'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { failureRelay } from './failure-relay.ts'

type PageNews = PasteNews & { onError: (error: unknown) => void }

const pageExtension = (news: PageNews, document: DocumentId) =>
  defineExtension({
    name: 'baraza-page',
    namespace: 'baraza',
    // The text comes from the shared document, never from the editor.
    $initialEditorState: null,
    nodes: [...blockNodes],
    html: { export: exportedWords },
    theme: {
      text: {
        bold: 'text-bold',
        italic: 'text-italic',
        underline: 'text-underline',
        strikethrough: 'text-strikethrough',
        underlineStrikethrough: 'text-underline-strikethrough',
        superscript: 'text-superscript',
        subscript: 'text-subscript',
      },
    },
    editable: false,
    onError: error => news.onError(error),
    dependencies: [RichTextExtension, copyFrom(document), pasteFrom(news, document)],
  })

/** One for as long as the component stands: a page that fails is shown in another. */
export function usePageExtension(document: DocumentId) {
  const words = useWords()
  const [made] = useState(() => {
    const relay = failureRelay()
    const news: PageNews = {
      onError: relay.report,
      onTooLarge: what =>
        say(words(what === 'all' ? 'editor.paste.tooLarge' : 'editor.paste.wordTooLong')),
      onPasted: (leftOut, off) => sayPasted(leftOut, off, words),
    }
    return { extension: pageExtension(news, document), relay }
  })
  return made
}
