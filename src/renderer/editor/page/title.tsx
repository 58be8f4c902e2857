// The title, editable where it stands. It is kept when one leaves it or presses Enter; Escape takes
// back what was typed.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { DocumentSummary } from '#shared/contract'
import { useCore } from '../../core.ts'
import { say } from '../../ui/index.ts'
import { sentenceFor, useWords } from '../../words/index.ts'
import type { Bound } from './use-binding.ts'

/** Characters, as the contract takes them. */
const longest = 300

export type TitleProps = { summary: DocumentSummary; writable: boolean; bound: Bound | null }

export function Title({ summary, writable, bound }: TitleProps) {
  const words = useWords()
  const core = useCore()
  const box = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typed ?? summary.title

  // A name that somebody else gave meanwhile is shown as soon as nobody types here.
  useEffect(() => {
    if (document.activeElement !== box.current) setTyped(null)
  }, [summary.title])

  const keep = async (): Promise<void> => {
    const title = typed?.replace(/\s+/g, ' ').trim()
    if (title !== undefined && title !== '' && title !== summary.title) {
      try {
        await core.call('documents.rename', { document: summary.id, title })
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
      bound?.editor.focus(undefined, { defaultSelection: 'rootStart' })
    }
    if (event.key === 'Escape') {
      setTyped(null)
      event.preventDefault()
    }
  }
  return (
    <>
      <h1 className="unseen">{summary.title || words('editor.title.empty')}</h1>
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
}
