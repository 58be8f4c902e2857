// A consent agenda: items that are decided without debate. Each is a question of its own, by silence, so
// that an objection takes out its item and no other.
import { sha256, toHex } from '#core/keys'
import { agendaTimes } from '#document/meetings'
import { settledPage } from '#document/model'
import { Failure } from '#shared/failure'
import type { ActId, BlockId, DocumentId } from '#shared/ids'
import { ask, prepare, writtenFrom } from './asking.ts'
import type { DecisionPorts } from './ports.ts'

export type ConsentAgenda = { agenda: DocumentId; blocks: readonly BlockId[]; until: number }

/** The open questions about this document, by the hash of their text: a file of one item has its id. */
const openIn = ({ acts }: DecisionPorts, document: DocumentId): ReadonlyMap<string, ActId> => {
  const open = acts.actsOf(document)
  const asked = [...(open?.graphs.values() ?? [])].flatMap(graph => graph.asked(open?.today ?? []))
  return new Map(
    asked
      .filter(({ state }) => state.is === 'open')
      .flatMap(({ question: { node } }) => {
        const { id, body } = node.record
        return body.texts.slice(0, 1).map(text => [toHex(text.sha256), id] as const)
      }),
  )
}

/**
 * All items are looked at before the first is asked; one that is asked about as it reads now keeps its
 * question. Failures: `not-found`, `not-permitted`, `not-shared`, `text-open`.
 */
export const askConsent = async (
  ports: DecisionPorts,
  { agenda, blocks, until }: ConsentAgenda,
): Promise<ActId[]> => {
  const known = agendaTimes(settledPage(ports.documents.page(agenda))).items
  const open = openIn(ports, agenda)
  const items = [...new Set(blocks)].map(block => {
    const words = known.find(item => item.block.id === block)?.title.trim() ?? ''
    if (words === '') throw new Failure('not-found')
    const { blockers, rule, places } = prepare(ports, agenda, block)
    const codes = new Set(blockers.map(({ code }) => code))
    if (codes.has('not-shared')) throw new Failure('not-shared')
    if (codes.has('no-office')) throw new Failure('not-permitted')
    const written = writtenFrom(ports, agenda, { edition: '', block })
    if (codes.size > 0 || !('bytes' in written)) throw new Failure('text-open')
    const before = open.get(toHex(sha256(written.bytes)))
    const isPlace = places.some(each => each.agenda === agenda && each.block === block)
    const where = isPlace ? { agenda, block } : null
    return { block, before, where, words: words.slice(0, 1000), quorum: rule.quorum }
  })
  const asked: ActId[] = []
  for (const { block, before, where, words, quorum } of items)
    asked.push(
      before ??
        (await ask(ports, {
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
          where,
        })),
    )
  return asked
}
