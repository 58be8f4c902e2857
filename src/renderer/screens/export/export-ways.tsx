// The ways in which a text leaves: as it stands, with its changes, with suggestions, or as the pack of its decision.
import type { ActId, DocumentId, GroupId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Segments } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Shows } from './formats.ts'
import './export.css'

const ways = ['text', 'changes', 'annotated', 'pack'] as const
type Way = (typeof ways)[number]

/** The final decision by which the group adopted the text, of which a pack can be made; null for none. */
const usePackOf = (group: GroupId, document: DocumentId): ActId | null => {
  const { value } = useAnswer('decisions.list', { group }, ['decisions.changed'])
  const final = value?.decisions.filter(
    each => each.document === document && each.state === 'final',
  )
  return final?.at(-1)?.id ?? null
}

type ExportWaysProps = {
  document: DocumentId
  group: GroupId
  shows: Shows | 'pack'
  onShow: (shows: Shows) => void
}

export function ExportWays({ document, group, shows, onShow }: ExportWaysProps) {
  const words = useWords()
  const go = useGo()
  const pack = usePackOf(group, document)
  const offered = ways.filter(way => way !== 'pack' || pack !== null)
  return (
    <Segments<Way>
      label={words('export.what')}
      segments={offered.map(id => ({ id, text: words(`export.what.${id}`) }))}
      value={shows}
      onChange={way => {
        if (way !== 'pack') onShow(way)
        else if (pack !== null) go({ screen: 'pack', decision: pack })
      }}
    />
  )
}
