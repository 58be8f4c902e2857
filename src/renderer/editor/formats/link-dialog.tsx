// Where the selected words lead. Nothing is asked of the address: it is not opened, nor looked up.
import { useState } from 'react'
import { linkAddress } from '#document/model'
import { Button, Dialog, TextField, useReason } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type LinkDialogProps = {
  /** The address now; empty for words that lead nowhere yet. */
  href: string
  /** Empty takes the link off. */
  onSet: (href: string) => void
  onClose: () => void
}

export function LinkDialog({ href, onSet, onClose }: LinkDialogProps) {
  const words = useWords()
  const [typed, setTyped] = useState(href)
  const address = linkAddress(typed)
  const reason = address === null ? words('editor.link.wrong') : undefined
  const form = 'link'
  const { onSubmit, notice } = useReason(reason, () => {
    if (address !== null) onSet(address)
  })
  return (
    <Dialog
      isOpen
      size="small"
      onClose={onClose}
      title={words(href === '' ? 'editor.link.title' : 'editor.link.changeTitle')}
      lead={words('editor.link.lead')}
      foot={
        <>
          {href === '' ? null : (
            <Button onPress={() => onSet('')}>{words('editor.link.remove')}</Button>
          )}
          <span className="grow" />
          <Button onPress={onClose}>{words('ui.cancel')}</Button>
          <Button type="submit" form={form} variant="primary" unavailable={reason}>
            {words('editor.link.act')}
          </Button>
        </>
      }
    >
      <form id={form} className="dialog-form" onSubmit={onSubmit}>
        <TextField
          label={words('editor.link.address')}
          hint={words('editor.link.hint')}
          autoFocus
          value={typed}
          onChange={setTyped}
          maxLength={2048}
        />
        {notice}
      </form>
    </Dialog>
  )
}
