// Our table alone, with cells that count how often each is made and drawn. A test says what it shows.
import { useMemo } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { Table, type TableColumn } from '../../../src/renderer/ui/table.tsx'

export type Item = { id: string; name: string; at: number }
export type Shown = {
  items: Item[]
  /** Cells read these beside their item. */
  language: 'en' | 'fr'
  now: number
  current?: string
  /** Named with each row that is opened. */
  reader: string
  empty?: string
}
export type TablePage = {
  /** Draws the screen that holds the table; with nothing new where `change` is empty. */
  show(change: Partial<Shown>): void
  /** Rows whose cells were made and drawn since the last question. */
  counted(): { made: string[]; drawn: string[] }
  opened: string[]
}

const agoIn = { en: 'minutes ago', fr: 'minutes avant' }
const made: string[] = []
const drawn: string[] = []
const opened: string[] = []

type AgoProps = { of: Item } & Pick<Shown, 'language' | 'now'>

function Ago({ of: { at }, language, now }: AgoProps) {
  return <span>{`${(now - at) / 60_000} ${agoIn[language]}`}</span>
}

function Name({ of }: { of: Item }) {
  drawn.push(of.id)
  return <bdi>{of.name}</bdi>
}

const columnsOf = (language: Shown['language'], now: number): TableColumn<Item>[] => [
  {
    id: 'name',
    title: language === 'en' ? 'Name' : 'Nom',
    names: ({ name }) => name,
    cell: item => {
      made.push(item.id)
      return <Name of={item} />
    },
  },
  { id: 'at', title: 'At', cell: item => <Ago of={item} language={language} now={now} /> },
]

function Screen({ items, language, now, current, reader, empty }: Shown) {
  const columns = useMemo(() => columnsOf(language, now), [language, now])
  return (
    <main>
      <Table
        label="Things"
        columns={columns}
        // Another array each time, as a screen makes it that filters what it shows.
        items={items.filter(({ id }) => id !== '')}
        onOpen={({ id }) => opened.push(`${reader}: ${id}`)}
        current={current}
        {...(empty !== undefined && { empty })}
      />
    </main>
  )
}

const place = document.querySelector('#window')
if (!place) throw new Error('no place')
const root = createRoot(place)
let shown: Shown = { items: [], language: 'en', now: 0, reader: 'first' }
const table: TablePage = {
  show(change) {
    shown = { ...shown, ...change }
    flushSync(() => root.render(<Screen {...shown} />))
  },
  counted: () => ({ made: made.splice(0), drawn: drawn.splice(0) }),
  opened,
}
Object.assign(window, { table })
table.show({})
