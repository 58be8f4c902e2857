// Citations on the page: marked in the text, named in a line below it while the cursor is there (by
// click or by key), and opened as a card with that line's button or Ctrl Enter.
import { useEffect, useState } from 'react'
import { BookText } from 'lucide-react'
import type { LexicalEditor } from 'lexical'
import type { DocumentId } from '#shared/ids'
import { referenceCard } from '#document/citations'
import { isKey } from '../../shell/commands/keys.ts'
import { Keys } from '../../shell/commands/shown-keys.tsx'
import { Button, Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { isCovered } from '../../shell/workspace/chords.ts'
import { behindFrame } from '../replica/after-paint.ts'
import { CardDialog } from './card-dialog.tsx'
import { citedAtCaret, markCitations } from './citation-marks.ts'
import './citations.css'

export type CitationsProps = { editor: LexicalEditor | null; document: DocumentId }

export function Citations({ editor, document }: CitationsProps) {
  const words = useWords()
  const here = useCitedHere(editor)
  const [card, setCard] = useState<string | null>(null)
  useEffect(() => (editor ? markCitations(editor) : undefined), [editor])

  useEffect(() => {
    if (here === null || !editor) return
    const listen = (event: KeyboardEvent): void => {
      const root = editor.getRootElement()
      const active = root?.ownerDocument.activeElement
      const isHere = active === root || active === root?.ownerDocument.body
      if (!isKey(event, 'card') || !isHere || isCovered()) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat) setCard(here)
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [here, editor])

  return (
    <>
      <output className="citing-here" data-area={here === null ? undefined : 'citation'}>
        {here === null ? null : (
          <>
            <Icon of={BookText} />
            <span className="grow">
              <bdi className="strong">{here}</bdi>{' '}
              <span className="muted">
                {words(referenceCard(here) ? 'citing.here.card' : 'citing.here.none')}
              </span>
            </span>
            <Button size="small" variant="quiet" onPress={() => setCard(here)}>
              {words('citing.open')}
              <Keys of="card" />
            </Button>
          </>
        )}
      </output>
      {card === null ? null : (
        <CardDialog instrument={card} document={document} onClose={() => setCard(null)} />
      )}
    </>
  )
}

/** The instrument at the caret; the last one as long as the focus is elsewhere. */
function useCitedHere(editor: LexicalEditor | null): string | null {
  const [here, setHere] = useState<string | null>(null)
  useEffect(() => {
    if (!editor) return
    const { ask, forget } = behindFrame(() => {
      const root = editor.getRootElement()
      if (!root) return
      const selection = root.ownerDocument.getSelection()
      if (!selection || !root.contains(selection.anchorNode)) return
      setHere(citedAtCaret(root)?.instrument ?? null)
    })
    document.addEventListener('selectionchange', ask)
    return () => {
      document.removeEventListener('selectionchange', ask)
      forget()
    }
  }, [editor])
  return here
}
