// The title, editable where it stands. It is kept when one leaves it or presses Enter; Escape takes
// back what was typed.
import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { DocumentId } from '#shared/ids'
import { useCore } from '../../core.ts'
import { say } from '../../ui/index.ts'
import { sentenceFor, useWords } from '../../words/index.ts'
import { focusText } from './focus.ts'
import type { Bound } from './use-binding.ts'

/** Characters, as the contract takes them. */
const longest = 300

export type TitleProps = {
  document: DocumentId
  title: string
  writable: boolean
  bound: Bound | null
}

export const Title = memo(function Title({
  document: id,
  title: known,
  writable,
  bound,
}: TitleProps) {
  const words = useWords()
  const core = useCore()
  const box = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? known

  // A name that somebody else gave meanwhile is shown as soon as nobody types here.
  useEffect(() => {
    if (document.activeElement !== box.current) setTyped(null)
  }, [known])

  const keep = async (): Promise<void> => {
    const title = typed?.replace(/\s+/g, ' ').trim()
    if (title !== undefined && title !== '' && title !== known) {
      try {
        await core.call('documents.rename', { document: id, title })
      } catch (error) {
        say(words(sentenceFor(error)))
      }
    }
    setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (bound) focusText(bound.editor)
    }
    if (event.key === 'Escape') {
      setTyped(null)
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
        onChange={event => setTyped(event.target.value.replace(/[\r\n]+/g, ' '))}
        onKeyDown={onKeyDown}
        onBlur={() => void keep()}
      />
    </>
  )
})
