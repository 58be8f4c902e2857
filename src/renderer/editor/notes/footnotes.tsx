// The footnotes below the text, each a field of its own. Enter and Escape go back to where the text
// refers to it.
import {
  memo,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import type * as Y from 'yjs'
import { plainText } from '#document/tree'
import { useWords } from '../../words/index.ts'
import { actFor } from '../../shell/commands/keys.ts'
import { chordOf } from '../../shell/workspace/chords.ts'
import { $settledHere } from '../blocks/settled-blocks.ts'
import { REFUSED_SETTLED_COMMAND } from '../blocks/settled-state.ts'
import { useAnnounced } from '../page/announced.ts'
import type { Bound } from '../page/use-binding.ts'
import type { References } from './references.ts'
import {
  isSettledNote,
  onNoteChange,
  openNoteUndo,
  placeAfter,
  wordsOf,
  writeNote,
} from './note-text.ts'
import './footnotes.css'

export type FootnotesProps = { bound: Bound; doc: Y.Doc; writable: boolean }

export const Footnotes = memo(function Footnotes({ bound, doc, writable }: FootnotesProps) {
  const words = useWords()
  const { references } = bound
  const { notes } = useSyncExternalStore(references.subscribe, references.view)
  const { editor } = bound
  const refused = useCallback(
    () => void editor.dispatchCommand(REFUSED_SETTLED_COMMAND, undefined),
    [editor],
  )
  const undo = useMemo(() => openNoteUndo(doc), [doc])
  useEffect(() => () => undo.close(), [undo])
  const [announced, announce] = useAnnounced()
  if (notes.length === 0) return null
  const turn = (way: 'undo' | 'redo'): void => {
    const turned = undo.turn(way)
    if (turned === 'turned') announce(words('editor.turned.notes', { way }))
    else if (turned === 'nothing') announce(words('editor.turned.nothing', { way }))
    else if (editor.getEditorState().read($settledHere) === null) refused()
    // The notice beside the text shows why already.
    else announce(words('minutes.settled'))
  }
  return (
    <section className="footnotes" aria-label={words('editor.notes')}>
      <ol className="footnote-list">
        {notes.map((note, at) => (
          <li key={note} className="footnote">
            <span className="footnote-number" aria-hidden>
              {at + 1}
            </span>
            <NoteField
              note={note}
              doc={doc}
              writable={writable}
              references={references}
              turn={turn}
              refused={refused}
              number={at + 1}
            />
          </li>
        ))}
      </ol>
      <div className="unseen" role="status">
        {announced}
      </div>
    </section>
  )
})

type NoteFieldProps = {
  note: string
  number: number
  doc: Y.Doc
  writable: boolean
  references: References
  turn: (way: 'undo' | 'redo') => void
  /** A settled line refers to the note, so its words stay. */
  refused: () => void
}

function NoteField(props: NoteFieldProps) {
  const { note, number, doc, writable, references, turn, refused } = props
  const words = useWords()
  const field = useRef<HTMLTextAreaElement>(null)
  /** Where the selection goes once what others wrote is shown. */
  const selection = useRef<[number, number] | null>(null)
  const subscribe = useMemo(
    () => (listen: () => void) =>
      onNoteChange(doc, note, (delta, isOwn) => {
        const element = field.current
        if (element && !isOwn)
          selection.current = [
            placeAfter(element.selectionStart, delta),
            placeAfter(element.selectionEnd, delta),
          ]
        listen()
      }),
    [doc, note],
  )
  const text = useSyncExternalStore(subscribe, () => wordsOf(doc, note))
  /** Where the selection was before the last input. */
  const before = useRef<[number, number]>([0, 0])
  useEffect(() => {
    const element = field.current
    if (!element) return
    const look = (): void => void (before.current = [element.selectionStart, element.selectionEnd])
    element.addEventListener('beforeinput', look)
    return () => element.removeEventListener('beforeinput', look)
  }, [])
  useLayoutEffect(() => {
    const place = selection.current
    selection.current = null
    if (place && document.activeElement === field.current)
      field.current?.setSelectionRange(place[0], place[1])
  }, [text])
  const { asked } = useSyncExternalStore(references.subscribe, references.view)
  // Before the next key is heard: it is the note's.
  useLayoutEffect(() => {
    if (asked !== note) return
    references.ask(null)
    field.current?.focus()
  }, [asked, note, references])

  const onKeyDown = (event: KeyboardEvent): void => {
    const leave = (): void => void references.goTo(note)
    const act =
      chordOf(event.nativeEvent) === 'enter'
        ? leave
        : actFor(event.nativeEvent, {
            close: leave,
            ...(writable && { undo: () => turn('undo'), redo: () => turn('redo') }),
          })
    if (!act || event.nativeEvent.isComposing) return
    event.preventDefault()
    act()
  }
  return (
    <textarea
      ref={field}
      className="footnote-text"
      data-note={note}
      rows={1}
      dir="auto"
      spellCheck={false}
      aria-label={words('editor.note', { number })}
      placeholder={writable ? words('editor.note.placeholder') : ''}
      readOnly={!writable}
      value={text}
      onKeyDown={onKeyDown}
      onChange={({ target }) => {
        if (!isSettledNote(doc, note))
          return writeNote(doc, note, plainText(target.value), target.selectionEnd)
        target.value = text
        target.setSelectionRange(...before.current)
        refused()
      }}
    />
  )
}
