// The title, editable where it stands. Each change goes into the document as it is typed, like the text.
// Escape takes back what was typed, and so does leaving the field empty.
import {
  type KeyboardEvent,
  memo,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type * as Y from 'yjs'
import { metaName, readMeta, writeMeta } from '#document/tree'
import { useWords } from '../../words/index.ts'
import { focusText } from './focus.ts'
import type { Bound } from './use-binding.ts'

/** Characters, as the contract takes them. */
const longest = 300

/** Marks a change of the title, which is none of the text's undo. */
const titling = Symbol('titling')

const inOneLine = (typed: string): string => typed.replace(/\s+/g, ' ').trim()

export type TitleProps = {
  /** Null while there is only a look at the text. */
  doc: Y.Doc | null
  /** As lists have it, until the document is there. */
  title: string
  writable: boolean
  bound: Bound | null
}

function useTitleIn(doc: Y.Doc | null): string {
  const subscribe = useCallback(
    (listen: () => void) => {
      const meta = doc?.getMap(metaName)
      meta?.observe(listen)
      return () => meta?.unobserve(listen)
    },
    [doc],
  )
  return useSyncExternalStore(subscribe, () => (doc ? readMeta(doc).title : ''))
}

export const Title = memo(function Title({ doc, title, writable, bound }: TitleProps) {
  const words = useWords()
  const box = useRef<HTMLTextAreaElement>(null)
  /** The title before the person began to type; null while it is not edited. */
  const before = useRef<string | null>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const known = useTitleIn(doc) || title
  const shown = typed ?? known

  // A title from another member is shown as soon as it is not edited here.
  useEffect(() => {
    if (document.activeElement !== box.current) setTyped(null)
  }, [known])

  const write = (next: string): void => {
    if (doc && next !== '') writeMeta(doc, { title: next }, titling)
  }
  const onType = (value: string): void => {
    before.current ??= known
    setTyped(value.replace(/[\r\n]+/g, ' '))
    write(inOneLine(value))
  }
  const takeBack = (): void => {
    if (before.current !== null) write(before.current)
    before.current = null
    setTyped(null)
  }
  const leave = (): void => {
    if (typed !== null && inOneLine(typed) === '') takeBack()
    before.current = null
    setTyped(null)
  }
  const leaving = useRef(leave)
  useEffect(() => void (leaving.current = leave))
  // A field that goes with the screen is not blurred.
  useEffect(() => () => leaving.current(), [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (bound) focusText(bound.editor)
    }
    if (event.key === 'Escape') {
      takeBack()
      event.preventDefault()
    }
  }
  return (
    <>
      <h1 className="unseen">{known || words('editor.title.empty')}</h1>
      <textarea
        ref={box}
        className="title"
        aria-label={words('editor.title')}
        placeholder={words('editor.title.empty')}
        rows={1}
        dir="auto"
        maxLength={longest}
        readOnly={!writable}
        spellCheck={false}
        value={shown}
        onChange={event => onType(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
    </>
  )
})
