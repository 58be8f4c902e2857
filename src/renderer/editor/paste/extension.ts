// Every way by which text comes into the page from outside (paste and drop, each clipboard format)
// goes through the allow-list readers; Lexical's own importers are never reached.
import { ClipboardImportExtension } from '@lexical/clipboard'
import { $getEditor, configExtension } from 'lexical'
import type { DocumentId } from '#shared/ids'
import { MAKE_NOTES_COMMAND } from '../notes/note-commands.ts'
import { isCopiedFrom, isCopiedHere, isOffHere } from './copying.ts'
import { $insertPasted } from './insert.ts'
import type { LeftOut, OffRecord, Pasted } from './pasted.ts'
import { mustHaveWords, parseMarkup, pasteLimit, PasteTooLarge, type TooLarge } from './policy.ts'
import { readClipboard } from './read-clipboard.ts'
import { readHtml } from './read-html.ts'
import { readText } from './read-text.ts'

export type PasteNews = {
  /** Null where no words off the record came. */
  onPasted: (leftOut: LeftOut, off: OffRecord | null) => void
  onTooLarge: (what: TooLarge) => void
}

/** Configures the editor's clipboard; `news` is for sentences, nothing depends on it. */
export function pasteFrom(news: PasteNews, document: DocumentId) {
  const $take = (read: () => Pasted | null): boolean => {
    try {
      const pasted = read()
      if (!pasted || pasted.blocks.length === 0) return false
      const { notes = new Map<string, string>() } = pasted
      const paragraphs = pasted.blocks.map(({ runs }) => runs.map(run => run.text).join(''))
      mustHaveWords([...paragraphs, ...notes.values()])
      if (notes.size > 0) $getEditor().dispatchCommand(MAKE_NOTES_COMMAND, notes)
      news.onPasted(pasted.leftOut, $insertPasted(pasted.blocks))
      return true
    } catch (error) {
      if (!(error instanceof PasteTooLarge)) throw error
      news.onTooLarge(error.what)
      return true
    }
  }
  const limited = (text: string): string => {
    if (text.length > pasteLimit) throw new PasteTooLarge()
    return text
  }
  return configExtension(ClipboardImportExtension, {
    $importMimeType: {
      'application/x-lexical-editor': [
        json => $take(() => readClipboard(json, isCopiedFrom(document, json), isCopiedHere(json))),
      ],
      'text/html': [
        (html, _selection, _next, carried) =>
          $take(() => readHtml(parseMarkup(html), isOffHere(carried.getData('text/plain')))),
      ],
      'text/plain': [text => $take(() => readText(limited(text), isOffHere(text))) || true],
      'text/uri-list': [list => $take(() => readText(limited(list))) || true],
    },
  })
}
