// Intake of parts from a mailbox. Most packs are known: this device put them there, or they came by
// another way. Known packs cost no write, and no flush or intake happens before them.
import type { SignedRecord } from '#core/records'
import type { Pack } from '../packs/index.ts'
import type { GroupSync } from '../group-sync.ts'
import type { Membership } from './membership.ts'

export type Came = { records: readonly SignedRecord[]; packs: readonly Pack[] }

type Ports = {
  replica: Pick<GroupSync, 'sealOwn' | 'addRecords' | 'receive' | 'knows'> & {
    group: Pick<GroupSync['group'], 'hasNews'>
  }
  /** The group whose records come here too; null for none. */
  membership: Pick<Membership, 'hasNews' | 'addRecords'> | null
}

export type Taking = {
  /** Edits that were written here get into a message before new packs are taken in. */
  prepare(came: Came): Promise<void>
  take(came: Came): void
}

export const openTaking = ({ replica, membership }: Ports): Taking => {
  const hasNews = (packs: readonly Pack[]): boolean => packs.some(pack => !replica.knows(pack))
  return {
    async prepare({ records, packs }) {
      const isNews =
        membership?.hasNews(records) === true || replica.group.hasNews(records) || hasNews(packs)
      if (isNews) await replica.sealOwn()
    },
    take({ records, packs }) {
      // Each takes its own records and ignores those of the other.
      if (membership?.hasNews(records)) membership.addRecords(records)
      if (replica.group.hasNews(records)) replica.addRecords(records)
      // With one new pack all are taken in: the use of one may only show behind another.
      if (hasNews(packs)) replica.receive(packs)
    },
  }
}
