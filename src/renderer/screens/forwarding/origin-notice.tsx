// Above a text that came from another group: its level and the origin, by which that group can prove it.
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { fingerprint } from '../decisions/fingerprint.ts'
import { Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export function OriginNotice({ document }: { document: DocumentId }) {
  const words = useWords()
  const { value } = useAnswer('forwarding.origin', { document }, ['documents.changed'], {
    about: [document],
    pause: 1000,
  })
  if (!value) return null
  return (
    <Notice>
      {words.rich('forwarding.cameFrom', {
        level: value.level,
        origin: <bdi className="fingerprint">{fingerprint(value.adoption)}</bdi>,
      })}
      {words.gap}
      {words(`forwarding.pack.${value.pack.is}`, { name: value.pack.group ?? '' })}
    </Notice>
  )
}
