// Answers about retiring documents and about travel mode.
import { knownDevice } from '#core/group'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import type { Keeper } from '#shared/contract'
import { seal } from '../restricting.ts'
import type { Answers, Workings } from './answers.ts'

type Calls =
  | 'documents.seal'
  | 'documents.sealedFrom'
  | 'documents.settleLate'
  | `travel.${'status' | 'ask' | 'leave' | 'return'}`

export const givingUpAnswers = ({ session }: Workings): Pick<Answers, Calls> => {
  const memberOf = (group: GroupId, device: DeviceId | null): MemberId | null =>
    device && (knownDevice(session().groups.get(group).state(), device)?.member ?? null)

  const keepersOf = (group: GroupId, devices: readonly DeviceId[]): Keeper[] =>
    devices.flatMap(device => {
      const known = knownDevice(session().groups.get(group).state(), device)
      return known ? [{ device, member: known.member, name: known.name }] : []
    })

  return {
    'travel.status'({ group }) {
      const { archive, documents, groups, sync } = session()
      groups.get(group)
      const travel = sync.travel(group)
      const look = travel.keepers()
      const here = archive.documents.list(group).map(({ id, shared }) => {
        const keepers = look(id)
        const isAsked = keepers !== null && documents.unsealed({ document: id }) === 0
        const { whole, partly } = (isAsked && keepers) || { whole: [], partly: [] }
        const state = !shared
          ? ('only-you' as const)
          : travel.isOwed()
            ? ('owed' as const)
            : !isAsked
              ? ('not-asked' as const)
              : whole.length > 0
                ? ('ready' as const)
                : partly.length > 0
                  ? ('partly' as const)
                  : ('nobody' as const)
        const named = state === 'partly' ? partly : whole
        return { document: id, state, keepers: keepersOf(group, named) }
      })
      const away = travel.away
        .all()
        .filter(({ document }) => archive.documents.get(document) === null)
        .map(each => ({ ...each, keepers: keepersOf(group, each.keepers) }))
      return { here, away }
    },
    async 'travel.ask'({ group, documents: chosen }) {
      const { documents, sync } = session()
      // Edits that are in no message exist on this device only.
      await documents.flush()
      sync.travel(group).ask(chosen)
    },
    async 'travel.leave'({ group, documents: chosen }) {
      const { documents, sync } = session()
      await documents.flush()
      return { left: sync.travel(group).leave(chosen) }
    },
    'travel.return': ({ group, documents: chosen }) =>
      session().sync.travel(group).giveBack(chosen),
    'documents.seal': async ({ document, leaves }) => ({
      document: await seal(session(), document, leaves),
    }),
    'documents.sealedFrom'({ document }) {
      const { archive, documents, homeOf, sync } = session()
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
      session().documents.sealing.settleLate(document, index),
  }
}
