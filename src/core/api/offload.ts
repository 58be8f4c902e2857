// Answers about travel mode: documents that leave this device for a while.
import { knownDevice } from '#core/group'
import type { Keeper } from '#shared/contract'
import type { DeviceId, GroupId } from '#shared/ids'
import { keepExportRule } from '#core/exports/second-look'
import type { AnswersOn, ApiContext } from './api-context.ts'

export const offloadAnswers = ({ profile }: ApiContext): AnswersOn<'travel'> => {
  const keepersOf = (group: GroupId, devices: readonly DeviceId[]): Keeper[] =>
    devices.flatMap(device => {
      const known = knownDevice(profile().groups.get(group).state(), device)
      return known ? [{ device, member: known.member, name: known.name }] : []
    })

  return {
    'travel.status'({ group }) {
      const { archive, documents, groups, sync } = profile()
      groups.get(group)
      const travel = sync.travel(group)
      const keepersFor = travel.keepers()
      const here = archive.documents.list(group).map(({ id, shared }) => {
        const keepers = keepersFor(id)
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
        .map(({ document, since, asked, keepers }) => ({
          document,
          since,
          isAsked: asked !== null,
          keepers: keepersOf(group, keepers),
        }))
      return { here, away }
    },
    async 'travel.ask'({ group, documents: chosen }) {
      const { documents, sync } = profile()
      // Edits that are in no message exist on this device only.
      await documents.flush()
      sync.travel(group).ask(chosen)
    },
    async 'travel.leave'({ group, documents: chosen }) {
      const { documents, sync } = profile()
      await documents.flush()
      keepExportRule(profile(), group, chosen)
      return { left: sync.travel(group).leave(chosen) }
    },
    'travel.return': ({ group, documents: chosen }) =>
      profile().sync.travel(group).giveBack(chosen),
  }
}
