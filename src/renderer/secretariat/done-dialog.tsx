// After a final text went to the Secretariat: where it is, and which signatures its pack lacks.
import type { DocumentId } from '#shared/ids'
import { useGo } from '../router.ts'
import { Button, Dialog, Notice } from '../ui/index.ts'
import { useWords } from '../words/index.ts'

/** The text as it was given to a member, or the name of the saved file. */
export type Done = {
  name: string
  officers: { signed: number; needs: number } | null
  given: { document: DocumentId; circle: string; isNew: boolean } | null
}

export function DoneDialog({ done, onClose }: { done: Done; onClose: () => void }) {
  const words = useWords()
  const go = useGo()
  const { name, officers, given } = done
  const show = (document: DocumentId): void => {
    onClose()
    go({ screen: 'document', document })
  }
  return (
    <Dialog
      isOpen
      title={words('secretariat.title')}
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          {given ? (
            <Button onPress={() => show(given.document)}>{words('secretariat.show')}</Button>
          ) : null}
          <Button variant="primary" onPress={onClose}>
            {words('ui.close')}
          </Button>
        </>
      }
    >
      <div role="status">
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
      </div>
    </Dialog>
  )
}
