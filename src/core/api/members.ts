// Answers about members and their devices: roles, terms, removal.
import { pictureText } from '#core/group'
import type { MemberId } from '#shared/ids'
import { Failure } from '#shared/failure'
import type { Answers, AnswersOn, ApiContext } from './api-context.ts'

export const memberAnswers = ({ files, profile }: ApiContext): AnswersOn<'members' | 'devices'> => {
  const groupOf = (id: Parameters<Answers['members.leave']>[0]['group']) => profile().groups.get(id)

  /**
   * Messages of the subject that came before the removal are here, and this device attests them.
   */
  const beforeRemoving = (id: Parameters<typeof groupOf>[0]) => {
    profile().sync.takeIn(id)
    return groupOf(id)
  }

  return {
    'members.setRole'({ group, member, role }) {
      // The role may be this member's: earlier edits must be in messages that the old role allows.
      profile().documents.sealNow()
      return groupOf(group).setRole(member, role)
    },
    'members.setTerm': ({ group, member, from, until }) =>
      groupOf(group).setTerm(member, { from, until }),
    'members.remove': ({ group, member, reason }) =>
      beforeRemoving(group).removeMember(member, reason),
    'members.leave'({ group }) {
      // Edits made while the member was in the group must be in messages that count, on every
      // device that has them.
      profile().documents.sealNow()
      return groupOf(group).leave()
    },
    'members.unsent': ({ group }) => ({ changes: profile().sync.unsent(group) }),
    'members.second': ({ group, proposal }) => beforeRemoving(group).second(proposal),
    'members.withdraw': ({ group, proposal }) => groupOf(group).withdraw(proposal),
    'members.layAside': ({ group, proposal, aside }) => groupOf(group).dismiss(proposal, aside),
    'members.removalPreview'({ group, member }) {
      const { archive, groups, sync } = profile()
      const state = groups.get(group).state()
      const found = state.members.get(member)
      if (!found) throw new Failure('not-found')
      const reaches = sync.reach(group)
      const own = groups.get(group).self.member
      const reach = reaches.get(member)
      const isBehind = (id: MemberId) => reaches.get(id)?.state !== 'has-everything'
      return {
        documents: archive.documents.list(group).filter(({ shared }) => shared).length,
        lastReach: reach && 'at' in reach ? reach.at : null,
        devices: found.devices.length,
        unreached: [...state.members.keys()].filter(
          id => id !== member && id !== own && isBehind(id),
        ),
      }
    },
    'devices.shutOut': ({ group, device }) => beforeRemoving(group).shutOut(device),
    'devices.lift': ({ group, shutOut }) => groupOf(group).lift(shutOut),
    'devices.remove': ({ group, device }) => beforeRemoving(group).removeDevice(device),
    async 'devices.invite'({ group, member, file }) {
      const { file: bytes, ...invitation } = groupOf(group).inviteDevice({ member })
      await files.write(file, bytes)
      return { ...invitation, picture: pictureText(bytes) }
    },
  }
}
