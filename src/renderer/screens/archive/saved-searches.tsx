// Searches that this device keeps: those with a name, and the last ones. A saved search is renamed, and
// deleted with a way back.
import { useState } from 'react'
import { Archive, Bookmark, Ellipsis, History } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { GroupSummary, SavedSearch, Search } from '#shared/contract'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import {
  EmptyState,
  FormDialog,
  Icon,
  IconButton,
  Link,
  Menu,
  say,
  TextField,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { searchLine } from './filters.ts'

export type SearchListsProps = { groups: readonly GroupSummary[]; onOpen: (search: Search) => void }

export function SearchLists({ groups, onOpen }: SearchListsProps) {
  const words = useWords()
  const core = useCore()
  const { value: saved = [] } = useAnswer('searches.list', undefined, ['searches.changed'])
  const { value: recent = [] } = useAnswer('searches.recent', undefined, ['searches.changed'])
  const clear = useAct(async () => {
    await core.call('searches.forget')
    say(words('archive.recent.cleared'))
  })
  return (
    <div className="archive-start">
      <EmptyState icon={Archive} title={words('archive.start.title')}>
        {words('archive.start.text')}
      </EmptyState>
      {saved.length > 0 ? (
        <section>
          <h2>{words('archive.saved')}</h2>
          <ul className="archive-searches">
            {saved.map(each => (
              <SavedRow key={each.id} saved={each} groups={groups} onOpen={onOpen} />
            ))}
          </ul>
        </section>
      ) : null}
      {recent.length > 0 ? (
        <section>
          <div className="row">
            <h2 className="grow">{words('archive.recent')}</h2>
            <span className="small">
              <Link onPress={() => void clear.run()}>{words('archive.recent.clear')}</Link>
            </span>
          </div>
          <ul className="archive-searches">
            {recent.map(search => {
              const line = searchLine(search, words, groups)
              return (
                <li key={JSON.stringify(search)}>
                  <AriaButton className="archive-search" onPress={() => onOpen(search)}>
                    <Icon of={History} />
                    <bdi className="grow">{line}</bdi>
                  </AriaButton>
                </li>
              )
            })}
          </ul>
        </section>
      ) : null}
    </div>
  )
}

type SavedRowProps = SearchListsProps & { saved: SavedSearch }

function SavedRow({ saved, groups, onOpen }: SavedRowProps) {
  const words = useWords()
  const core = useCore()
  const [isNaming, setNaming] = useState(false)
  const remove = useAct(async () => {
    await core.call('searches.remove', { id: saved.id })
    say(words('archive.saved.deleted'), () => void core.call('searches.keep', saved))
  })
  const label = words('archive.saved.acts', { name: saved.name })
  return (
    <li>
      <AriaButton className="archive-search" onPress={() => onOpen(saved.search)}>
        <Icon of={Bookmark} />
        <span className="grow">
          <bdi className="strong">{saved.name}</bdi>
          <span className="smallest quiet">
            <bdi>{searchLine(saved.search, words, groups)}</bdi>
          </span>
        </span>
      </AriaButton>
      <Menu
        label={label}
        groups={[
          {
            acts: [
              { id: 'rename', text: words('archive.saved.rename'), onAct: () => setNaming(true) },
            ],
          },
          {
            acts: [
              {
                id: 'delete',
                text: words('archive.saved.delete'),
                danger: true,
                onAct: () => void remove.run(),
              },
            ],
          },
        ]}
      >
        <IconButton icon={Ellipsis} label={label} />
      </Menu>
      {isNaming ? (
        <NameSearch search={saved.search} renames={saved} onClose={() => setNaming(false)} />
      ) : null}
    </li>
  )
}

export type NameSearchProps = {
  search: Search
  /** The saved search that gets another name. */
  renames?: SavedSearch
  onClose: () => void
}

/** Asks for the name under which a search is kept. */
export function NameSearch({ search, renames, onClose }: NameSearchProps) {
  const words = useWords()
  const core = useCore()
  const [name, setName] = useState(renames?.name ?? search.text)
  const work = useAct(async () => {
    await core.call('searches.keep', {
      ...(renames && { id: renames.id }),
      name: name.trim(),
      search,
    })
    onClose()
    say(words(renames ? 'archive.renamed' : 'archive.saved.done'))
  })
  return (
    <FormDialog
      size="small"
      title={words(renames ? 'archive.rename' : 'archive.save')}
      lead={words('archive.save.lead')}
      act={words('archive.save.act')}
      reason={name.trim() === '' ? words('archive.save.needed') : undefined}
      work={work}
      onClose={onClose}
    >
      <TextField
        label={words('archive.save.name')}
        autoFocus
        value={name}
        onChange={setName}
        maxLength={120}
      />
    </FormDialog>
  )
}
