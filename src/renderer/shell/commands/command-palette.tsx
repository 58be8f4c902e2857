// Ctrl K: go to a place, start an act, or find words in any document, with the same few letters.
import { useMemo, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { Lock, Search } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { Icon, ReturnsFocus, useFirstFocus } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useCommands } from './commands.ts'
import { isKey } from './keys.ts'
import type { Command } from './offered.ts'
import { Keys } from './shown-keys.tsx'
import './commands.css'

/** The component library adds which list it controls. */
const combobox = { role: 'combobox', 'aria-expanded': true } as const

export type CommandPaletteProps = { isOpen: boolean; onClose: () => void; group: GroupSummary }

export function CommandPalette({ isOpen, onClose, group }: CommandPaletteProps) {
  const words = useWords()
  return (
    <ModalOverlay
      className="scrim palette-scrim"
      isOpen={isOpen}
      isDismissable
      onOpenChange={open => {
        if (!open) onClose()
      }}
    >
      <Modal className="modal palette">
        <ReturnsFocus />
        <AriaDialog className="dialog" aria-label={words('commands.title')}>
          <Palette group={group} onClose={onClose} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

function Palette({ group, onClose }: { group: GroupSummary; onClose: () => void }) {
  const words = useWords()
  const [text, setText] = useState('')
  const field = useFirstFocus<HTMLInputElement>()
  const { sections, searchAll } = useCommands(text, group)
  const all = useMemo(() => sections.flatMap(section => section.commands), [sections])
  const run = (id: string | number): void => {
    onClose()
    all.find(command => command.id === id)?.act()
  }
  return (
    <>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <SearchField className="palette-field" aria-label={words('app.search')} autoFocus>
          <Icon of={Search} size="large" />
          <Input
            ref={field}
            className="palette-input"
            dir="auto"
            {...combobox}
            placeholder={words('app.search')}
            onKeyDown={event => {
              // The library empties the field first.
              if (event.key === 'Escape') return onClose()
              if (!isKey(event.nativeEvent, 'searchAll') || !searchAll) return
              event.preventDefault()
              onClose()
              searchAll.act()
            }}
          />
          <kbd>Esc</kbd>
        </SearchField>
        <ListBox
          className="palette-list scroll"
          aria-label={words('commands.title')}
          onAction={run}
          renderEmptyState={() => (
            <p className="palette-none muted">{words('commands.none', { text })}</p>
          )}
        >
          {sections.map(section => (
            <ListBoxSection key={section.title} className="palette-section">
              <Header className="menu-title">{section.title}</Header>
              {section.commands.map(item)}
            </ListBoxSection>
          ))}
        </ListBox>
      </Autocomplete>
      <footer className="palette-foot">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {words('commands.move')}
        </span>
        <span>
          <kbd>Enter</kbd> {words('commands.open')}
        </span>
        <span>
          <Keys of="shortcuts" /> {words('commands.shortcuts')}
        </span>
        <span className="end row">
          <Icon of={Lock} size="small" />
          {words('commands.local')}
        </span>
      </footer>
    </>
  )
}

const item = (command: Command) => (
  <ListBoxItem
    key={command.id}
    id={command.id}
    className="menu-item palette-item"
    textValue={command.text}
  >
    <Icon of={command.icon} />
    <span className="grow palette-text" data-found={command.label ? '' : undefined} dir="auto">
      <span className="ellipsis">{command.label ?? command.text}</span>{' '}
      {command.hint === undefined ? null : <bdi className="palette-hint">{command.hint}</bdi>}
    </span>
    {command.keys?.map(key => (
      <kbd key={key} aria-hidden>
        {key}
      </kbd>
    ))}
  </ListBoxItem>
)
