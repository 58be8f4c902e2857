// Membership alone: a link with one end outside the plenary carries the membership records, which
// that end needs to know the members, and no shared content. It names and sends no feed, so that
// end learns neither which feeds there are nor how many; and it accepts nothing but records.
import { digest } from '#core/keys'
import type { BootstrapSnapshots } from '../bootstrap/index.ts'
import { newTally } from '../inbox/index.ts'
import type { Heads } from '#core/messages'
import { headsBytes } from '../outbox/index.ts'
import type { GroupSync } from '../group-sync.ts'

/** The parts of a group's sync that a link conversation needs. */
export type Spoken = Pick<
  GroupSync,
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
  | 'look'
  | 'deferred'
  | 'sealOwn'
  | 'addRecords'
> & {
  snapshots: Pick<BootstrapSnapshots, 'endFor' | 'confirm'>
  content: Pick<GroupSync['content'], 'all' | 'agree' | 'compare'>
}

function* none(): Generator<never> {}

export const membershipOf = ({ group, sealOwn, addRecords }: GroupSync): Spoken => {
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
    look: () => 'known',
    deferred: { put: () => false, settle: () => {} },
    snapshots: { endFor: () => null, confirm: () => false },
    content: { all: () => null, agree: () => {}, compare: () => false },
  }
}
