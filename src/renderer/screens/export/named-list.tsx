// Everyone whom the file names, in the exact words that it prints, and how openly members are named.
import { useMemo } from 'react'
import { Check, TriangleAlert } from 'lucide-react'
import type { Leaving, LeavingName } from '#shared/contract'
import type { People } from '../decisions/people.ts'
import { Icon, Table, type TableColumn } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { inOneLine } from './places.ts'
import type { Choices } from './choices.ts'
import { NamingSelect } from './file-choices.tsx'

type Row =
  | { is: 'group'; id: string; as: string; reference: string }
  | { is: 'name'; id: string; as: string; name: LeavingName }

/** Members of one wording that are named in its row. */
const mostNamed = 4

function Where({ where }: Pick<LeavingName, 'where'>) {
  const words = useWords()
  return where.map(({ what, places }) => {
    const said = words(`export.where.${what}`)
    const count = places.length
    const at = { what: said, count, places: words.list(places.map(inOneLine)) }
    return <span key={what}>{count === 0 ? said : words('export.where.at', at)}</span>
  })
}

const whoOf = (words: Words, { members, isQuoted }: LeavingName, people: People): string => {
  if (isQuoted) return words('export.named.quoted')
  const names = words.list(
    members.slice(0, mostNamed).map(member => {
      const name = people.handle(member)
      return member === people.self?.id ? words('second-look.person', { name }) : name
    }),
  )
  const more = members.length - mostNamed
  return more > 0 ? words('export.named.more', { names, count: more }) : names
}

type WhoProps = { name: LeavingName; people: People; isOwnChoice: boolean }

function Who({ name, people, isOwnChoice }: WhoProps) {
  const words = useWords()
  return (
    <>
      <span>{whoOf(words, name, people)}</span>
      <span className="named-choice">
        {isOwnChoice || name.chosenBy !== 'file'
          ? words(`export.chosen.${name.chosenBy}`)
          : words('second-look.chosen')}
      </span>
    </>
  )
}

type Shown = { people: People; isOwnChoice: boolean }

const columnsOf = (words: Words, { people, isOwnChoice }: Shown): TableColumn<Row>[] => [
  {
    id: 'as',
    title: words('export.named.as'),
    names: ({ as }) => as,
    cell: ({ as }) => (
      <span className="named-as">{words.rich('decisions.quoted', { words: <bdi>{as}</bdi> })}</span>
    ),
  },
  {
    id: 'where',
    title: words('export.named.where'),
    width: '40%',
    cell: row => (
      <span className="muted named-where">
        {row.is === 'group' ? (
          words(row.reference === '' ? 'export.named.header' : 'export.named.reference', {
            reference: row.reference,
          })
        ) : (
          <Where where={row.name.where} />
        )}
      </span>
    ),
  },
  {
    id: 'who',
    title: words('export.named.who'),
    width: '26%',
    cell: row => (
      <span className="muted named-who">
        {row.is === 'group' ? (
          words('export.named.group')
        ) : (
          <Who name={row.name} people={people} isOwnChoice={isOwnChoice} />
        )}
      </span>
    ),
  },
]

const rowsOf = ({ group, named, symbol, reference }: Leaving): Row[] => [
  { is: 'group', id: 'group', as: group, reference: symbol || reference },
  ...named.map((name, at) => ({ is: 'name' as const, id: `${at}`, as: name.as, name })),
]

type NamedListProps = { leaving: Leaving; people: People; choices?: Choices | undefined }

export function NamedList({ leaving, people, choices }: NamedListProps) {
  const words = useWords()
  const { named } = leaving
  const isOwnChoice = choices !== undefined
  const rows = useMemo(() => rowsOf(leaving), [leaving])
  const columns = useMemo(
    () => columnsOf(words, { people, isOwnChoice }),
    [words, people, isOwnChoice],
  )
  return (
    <section aria-labelledby="export-named" id="export-names" tabIndex={-1}>
      <div className="section-head">
        <h2 id="export-named">{words('export.named')}</h2>
        <span className="small muted">{words('export.named.count', { count: named.length })}</span>
        {choices ? (
          <div className="end export-naming">
            <NamingSelect naming={choices.naming} setNaming={choices.setNaming} />
          </div>
        ) : null}
      </div>
      <Table label={words('export.named.table')} items={rows} columns={columns} />
      <NamedElse leaving={leaving} people={people} />
    </section>
  )
}

/** Names beside the rows: those that stand in the text itself. */
function NamedElse({ leaving, people }: Pick<NamedListProps, 'leaving' | 'people'>) {
  const words = useWords()
  const { inText, unnamed, unseen } = leaving
  if (inText.length > 0)
    return (
      <p className="named-else" data-look="warning">
        <Icon of={TriangleAlert} />
        {words('export.namedInText', { names: people.handles(inText) })}
      </p>
    )
  if (unseen.some(({ what }) => what === 'name'))
    return <p className="small muted">{words('export.namesToCheck')}</p>
  return (
    <p className="named-else">
      <Icon of={Check} />
      {words('export.nobodyElse', { count: unnamed })}
    </p>
  )
}
