// The acts of a member about a question: what a program refuses for its own member is here; other
// devices judge by the rules.
import { lineHash } from '#core/deliberation/adoption'
import type { KnownBody } from '#core/deliberation/acts'
import { newKey, sha256, signingPairFrom, signPlain, wipe, type Bytes } from '#core/keys'
import type { DecisionAct, DecisionChoice } from '#shared/contract'
import { Failure, type FailureCode } from '#shared/failure'
import type { ActId, BlockId, MemberId } from '#shared/ids'
import { actsOn } from './may.ts'
import { findQuestion, type DecisionPorts, type FoundQuestion } from './ports.ts'
import { mustHaveTexts, textIn } from './texts.ts'

const mayDo = (ports: DecisionPorts, decision: ActId, act: DecisionAct): FoundQuestion => {
  const found = findQuestion(ports, decision)
  const rights = ports.documents.rightsNow(found.document)
  if (!actsOn(found, rights).includes(act)) throw new Failure('not-permitted')
  return found
}

const write = (
  ports: DecisionPorts,
  { document, described }: FoundQuestion,
  body: KnownBody,
  codes: Readonly<Record<string, FailureCode>> = {},
): void => void ports.acts.write(document, described.question.id, body, codes)

/**
 * Says that this member has seen the question; nothing where an act of the member says so already, or
 * where the settings let no one know.
 */
export const see = (ports: DecisionPorts, decision: ActId): void => {
  if (!ports.archive.settings.get().sharePresence) return
  const found = findQuestion(ports, decision)
  const { question, is } = found.described
  const { self } = found
  if (self === null || !question.roll.has(self) || is === 'withdrawn' || is === 'void') return
  const hasSaid = (['seen', 'position'] as const).some(type =>
    question.right(type).some(({ member }) => member === self),
  )
  if (!hasSaid) write(ports, found, { type: 'seen' })
}

type Answer = { choice: DecisionChoice | null; reason: string }

const lacksReason = ({ choice, reason }: Answer): boolean =>
  choice === 'object' && reason.trim() === ''

export type OwnPosition = {
  choice: DecisionChoice
  reason: string
  reservations: readonly { block: BlockId | null; words: string; as: string }[]
}

/** Failures: `reason-missing`, `not-permitted`, `not-found` where the whole text is not here. */
export const takePosition = (
  ports: DecisionPorts,
  decision: ActId,
  { choice, reason, reservations }: OwnPosition,
): void => {
  const found = mayDo(ports, decision, 'position')
  mustHaveTexts(ports, found)
  if (lacksReason({ choice, reason })) throw new Failure('reason-missing')
  if ((choice === 'reservations') !== reservations.length > 0) throw new Failure('invalid-input')
  const { bytes } = textIn(ports, found, null)
  const bound = reservations.map(({ block, words, as }) => {
    const line = block === null ? null : lineHash(bytes, block)
    if (block !== null && line === null) throw new Failure('invalid-input')
    return { block, line, words, as }
  })
  write(
    ports,
    found,
    { type: 'position', choice, reason, reservations: bound },
    { mustGiveReasons: 'reason-missing' },
  )
}

export const explain = (
  ports: DecisionPorts,
  decision: ActId,
  said: { what: 'explanation' | 'lifts'; block: BlockId | null; words: string; as: string },
): void => write(ports, mayDo(ports, decision, 'explain'), { type: 'say', ...said })

/** Writes down what members said aloud. Failure `reason-missing` for an objection without its reason. */
export const hear = (
  ports: DecisionPorts,
  decision: ActId,
  said: readonly (Answer & { member: MemberId })[],
): void => {
  const found = mayDo(ports, decision, 'hear')
  if (said.some(each => lacksReason(each))) throw new Failure('reason-missing')
  const list = said
    .map(({ member, choice, reason }) => ({
      seat: member,
      choice: choice ?? ('seen' as const),
      reason,
    }))
    .toSorted((a, b) => (a.seat < b.seat ? -1 : 1))
  write(ports, found, { type: 'heard', said: list })
}

export const close = (ports: DecisionPorts, decision: ActId): void =>
  write(ports, mayDo(ports, decision, 'close'), { type: 'close' })

export const reopen = (ports: DecisionPorts, decision: ActId, reason: string): void =>
  write(ports, mayDo(ports, decision, 'reopen'), { type: 'reopen', reason })

export const withdraw = (ports: DecisionPorts, decision: ActId, reason: string): void =>
  write(ports, mayDo(ports, decision, 'withdraw'), { type: 'withdraw', reason })

/** Says what came out, under a number of the group. */
export const declare = (ports: DecisionPorts, decision: ActId, number: string): void => {
  const found = mayDo(ports, decision, 'declare')
  const { outcome } = found.described
  if (!outcome) throw new Failure('not-permitted')
  const statement = found.proceedings.statement(decision, found.today)
  write(ports, found, {
    type: 'declare',
    outcome: outcome.code,
    number,
    statement: statement && sha256(statement.adoption),
  })
}

/** The secret of the key that signs a statement is gone when this returns. */
const signedOnce = (adoption: Bytes) => {
  const seed = newKey()
  const pair = signingPairFrom(seed)
  wipe(seed)
  const signature = signPlain(adoption, pair.secret)
  wipe(pair.secret)
  return { key: pair.public, signature }
}

/** Signs what came out, as this device computes it. */
export const signOutcome = (ports: DecisionPorts, decision: ActId, as: string): void => {
  const found = mayDo(ports, decision, 'sign')
  const declaration = found.described.standing
  if (!declaration) throw new Failure('not-permitted')
  const statement = found.proceedings.statement(decision, found.today)
  const signed = statement ? signedOnce(statement.adoption) : { key: null, signature: null }
  write(ports, found, { type: 'sign', declare: declaration.node.record.id, ...signed, as })
}

/** Writes down the symbol that the secretariat gave. */
export const register = (
  ports: DecisionPorts,
  decision: ActId,
  { symbol, day }: { symbol: string; day: string | null },
): void => {
  const found = mayDo(ports, decision, 'register')
  const declaration = found.described.standing
  if (!declaration) throw new Failure('not-permitted')
  write(ports, found, { type: 'register', declare: declaration.node.record.id, symbol, day })
}
