// Members and their devices once they are in: roles, terms, removal, further devices.
import { type Group, RemovalReason, Role } from '#shared/contract'
import { Failure } from '#shared/failure'
import { type Command, commandsOn, type Context, optional, text, WrongUsage } from '../command.ts'
import { dayOrNull, idIn, oneOf, whole } from '../names.ts'
import { groupOrOnly } from './groups.ts'

const shown = async (context: Context) => {
  const group = await groupOrOnly(context)
  return context.core.answers['groups.get']({ group })
}

const onGroupShown = commandsOn('[--group G]', shown)

const memberIn = ({ memberList }: Group, prefix: string) => idIn(prefix, memberList)

const deviceIn = ({ memberList }: Group, prefix: string) =>
  idIn(
    prefix,
    memberList.flatMap(({ devices }) => devices),
  )

const proposalIn = ({ proposals }: Group, context: Context) =>
  whole(
    text(context, 'proposal'),
    proposals.map(each => each.proposal),
  )

export const members: Command[] = [
  onGroupShown(
    'remove',
    'removes a member or a device and begins a new epoch; a chair by proposal',
    (context, group) => {
      const { answers } = context.core
      const device = optional(context, 'device')
      const member = optional(context, 'member')
      if ((device === undefined) === (member === undefined))
        throw new WrongUsage('say --member or --device')
      if (device !== undefined)
        return answers['devices.remove']({ group: group.id, device: deviceIn(group, device) })
      return answers['members.remove']({
        group: group.id,
        member: memberIn(group, member ?? ''),
        reason: oneOf(RemovalReason, optional(context, 'reason') ?? 'lost'),
      })
    },
    '(--member M [--reason lost|left] | --device D)',
  ),
  {
    name: 'leave',
    summary: 'leaves the group with all devices of this member',
    usage: '--group G',
    async run(context) {
      return context.core.answers['members.leave']({ group: await groupOrOnly(context) })
    },
  },
  onGroupShown(
    'role',
    'gives a member a role',
    (context, group) =>
      context.core.answers['members.setRole']({
        group: group.id,
        member: memberIn(group, text(context, 'member')),
        role: oneOf(Role, text(context, 'role')),
      }),
    '--member M --role R',
  ),
  onGroupShown(
    'term',
    'sets the term of a member; access does not change',
    (context, group) =>
      context.core.answers['members.setTerm']({
        group: group.id,
        member: memberIn(group, text(context, 'member')),
        from: dayOrNull(context, 'from'),
        until: dayOrNull(context, 'until'),
      }),
    '--member M [--from YYYY-MM-DD] [--until YYYY-MM-DD]',
  ),
  onGroupShown(
    'second',
    'agrees to a proposal; with the last yes it is carried out',
    (context, group) => {
      const proposal = proposalIn(group, context)
      return context.core.answers['members.second']({ group: group.id, proposal })
    },
    '--proposal P',
  ),
  onGroupShown(
    'withdraw',
    'withdraws a proposal of this member that is not carried out',
    (context, group) => {
      const proposal = proposalIn(group, context)
      return context.core.answers['members.withdraw']({ group: group.id, proposal })
    },
    '--proposal P',
  ),
  onGroupShown(
    'device invite',
    'writes an invitation for one more device of this member, or (by a chair) of another',
    (context, group) => {
      const member = optional(context, 'member')
      return context.core.answers['devices.invite']({
        group: group.id,
        member: member === undefined ? undefined : memberIn(group, member),
        file: context.file(text(context, 'out')),
      })
    },
    '[--member M] --out F',
  ),
  onGroupShown(
    'device block',
    'blocks a device at once',
    (context, group) => {
      const device = deviceIn(group, text(context, 'device'))
      return context.core.answers['devices.shutOut']({ group: group.id, device })
    },
    '--device D',
  ),
  onGroupShown(
    'device unblock',
    'unblocks a device; the member who blocked it does so alone',
    (context, group) => {
      const device = deviceIn(group, text(context, 'device'))
      const shutOut = group.shutOuts.find(each => each.device === device)?.shutOut
      if (shutOut === undefined) throw new Failure('not-found')
      return context.core.answers['devices.lift']({ group: group.id, shutOut })
    },
    '--device D',
  ),
]
