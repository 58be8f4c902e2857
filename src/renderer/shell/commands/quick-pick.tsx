// A few letters and a list that follows them: arrow keys choose, Enter takes, Escape gives up.
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

export type Pick = { id: string; mark: string; text: string }

export type QuickPickProps = {
  onClose: () => void
  label: string
  placeholder: string
  icon: LucideIcon
  text: string
  onText: (text: string) => void
  picks: readonly Pick[]
  /** Said where there is none. */
  none: string
  onPick: (id: string) => void
}

export function QuickPick(props: QuickPickProps) {
  const { onClose, label, placeholder, icon, text, onText, picks, none, onPick } = props
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
          <Autocomplete inputValue={text} onInputChange={onText}>
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
              onAction={key => onPick(String(key))}
              renderEmptyState={() => <p className="palette-none muted">{none}</p>}
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
