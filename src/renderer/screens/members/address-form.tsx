// The address of a device or of a mailbox, typed by a person.
import { type FormEvent, useState } from 'react'
import { useAct } from '../../shell/core-client.ts'
import { Button, TextField } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'

export type AddressFormProps = {
  label: string
  hint: string
  /** Words for a text that is no address. */
  wrong: string
  act: string
  autoFocus?: boolean
  /** Another address may follow: the field is emptied. */
  repeats?: boolean
  onUse: (address: string) => Promise<unknown>
}

export function AddressForm({
  label,
  hint,
  wrong,
  act,
  autoFocus = false,
  repeats = false,
  onUse,
}: AddressFormProps) {
  const words = useWords()
  const [address, setAddress] = useState('')
  const use = useAct(async () => {
    await onUse(address.trim())
    if (repeats) setAddress('')
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (address.trim() !== '' && !use.busy) void use.run()
  }
  return (
    <form onSubmit={submit}>
      <TextField
        code
        autoFocus={autoFocus}
        label={label}
        hint={hint}
        value={address}
        onChange={next => {
          setAddress(next)
          use.forget()
        }}
        error={
          use.failure === 'invalid-input' ? wrong : use.failure && words(sentenceOf(use.failure))
        }
        after={
          <Button type="submit" busy={use.busy}>
            {act}
          </Button>
        }
      />
    </form>
  )
}
