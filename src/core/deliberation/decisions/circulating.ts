// Circulating: an officer gives a text to its readers for comments, or minutes for corrections. The act names the
// text as a file, so that each device has the same words to read.
import { toHex } from '#core/keys'
import type { CoreContract } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Output } from '#shared/rpc'
import { attachText, audienceOf, mayAsk } from './asking.ts'
import type { DecisionPorts } from './ports.ts'

type Circulated = Output<CoreContract, 'minutes.circulated'>['times'][number]

/** The right acts by which it was circulated, in the order of drafts. */
export const circulatedOf = (
  { acts }: { acts: Pick<DecisionPorts['acts'], 'actsOf'> },
  document: DocumentId,
): Circulated[] => {
  const open = acts.actsOf(document)
  if (!open) return []
  return [...open.graphs.values()]
    .flatMap(proceedings => proceedings.rightNow('circulate', open.today) ?? [])
    .toSorted(
      (a, b) => a.record.body.draft - b.record.body.draft || (a.record.id < b.record.id ? -1 : 1),
    )
    .map(({ record: { at, body }, member }) => {
      const { draft, until, texts } = body
      const text = texts[0] ? toHex(texts[0].sha256).slice(0, 8) : ''
      return { by: member, at, draft, until, text }
    })
}

/** An officer may, while no decision fixes the text. */
export const mayCirculate = (ports: DecisionPorts, document: DocumentId): boolean =>
  ports.archive.documents.keyOf(document)?.shared === true &&
  !ports.documents.isFixed(document) &&
  mayAsk(ports, document, ports.acts.standing(audienceOf(ports, document)))

/**
 * Circulates the text as it stands; its draft is one more than the greatest that is known here. Failures:
 * `not-shared`, `not-permitted`, `text-open` where words wait for a verdict.
 */
export const circulate = async (
  ports: DecisionPorts,
  given: { document: DocumentId; what: 'comments' | 'corrections'; until: number | null },
): Promise<number> => {
  const { document, what, until } = given
  if (ports.archive.documents.keyOf(document)?.shared !== true) throw new Failure('not-shared')
  if (!mayCirculate(ports, document)) throw new Failure('not-permitted')
  const graph = ports.acts.graphFor(document)
  const draft = Math.max(0, ...circulatedOf(ports, document).map(each => each.draft)) + 1
  const text = { document, edition: '', block: null, mayAmend: true }
  const { named, saved } = attachText(ports, text, document)
  const texts = [{ ...named, document: graph }]
  ports.acts.write(document, null, { type: 'circulate', what, texts, draft, until })
  await saved
  return draft
}
