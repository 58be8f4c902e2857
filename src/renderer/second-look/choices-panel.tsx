// The choices of another member's file, as the list that is read beside them.
import type { AskedFile, FileChoices } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { Panel } from '../decisions/panel.tsx'
import { useGo } from '../router.ts'
import { Button } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { formatName, showsOf } from './asked-file.ts'

type Row = { label: string; value: string }

/** The name of the version since which the file shows changes; empty for none, or for one that is not here. */
const useSince = ({ document, choices }: AskedFile): string => {
  const since = choices?.changes?.since
  const { value } = useAnswer('history.list', since === undefined ? null : { document })
  return value?.find(({ version }) => version?.id === since)?.version?.name ?? ''
}

const useRows = (choices: FileChoices, since: string): Row[] => {
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
    {
      label: words('second-look.choice.comments'),
      value: words(`second-look.comments.${changes.comments ?? 'none'}`),
    },
    { label: words('export.authors'), value: words(`editor.export.authors.${changes.authors}`) },
  ]
}

function Choices({ choices, since }: { choices: FileChoices; since: string }) {
  return (
    <dl className="look-choices" id="export-file" tabIndex={-1}>
      {useRows(choices, since).map(({ label, value }) => (
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
  const since = useSince(request)
  const { choices, document } = request
  return (
    <Panel title={words('export.file')}>
      {choices ? <Choices choices={choices} since={since} /> : null}
      <div className="look-acts">
        <Button size="small" onPress={() => go({ screen: 'document', document })}>
          {words('second-look.read')}
        </Button>
      </div>
    </Panel>
  )
}
