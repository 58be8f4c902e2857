// A list of acts that opens from a button.
import type { ReactElement } from 'react'
import { Header } from 'react-aria-components/Header'
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Check, type LucideIcon } from 'lucide-react'
import { Icon } from './icon.tsx'
import { ReturnsFocus } from './return-focus.tsx'
import './menu.css'

export type MenuAct = {
  id: string
  text: string
  icon?: LucideIcon
  /** One quiet line under the text. */
  hint?: string
  keys?: string
  danger?: boolean
  /** Shown as the one chosen now. */
  chosen?: boolean
  onAct: () => void
}
export type MenuGroup = { title?: string; acts: MenuAct[] }

export type MenuProps = {
  label: string
  /** The button that opens it. */
  children: ReactElement
  groups: MenuGroup[]
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}

const item = (act: MenuAct) => (
  <MenuItem
    key={act.id}
    id={act.id}
    className="menu-item"
    data-danger={act.danger || undefined}
    textValue={act.text}
    onAction={act.onAct}
  >
    {act.icon ? <Icon of={act.icon} /> : null}
    <span className="grow">
      <bdi>{act.text}</bdi>
      {act.hint === undefined ? null : <span className="menu-hint">{act.hint}</span>}
    </span>
    {act.chosen === true ? <Icon of={Check} /> : null}
    {act.keys === undefined ? null : (
      <kbd className="menu-keys" aria-hidden>
        {act.keys}
      </kbd>
    )}
  </MenuItem>
)

export function Menu({ label, children, groups, isOpen, onOpenChange }: MenuProps) {
  return (
    <MenuTrigger
      {...(isOpen === undefined ? {} : { isOpen })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      {children}
      <Popover className="popover" offset={4}>
        <ReturnsFocus />
        <AriaMenu className="menu scroll" aria-label={label}>
          {groups.map((group, index) => (
            <MenuSection
              key={group.title ?? index}
              className="menu-section"
              {...(group.title === undefined ? { 'aria-label': label } : {})}
            >
              {group.title === undefined ? null : (
                <Header className="menu-title">{group.title}</Header>
              )}
              {group.acts.map(item)}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
