// Panels that share one place.
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs'
import './tabs.css'

export type TabItem<K extends string> = { id: K; text: string; count?: number; panel: ReactNode }

export type TabsProps<K extends string> = {
  label: string
  tabs: TabItem<K>[]
  value: K
  onChange: (value: K) => void
  /** At the end of the line of tabs. */
  after?: ReactNode
}

export function Tabs<K extends string>({ label, tabs, value, onChange, after }: TabsProps<K>) {
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
        <TabList className="tab-list" aria-label={label}>
          {tabs.map(tab => (
            <Tab key={tab.id} id={tab.id} className="tab">
              {tab.text}
              {tab.count === undefined ? null : <bdi className="tab-count">{tab.count}</bdi>}
            </Tab>
          ))}
        </TabList>
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
