// A consent agenda: items that are decided without debate. Each is a question of its own, by silence, so
// that an objection takes out its item and no other.
import { endedItemStates, type MeetingState } from '#core/deliberation/acts'
import { writeTextFile } from '#core/deliberation/adoption'
import { agendaTimes } from '#document/meetings'
import { settledPage } from '#document/model'
import { Failure, type FailureCode } from '#shared/failure'
import type { ActId, BlockId, DocumentId } from '#shared/ids'
import { ask, audienceOf, mayAsk, quorumNow, sourceOf } from './asking.ts'
import { lookUpQuestion, type DecisionPorts } from './ports.ts'
import type { QuestionLine } from './question-line.ts'
import { derivedPlace, type ItemPlace } from './where.ts'

export type ConsentAgenda = { agenda: DocumentId; blocks: readonly BlockId[]; until: number }

/** A question that is asked at an item; `isOwn`: about the item itself, and not about a paper. */
type AskedAt = Omit<QuestionLine, 'where'> & { where: ItemPlace | null; isOwn: boolean }

/** A question about an item that was asked before the call names no place. */
const placeBeforeCall = (
  ports: DecisionPorts,
  { id, isOwn }: Pick<AskedAt, 'id' | 'isOwn'>,
): ItemPlace | null => {
  const found = isOwn ? lookUpQuestion(ports, id) : null
  return found && derivedPlace(ports, found)
}

const askedIn = (ports: DecisionPorts, agenda: DocumentId): AskedAt[] =>
  ports
    .spaces(audienceOf(ports, agenda))
    .flatMap(space => [...ports.readings.in(space)])
    .flatMap(([document, { questions }]) =>
      questions
        .map(line => ({ ...line, isOwn: document === agenda }))
        .map(line => ({ ...line, where: line.where ?? placeBeforeCall(ports, line) }))
        .filter(({ where }) => where?.agenda === agenda),
    )

/** An item that is debated again is asked about, though it was decided before. */
const decidedAt = (
  { items }: MeetingState,
  asked: readonly AskedAt[],
  block: BlockId,
): 'decision-open' | 'decided-already' | null => {
  const state = items.find(item => item.block === block)?.state
  if (state && endedItemStates.includes(state)) return 'decided-already'
  const here = asked.filter(({ where }) => where?.block === block)
  if (here.some(line => line.state === 'open')) return 'decision-open'
  const isDecided = here.some(line => line.isOwn && line.outcome?.agreed)
  return isDecided && state !== 'debated' ? 'decided-already' : null
}

/** Each item with words, and why it cannot go; null where it can. `of`: these alone. */
const itemsIn = (ports: DecisionPorts, agenda: DocumentId, of?: ReadonlySet<BlockId>) => {
  const audience = audienceOf(ports, agenda)
  const isShared = ports.archive.documents.keyOf(agenda)?.shared === true
  const isAsking = mayAsk(ports, agenda, ports.acts.standing(audience))
  const meeting = ports.readings.in(audience).get(agenda)?.own?.meeting
  const source = sourceOf(ports, agenda)
  const asked = askedIn(ports, agenda)
  const refusalOf = (block: BlockId): FailureCode | null => {
    if (!isShared) return 'not-shared'
    if (!isAsking || (meeting?.is !== 'called' && meeting?.is !== 'open')) return 'not-permitted'
    const isWritten = 'bytes' in writeTextFile({ ...source, edition: '', block })
    return isWritten ? decidedAt(meeting, asked, block) : 'text-open'
  }
  return agendaTimes(settledPage(source.page)).items.flatMap(item => {
    const { id: block } = item.block
    const words = item.title.trim().slice(0, 1000)
    if (block === null || words === '' || of?.has(block) === false) return []
    return [{ block, words, refusal: refusalOf(block) }]
  })
}

/** Items that nobody is asked about and that have no end: those that can go, and those with an open text. */
export const consentable = (ports: DecisionPorts, agenda: DocumentId) => ({
  items: itemsIn(ports, agenda).flatMap(({ block, refusal }) =>
    refusal === null || refusal === 'text-open' ? [{ block, isTextOpen: refusal !== null }] : [],
  ),
})

/**
 * All items are looked at before the first is asked. Failures: `not-found`; `not-permitted`, also before the call and
 * after the end; `not-shared`, `text-open`, `decision-open`, `decided-already`.
 */
export const askConsent = async (
  ports: DecisionPorts,
  { agenda, blocks, until }: ConsentAgenda,
): Promise<ActId[]> => {
  const wanted = new Set(blocks)
  const known = itemsIn(ports, agenda, wanted)
  const items = [...wanted].map(block => {
    const item = known.find(each => each.block === block)
    if (!item) throw new Failure('not-found')
    if (item.refusal !== null) throw new Failure(item.refusal)
    return item
  })
  const audience = audienceOf(ports, agenda)
  const quorum = quorumNow(ports, audience, ports.acts.standing(audience))
  const decisions: ActId[] = []
  for (const { block, words } of items)
    decisions.push(
      await ask(ports, {
        document: agenda,
        block,
        purpose: 'decide',
        words,
        languages: [],
        rule: { kind: 'silence', quorum, threshold: null, heard: false },
        until,
        edition: '',
        leftOut: [],
        replaces: null,
        where: { agenda, block },
      }),
    )
  return decisions
}
