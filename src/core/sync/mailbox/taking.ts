// Taking in what lay in a mailbox. Most of it is known: it was put there from here, or came by another
// way. What is known costs no write, and has nothing sealed or taken in before it.
import type { SignedRecord } from '#core/group'
import type { Pack } from '../pack.ts'
import type { Replica } from '../replica.ts'
import type { Membership } from './membership.ts'

export type Came = { records: readonly SignedRecord[]; packs: readonly Pack[] }

type Rooms = {
  replica: Pick<Replica, 'sealOwn' | 'addRecords' | 'receive' | 'knows'> & {
    group: Pick<Replica['group'], 'hasNews'>
  }
  /** Whose records come here too; null for none. */
  membership: Pick<Membership, 'hasNews' | 'addRecords'> | null
}

export const openTaking = ({ replica, membership }: Rooms) => {
  const hasNews = (packs: readonly Pack[]): boolean => packs.some(pack => !replica.knows(pack))
  return {
    /** Before what came is taken in, what was written here gets into a message. */
    async prepare({ records, packs }: Came): Promise<void> {
      const isNews =
        membership?.hasNews(records) === true || replica.group.hasNews(records) || hasNews(packs)
      if (isNews) await replica.sealOwn()
    },
    take({ records, packs }: Came): void {
      // Each takes its own: what is of the other is none of its records.
      if (membership?.hasNews(records)) membership.addRecords(records)
      if (replica.group.hasNews(records)) replica.addRecords(records)
      // With one that is new all of them: what one is for may only be seen behind another.
      if (hasNews(packs)) replica.receive(packs)
    },
  }
}
