// Panels that share one place.
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { ChevronDown } from 'lucide-react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs'
import { IconButton } from './button.tsx'
import { Menu } from './menu.tsx'
import './tabs.css'

export type TabItem<K extends string> = { id: K; text: string; count?: number; panel: ReactNode }

export type TabsProps<K extends string> = {
  label: string
  tabs: TabItem<K>[]
  value: K
  onChange: (value: K) => void
  /** Where they need several lines, the one with the selected tab is in sight, and a menu has all of them. */
  isOneLine?: boolean
  /** At the end of the line of tabs. */
  after?: ReactNode
}

export function Tabs<K extends string>(props: TabsProps<K>) {
  const { label, tabs, value, onChange, isOneLine = false, after } = props
  const list = useRef<HTMLDivElement>(null)
  const showSelected = (): void => {
    const selected = list.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (list.current && selected) list.current.scrollTop = selected.offsetTop
  }
  useLayoutEffect(showSelected, [value, tabs.length])
  useEffect(() => {
    const sizes = new ResizeObserver(showSelected)
    if (list.current) sizes.observe(list.current)
    return () => sizes.disconnect()
  }, [])
  return (
    <AriaTabs
      className="tabs"
      selectedKey={value}
      onSelectionChange={key => {
        const chosen = tabs.find(tab => tab.id === key)
        if (chosen) onChange(chosen.id)
      }}
    >
      <div className="tab-line">
        <TabList
          className="tab-list"
          aria-label={label}
          ref={list}
          data-one-line={isOneLine || undefined}
        >
          {tabs.map(tab => (
            <Tab key={tab.id} id={tab.id} className="tab">
              {tab.text}
              {tab.count === undefined ? null : <bdi className="tab-count">{tab.count}</bdi>}
            </Tab>
          ))}
        </TabList>
        {isOneLine ? (
          <Menu
            label={label}
            groups={[
              {
                acts: tabs.map(({ id, text, count }) => ({
                  id,
                  text: count === undefined ? text : `${text} ${count}`,
                  chosen: id === value,
                  onAct: () => onChange(id),
                })),
              },
            ]}
          >
            <IconButton icon={ChevronDown} label={label} />
          </Menu>
        ) : null}
        {after}
      </div>
      {tabs.map(tab => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel scroll">
          {tab.panel}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
