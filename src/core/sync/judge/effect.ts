// The effect of a message that stands, by its kind.
import { decodeStrict, framed, type Bytes } from '#core/keys'
import {
  bodySays,
  type ContentKind,
  type Heads,
  isContent,
  limits,
  type Message,
  readHeadsBody,
} from '#core/messages'
import type { Past } from '../feeds/index.ts'
import { checks } from '../checks.ts'
import { readForkProof, type Fork } from '../equivocation/index.ts'
import type { SyncDocuments } from '../ports.ts'
import type { Tombstones } from '../retire/index.ts'
import { applied, refused, type Verdict } from './verdict.ts'
import type { TextPorts } from './text.ts'

export type EffectPorts = TextPorts & {
  documents: Pick<SyncDocuments, 'receivePiece' | 'receiveWithoutEffect'>
  tombstones: Tombstones
  past: Pick<Past, 'learn'>
  /** A device that found two contents for one place published the proof. */
  proofCame(fork: Fork): void
  /** The returned documents begin in this feed. */
  returned(message: Message): void
  /** A device's signed heads. */
  heard(message: Message, heads: Heads): void
}

type ByContent = (message: Message, body: Bytes) => Verdict

export const openEffects = (
  ports: EffectPorts,
  text: (message: Message, kind: ContentKind, body: Bytes) => Verdict,
  sealed: ByContent,
) => {
  const { group, documents, branches, authors, tombstones } = ports

  const piece = (message: Message, body: Bytes): Verdict => {
    const { document, feed, id } = message
    if (!document || !bodySays(body, 'blob')) return refused
    const isToAll = message.audience === group.id
    if (isToAll && !checks.roleWrites(authors.rightsOf(message).has('write'))) return refused
    const taken = documents.receivePiece({
      group: group.id,
      feed,
      document,
      id,
      body,
      handover: !isToAll,
    })
    return typeof taken === 'object' ? refused : applied
  }

  const heads: ByContent = (message, body) => {
    const stated = readHeadsBody(body)
    if (!stated) return refused
    ports.heard(message, stated)
    return applied
  }

  const forked = (body: Bytes): Verdict => {
    const fork = readForkProof(body)
    if (!fork || authors.memberOf(fork.device) === null) return refused
    ports.proofCame(fork)
    return applied
  }

  /**
   * A part of a bootstrap snapshot for this device. A kind of a later version is kept, passed on and
   * not interpreted.
   */
  const other: ByContent = (message, body) => {
    if (message.audience !== group.self.device) return applied
    const { kind } = message
    if (kind === 'returned') ports.returned(message)
    if (kind === 'past') ports.past.learn(body)
    if (kind === 'branches')
      branches.learn(framed(decodeStrict(body, limits.body), 'branches', 3)?.[2])
    return applied
  }

  const effect = (message: Message, body: Bytes | null): Verdict => {
    const { id, kind, document } = message
    if (body === null || (document !== null && tombstones.has(document))) return applied
    if (isContent(kind)) return text(message, kind, body)
    if (ports.leadsHere(id)) return applied
    if (kind === 'sealed') return sealed(message, body)
    if (kind === 'heads') return heads(message, body)
    if (kind === 'forked') return forked(body)
    return kind === 'blob' ? piece(message, body) : other(message, body)
  }

  return (message: Message, body: Bytes | null): Verdict => {
    const verdict = effect(message, body)
    const { kind, document, device } = message
    if (kind !== 'remarks' || document === null || body === null) return verdict
    const isWithout = verdict.is === 'refused' || verdict.is === 'held' || tombstones.has(document)
    if (isWithout) documents.receiveWithoutEffect({ group: group.id, document, device, body })
    return verdict
  }
}
