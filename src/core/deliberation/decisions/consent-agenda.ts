// A consent agenda: items that are decided without debate. Each is a question of its own, by silence, so
// that an objection takes out its item and no other.
import { endedItemStates, type MeetingState } from '#core/deliberation/acts'
import { agendaTimes } from '#document/meetings'
import { settledPage } from '#document/model'
import { Failure } from '#shared/failure'
import type { ActId, BlockId, DocumentId } from '#shared/ids'
import { ask, audienceOf, prepare } from './asking.ts'
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

/** An item that is debated again is asked about, though it was decided before. Failures: `decision-open`, `decided-already`. */
const mustBeUndecided = (
  { items }: MeetingState,
  asked: readonly AskedAt[],
  block: BlockId,
): void => {
  const state = items.find(item => item.block === block)?.state
  if (state && endedItemStates.includes(state)) throw new Failure('decided-already')
  const here = asked.filter(({ where }) => where?.block === block)
  if (here.some(line => line.state === 'open')) throw new Failure('decision-open')
  const isDecided = here.some(line => line.isOwn && line.outcome?.agreed)
  if (isDecided && state !== 'debated') throw new Failure('decided-already')
}

/**
 * All items are looked at before the first is asked. Failures: `not-found`; `not-permitted`, also before the call and
 * after the end; `not-shared`, `text-open`, `decision-open`, `decided-already`.
 */
export const askConsent = async (
  ports: DecisionPorts,
  { agenda, blocks, until }: ConsentAgenda,
): Promise<ActId[]> => {
  const known = agendaTimes(settledPage(ports.documents.page(agenda))).items
  const meeting = ports.readings.in(audienceOf(ports, agenda)).get(agenda)?.own?.meeting
  const asked = askedIn(ports, agenda)
  const items = [...new Set(blocks)].map(block => {
    const words =
      known
        .find(item => item.block.id === block)
        ?.title.trim()
        .slice(0, 1000) ?? ''
    if (words === '') throw new Failure('not-found')
    const { blockers, rule } = prepare(ports, agenda, block)
    const codes = new Set(blockers.map(({ code }) => code))
    if (codes.has('not-shared')) throw new Failure('not-shared')
    if (codes.has('no-office') || (meeting?.is !== 'called' && meeting?.is !== 'open'))
      throw new Failure('not-permitted')
    if (codes.size > 0) throw new Failure('text-open')
    mustBeUndecided(meeting, asked, block)
    return { block, words, quorum: rule.quorum }
  })
  const decisions: ActId[] = []
  for (const { block, words, quorum } of items)
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
