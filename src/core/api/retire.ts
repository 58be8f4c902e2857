// Answers about retiring documents.
import { knownDevice } from '#core/group'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import { seal } from '#core/drafting/restricted'
import type { Answers, ApiContext } from './api-context.ts'

export type RetireCalls = `documents.${'eraseHistory' | 'retiredFrom' | 'settleLate'}`

export const retireAnswers = ({ profile }: ApiContext): Pick<Answers, RetireCalls> => {
  const memberOf = (group: GroupId, device: DeviceId | null): MemberId | null =>
    device && (knownDevice(profile().groups.get(group).state(), device)?.member ?? null)

  return {
    'documents.eraseHistory': async ({ document, leaves }) => ({
      document: await seal(profile(), document, leaves),
    }),
    'documents.retiredFrom'({ document }) {
      const { archive, documents, homeOf, sync } = profile()
      const row = archive.documents.get(document)
      if (!row) throw new Failure('not-found')
      const found = sync.sealingOf(row.group, document)
      const group = homeOf(row.group)
      if (!found) return null
      const late = documents.sealing
        .late(document)
        .map(({ by, text }) => ({ text, by: memberOf(group, by) }))
      const { device, at, digest } = found
      return { by: memberOf(group, device), at, digest, late }
    },
    'documents.settleLate': ({ document, index }) =>
      profile().documents.sealing.settleLate(document, index),
  }
}
