// A few letters and a list that follows them: arrow keys choose, Enter takes, Escape gives up.
import { useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import type { LucideIcon } from 'lucide-react'
import { Icon, ReturnsFocus, useFirstFocus } from '../../ui/index.ts'
import './commands.css'

/** The component library adds which list it controls. */
const combobox = { role: 'combobox', 'aria-expanded': true } as const

export type Pick<Id extends string> = { id: Id; mark: string; text: string }

export type QuickPickProps<Id extends string> = {
  onClose: () => void
  label: string
  placeholder: string
  icon: LucideIcon
  /** `typed` has no space around it. */
  picksFor: (typed: string) => readonly Pick<Id>[]
  /** Said where there is none. */
  none: (typed: string) => string
  onPick: (id: Id) => void
}

export function QuickPick<Id extends string>(props: QuickPickProps<Id>) {
  const { onClose, label, placeholder, icon, picksFor, none, onPick } = props
  const [text, setText] = useState('')
  const typed = text.trim()
  const picks = picksFor(typed)
  const field = useFirstFocus<HTMLInputElement>()
  return (
    <ModalOverlay
      className="scrim palette-scrim"
      isOpen
      isDismissable
      onOpenChange={open => {
        if (!open) onClose()
      }}
    >
      <Modal className="modal palette">
        <ReturnsFocus />
        <AriaDialog className="dialog" aria-label={label}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField className="palette-field" aria-label={label} autoFocus>
              <Icon of={icon} size="large" />
              <Input
                ref={field}
                className="palette-input"
                dir="auto"
                {...combobox}
                placeholder={placeholder}
                onKeyDown={event => {
                  // The library empties the field first.
                  if (event.key === 'Escape') onClose()
                }}
              />
              <kbd>Esc</kbd>
            </SearchField>
            <ListBox
              className="palette-list scroll"
              aria-label={label}
              onAction={key => {
                const pick = picks.find(({ id }) => id === key)
                if (pick) onPick(pick.id)
              }}
              renderEmptyState={() => <p className="palette-none muted">{none(typed)}</p>}
            >
              {picks.map(pick => (
                <ListBoxItem
                  key={pick.id}
                  id={pick.id}
                  className="menu-item palette-item"
                  textValue={`${pick.mark} ${pick.text}`}
                >
                  <bdi className="pick-mark">{pick.mark}</bdi>
                  <span className="grow ellipsis" dir="auto">
                    {pick.text}
                  </span>
                </ListBoxItem>
              ))}
            </ListBox>
          </Autocomplete>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
