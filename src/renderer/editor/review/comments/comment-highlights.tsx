// Shows on the page which words were commented on, by the browser's own highlights: nothing is added
// to the text. A click on such words brings their thread; the keys go from one thread to the next.
import { useEffect } from 'react'
import type { LexicalEditor } from 'lexical'
import { always, useKeys } from '../../../shell/commands/use-keys.ts'
import { say } from '../../../ui/index.ts'
import { useWords, type Words } from '../../../words/index.ts'
import { type CommentsState, useComments, useCommentsView, useRemarks } from './comments-state.ts'
import { inNextFrame } from '../../page/next-frame.ts'
import { caretPlace, rangeOf, selectedWords } from './page-words.ts'

const supported = typeof Highlight !== 'undefined' && 'highlights' in CSS

const put = (name: string, ranges: readonly (Range | null)[]): void => {
  const shown = ranges.filter(range => range !== null)
  if (shown.length > 0) CSS.highlights.set(name, new Highlight(...shown))
  else CSS.highlights.delete(name)
}

function draw(root: Element, { remarks, view }: CommentsState): void {
  if (!supported) return
  const { threads, places } = remarks.get()
  const { current, draft } = view()
  const open = threads.filter(({ isResolved, id }) => !isResolved && id !== current)
  const rangesOf = (id: (typeof threads)[number]['id']): (Range | null)[] =>
    (places.get(id) ?? []).map(stretch => rangeOf(root, stretch))
  put(
    'comment',
    open.flatMap(({ id }) => rangesOf(id)),
  )
  put('comment-current', [
    ...(current ? rangesOf(current) : []),
    ...(draft ? [rangeOf(root, draft)] : []),
  ])
}

/** The open thread whose words the caret is in. */
function threadAtCaret(root: Element, { remarks }: CommentsState) {
  const caret = caretPlace(root)
  const { threads, places } = remarks.get()
  return threads.find(
    ({ id, isResolved }) =>
      !isResolved &&
      caret !== null &&
      places
        .get(id)
        ?.some(({ index, from, to }) => index === caret.index && from <= caret.at && caret.at < to),
  )
}

/** A comment on what is selected; without a caret in words it says what is missing. */
export function beginComment(root: Element | null, comments: CommentsState, words: Words): void {
  const draft = root && selectedWords(root)
  if (draft === null) say(words('comments.noWords'))
  else comments.bring({ current: null, draft })
}

export function CommentHighlights({ editor, may }: { editor: LexicalEditor | null; may: boolean }) {
  const words = useWords()
  const comments = useComments()
  const view = useCommentsView()
  const said = useRemarks()

  useEffect(() => {
    if (!editor) return
    const redrawNow = (): void => {
      const root = editor.getRootElement()
      if (root) draw(root, comments)
    }
    let forget = (): void => {}
    const redraw = (): void => void (forget = inNextFrame(redrawNow))
    redraw()
    const release = editor.registerUpdateListener(redraw)
    return () => {
      release()
      forget()
    }
  }, [editor, comments, view, said])
  useEffect(
    () => () => {
      if (supported) for (const name of ['comment', 'comment-current']) CSS.highlights.delete(name)
    },
    [comments],
  )

  useEffect(() => {
    if (!editor) return
    const onClick = (): void => {
      const root = editor.getRootElement()
      const found = root && threadAtCaret(root, comments)
      if (found) comments.bring({ current: found.id, draft: null })
    }
    return editor.registerRootListener(root => {
      root?.addEventListener('click', onClick)
      return () => root?.removeEventListener('click', onClick)
    })
  }, [editor, comments])
  const begin = (): void => {
    if (editor && may) beginComment(editor.getRootElement(), comments, words)
  }
  useKeys(editor ? { comment: begin } : {}, { when: always })
  return null
}
