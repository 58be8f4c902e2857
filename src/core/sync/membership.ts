// What a link says where one of its ends is outside the plenary: the membership records, which she needs
// to know who is who, and nothing of what is shared with all. No feed is named and none is given, so she
// learns neither what there is nor how much; and nothing is taken from her but records.
import { digest } from '#core/keys'
import type { Handovers } from './handover.ts'
import { newTally } from './inbox.ts'
import type { Heads } from './message.ts'
import { headsBytes } from './outbox.ts'
import type { Replica } from './replica.ts'

/** All of a replica that one conversation asks. */
export type Spoken = Pick<
  Replica,
  | 'group'
  | 'heads'
  | 'digest'
  | 'began'
  | 'awaits'
  | 'lacking'
  | 'stoodOn'
  | 'headsOf'
  | 'packs'
  | 'bundles'
  | 'handover'
  | 'receive'
  | 'early'
  | 'idle'
  | 'sealOwn'
  | 'addRecords'
> & {
  handovers: Pick<Handovers, 'feedFor' | 'confirm'>
  content: Pick<Replica['content'], 'all' | 'agree' | 'compare'>
}

function* none(): Generator<never> {}

export const membershipOf = ({ group, sealOwn, addRecords }: Replica): Spoken => {
  const heads = (): Heads => ({ records: group.recordHeads().toSorted(), feeds: [] })
  return {
    group,
    heads,
    sealOwn,
    addRecords,
    digest: () => digest('heads', headsBytes(heads())),
    began: () => [],
    awaits: () => false,
    lacking: () => [],
    stoodOn: () => [],
    headsOf: () => new Map(),
    packs: none,
    bundles: none,
    handover: none,
    receive: () => newTally(),
    early: { show: () => 'known', settle: () => {} },
    idle: { put: () => false, settle: () => {} },
    handovers: { feedFor: () => null, confirm: () => false },
    content: { all: () => null, agree: () => {}, compare: () => false },
  }
}
