// The verdict on one authentic message: whether it is for this device, from a device of the group,
// whole, and everything that it builds on is here. The verdict depends on the message and on the
// messages that its `after` names, never on a clock or on the order of arrival.
import type { MessageId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import { isContent, type Message, readHeadsBody } from '#core/messages'
import { checks } from '../checks.ts'
import { openAudience, type AudiencePorts } from './audience.ts'
import { openBodies, type BodyPorts } from './body.ts'
import { openEffects, type EffectPorts } from './effect.ts'
import { openPlacing, type PlacingPorts } from './placing.ts'
import { openTextJudge } from './text.ts'
import { openRetireJudge, type RetirePorts } from './retirement.ts'
import { refused, type Verdict, waitsFor } from './verdict.ts'

export type JudgePorts = RetirePorts &
  AudiencePorts &
  PlacingPorts &
  BodyPorts &
  EffectPorts & {
    /** A message of a remaining device shows that it had seen this one. */
    isVouched(id: MessageId): boolean
  }

/** The first verdict that one of `steps` gives. */
const firstOf = (...steps: (() => Verdict | null)[]): Verdict | null => {
  for (const step of steps) {
    const verdict = step()
    if (verdict) return verdict
  }
  return null
}

export const openJudge = (ports: JudgePorts) => {
  const { group, authors, tombstones } = ports
  const { addressed, begins } = openAudience(ports)
  const { placed, preceded, beyond } = openPlacing(ports)
  const { whole, isOfOther } = openBodies(ports)
  const sealed = openRetireJudge(ports)
  const text = openTextJudge(ports, isOfOther)
  const effectOf = openEffects(ports, text.delivered, sealed)

  const authored = ({ id, device, audience, kind }: Message): Verdict | null => {
    if (ports.leadsHere(id)) return null
    const { isActive, isPast, isTakenOut } = authors
    const isStopped = isActive(device) && ports.isStopped(device)
    if (isStopped && audience !== group.id) return refused
    if (isStopped ? checks.deviceIsNotStopped(true) : checks.authorIsActive(isActive(device)))
      return null
    if (!isStopped && !isPast(device)) return waitsFor('records')
    // The next message of this device would speak for all of its bootstrap snapshot, and no
    // remaining device had this part before the removal. Parts of an earlier snapshot concern no
    // other device.
    if (audience !== group.id)
      return kind === 'heads' && isTakenOut(device) ? waitsFor('records') : null
    return checks.removedIsVouched(ports.isVouched(id)) ? null : waitsFor(`voucher:${id}`)
  }

  /** Null where only the content can be a reason to refuse the message. */
  const standing = (message: Message, body: Bytes | null): Verdict | null =>
    firstOf(
      () => addressed(message),
      () => placed(message),
      () => whole(message, body),
      () => authored(message),
      () => preceded(message),
      () => beyond(message),
      () => begins(message),
    )

  return {
    judge: (message: Message, body: Bytes | null): Verdict =>
      standing(message, body) ?? effectOf(message, body),
    standing,
    /**
     * For a message that stands: whether it is refused without reading its content, or held back
     * with the document as it was begun another time.
     */
    isRuledOut: (message: Message, body: Bytes): boolean => {
      const { kind, document } = message
      if (document !== null && tombstones.has(document)) return false
      if (kind === 'heads') return readHeadsBody(body) === null
      if (!isContent(kind)) return false
      const isFor = text.isForDocuments(message, body)
      return !isFor || (document !== null && isOfOther(message, document, body))
    },
    /** Judges again a refused retirement that is here. */
    sealed,
  }
}
