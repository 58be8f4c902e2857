// After a final text went to the Secretariat: where it is, which signatures its pack lacks, and noting that it was sent.
import { useState } from 'react'
import { Send } from 'lucide-react'
import type { DocumentId, GroupId } from '#shared/ids'
import { NoteSentAsk, useTextToNote } from '../follow-up/note-sent.tsx'
import { SentTo } from '../follow-up/recommendation-forms.tsx'
import { useGo } from '../../shell/router.ts'
import { Button, Dialog, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

/** The text as it was given to a member, or the name of the saved file. */
export type Done = {
  name: string
  officers: { signed: number; needs: number } | null
  given: { document: DocumentId; circle: string; isNew: boolean } | null
}

type DoneDialogProps = {
  group: GroupId | null
  /** The text that was decided. */
  document: DocumentId
  done: Done
  onClose: () => void
}

export function DoneDialog({ group, document, done, onClose }: DoneDialogProps) {
  const words = useWords()
  const go = useGo()
  const toNote = useTextToNote(group, document)
  const [isNoting, setIsNoting] = useState(false)
  const { name, officers, given } = done
  const show = (shown: DocumentId): void => {
    onClose()
    go({ screen: 'document', document: shown })
  }
  if (isNoting && toNote) return <SentTo text={toNote} onClose={onClose} />
  return (
    <Dialog
      isOpen
      title={words('secretariat.title')}
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          {toNote ? (
            <Button icon={Send} onPress={() => setIsNoting(true)}>
              {words('follow-up.noteSent')}
            </Button>
          ) : null}
          {given ? (
            <Button onPress={() => show(given.document)}>{words('secretariat.show')}</Button>
          ) : null}
          <Button variant="primary" onPress={onClose}>
            {words('ui.close')}
          </Button>
        </>
      }
    >
      <div role="status" className="dialog-form">
        <Notice
          tone="good"
          title={given ? words('secretariat.done', { name }) : words('adoption.saved', { name })}
        >
          {given
            ? words('secretariat.done.circle', {
                ...{ circle: given.circle, name },
                isNew: given.isNew ? 'yes' : 'no',
              })
            : words('secretariat.saved')}
          {words.gap}
          {officers && officers.signed < officers.needs
            ? words('secretariat.done.more', officers)
            : null}
        </Notice>
        {toNote ? (
          <p className="small">
            <NoteSentAsk />
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
