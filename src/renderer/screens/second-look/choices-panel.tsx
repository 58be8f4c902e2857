// The choices of another member's file, as the list that is read beside them.
import type { AskedFile, FileChoices } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { Panel } from '../decisions/panel.tsx'
import { useGo } from '../../shell/router.ts'
import { Button } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { formatName, showsOf } from './asked-file.ts'

type Row = { label: string; value: string }

/** The names of the versions between which the file shows changes. */
type Ends = {
  /** Empty for none, and for a version that is not here. */
  since: string
  until: string
}

const useEnds = ({ document, choices }: AskedFile): Ends => {
  const { since, until } = choices?.changes ?? {}
  const { value } = useAnswer('history.list', since === undefined ? null : { document })
  const nameOf = (id: string | undefined): string =>
    value?.find(({ version }) => id !== undefined && version?.id === id)?.version?.name ?? ''
  return { since: nameOf(since), until: nameOf(until) }
}

const useRows = (choices: FileChoices, { since, until }: Ends): Row[] => {
  const words = useWords()
  const { paper, naming, restricted, changes } = choices
  const isNarrowed = naming === 'role' || naming === 'none'
  const rows: Row[] = [
    { label: words('export.what'), value: words(`export.what.${showsOf(choices)}`) },
    { label: words('second-look.choice.format'), value: formatName(words, choices) },
    { label: words('second-look.choice.paper'), value: words(`editor.export.paper.${paper}`) },
    {
      label: words('second-look.choice.naming'),
      value: words(`export.naming.${isNarrowed ? naming : 'chosen'}`),
    },
  ]
  if (!changes)
    return [
      ...rows,
      {
        label: words('second-look.choice.restricted'),
        value: words(`second-look.choice.${restricted ? 'with' : 'without'}`),
      },
    ]
  return [
    ...rows,
    ...(since === '' ? [] : [{ label: words('second-look.choice.since'), value: since }]),
    ...(until === '' ? [] : [{ label: words('second-look.choice.until'), value: until }]),
    {
      label: words('second-look.choice.comments'),
      value: words(`second-look.comments.${changes.comments ?? 'none'}`),
    },
    { label: words('export.authors'), value: words(`editor.export.authors.${changes.authors}`) },
  ]
}

function Choices({ choices, ends }: { choices: FileChoices; ends: Ends }) {
  return (
    <dl className="look-choices" id="export-file" tabIndex={-1}>
      {useRows(choices, ends).map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

export function ChoicesPanel({ request }: { request: AskedFile }) {
  const words = useWords()
  const go = useGo()
  const ends = useEnds(request)
  const { choices, document } = request
  return (
    <Panel title={words('export.file')}>
      {choices ? <Choices choices={choices} ends={ends} /> : null}
      <div className="look-acts">
        <Button size="small" onPress={() => go({ screen: 'document', document })}>
          {words('second-look.read')}
        </Button>
      </div>
    </Panel>
  )
}
