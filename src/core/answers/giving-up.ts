// Answers about documents whose content is given up: sealed for everybody.
import { knownDevice } from '#core/group'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import type { Answers, Workings } from './answers.ts'

type Calls = 'documents.seal' | 'documents.sealedFrom' | 'documents.settleLate'

export const givingUpAnswers = ({ session }: Workings): Pick<Answers, Calls> => {
  const memberOf = (group: GroupId, device: DeviceId | null): MemberId | null =>
    device && (knownDevice(session().groups.get(group).state(), device)?.member ?? null)

  return {
    'documents.seal': ({ document }) => ({
      document: session().documents.sealing.seal(document),
    }),
    'documents.sealedFrom'({ document }) {
      const { documents, summary, sync } = session()
      const { group } = summary(document)
      const found = sync.sealingOf(group, document)
      if (!found) return null
      const late = documents.sealing
        .late(document)
        .map(({ by, text }) => ({ text, by: memberOf(group, by) }))
      const { device, at, digest } = found
      return { by: memberOf(group, device), at, digest, late }
    },
    'documents.settleLate': ({ document, index }) =>
      session().documents.sealing.settleLate(document, index),
  }
}
