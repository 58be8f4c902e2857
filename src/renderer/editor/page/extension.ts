// The editor of a page: our blocks, rich text keys, and our own way in for what is pasted.
import { RichTextExtension } from '@lexical/rich-text'
import { defineExtension } from 'lexical'
import { blockNodes } from '../blocks/block-node.ts'
import type { DocumentId } from '#shared/ids'
import { copyFrom, exportedWords } from '../paste/copying.ts'
import { pasteFrom, type PasteNews } from '../paste/extension.ts'

export type PageNews = PasteNews & { onError: (error: unknown) => void }

export const pageExtension = (news: PageNews, document: DocumentId) =>
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
