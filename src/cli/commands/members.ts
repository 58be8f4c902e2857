// Members and their devices once they are in: roles, terms, removal, further devices.
import { RemovalReason, Role } from '#shared/contract'
import { Failure } from '#shared/failure'
import { type Command, type Context, optional, text, WrongUsage } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { groupOrOnly } from './groups.ts'

const shown = async (context: Context) => {
  const group = await groupOrOnly(context)
  return context.core.answers['groups.get']({ group })
}

type Shown = Awaited<ReturnType<typeof shown>>

const memberIn = ({ memberList }: Shown, prefix: string) =>
  whole(
    prefix,
    memberList.map(({ id }) => id),
  )

const deviceIn = ({ memberList }: Shown, prefix: string) =>
  whole(
    prefix,
    memberList.flatMap(({ devices }) => devices.map(({ id }) => id)),
  )

const proposalIn = ({ proposals }: Shown, context: Context) =>
  whole(
    text(context, 'proposal'),
    proposals.map(each => each.proposal),
  )

/** A day as `2026-11-24`, in UTC milliseconds; null when it is left out. */
const dayOf = (context: Context, name: string): number | null => {
  const value = optional(context, name)
  if (value === undefined) return null
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time) || time < 0) throw new Failure('invalid-input')
  return time
}

export const members: Command[] = [
  {
    name: 'remove',
    summary: 'removes a member or a device and begins a new epoch; a chair by proposal',
    usage: 'remove [--group G] --member M [--reason lost|left] | --device D',
    options: ['group', 'member', 'device', 'reason'],
    async run(context) {
      const group = await shown(context)
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
  },
  {
    name: 'leave',
    summary: 'leaves the group with all devices of this member',
    usage: 'leave --group G',
    required: ['group'],
    async run(context) {
      return context.core.answers['members.leave']({ group: await groupOrOnly(context) })
    },
  },
  {
    name: 'role',
    summary: 'gives a member a role',
    usage: 'role [--group G] --member M --role R',
    options: ['group'],
    required: ['member', 'role'],
    async run(context) {
      const group = await shown(context)
      return context.core.answers['members.setRole']({
        group: group.id,
        member: memberIn(group, text(context, 'member')),
        role: oneOf(Role, text(context, 'role')),
      })
    },
  },
  {
    name: 'term',
    summary: 'sets the term of a member; access does not change',
    usage: 'term [--group G] --member M [--from YYYY-MM-DD] [--until YYYY-MM-DD]',
    options: ['group', 'from', 'until'],
    required: ['member'],
    async run(context) {
      const group = await shown(context)
      return context.core.answers['members.setTerm']({
        group: group.id,
        member: memberIn(group, text(context, 'member')),
        from: dayOf(context, 'from'),
        until: dayOf(context, 'until'),
      })
    },
  },
  {
    name: 'second',
    summary: 'agrees to a proposal; with the last yes it is carried out',
    usage: 'second [--group G] --proposal P',
    options: ['group'],
    required: ['proposal'],
    async run(context) {
      const group = await shown(context)
      const proposal = proposalIn(group, context)
      return context.core.answers['members.second']({ group: group.id, proposal })
    },
  },
  {
    name: 'withdraw',
    summary: 'withdraws a proposal of this member that is not carried out',
    usage: 'withdraw [--group G] --proposal P',
    options: ['group'],
    required: ['proposal'],
    async run(context) {
      const group = await shown(context)
      const proposal = proposalIn(group, context)
      return context.core.answers['members.withdraw']({ group: group.id, proposal })
    },
  },
  {
    name: 'device invite',
    summary: 'writes an invitation for one more device of this member, or (by a chair) of another',
    usage: 'device invite [--group G] [--member M] --out F',
    options: ['group', 'member'],
    required: ['out'],
    async run(context) {
      const group = await shown(context)
      const member = optional(context, 'member')
      return context.core.answers['devices.invite']({
        group: group.id,
        member: member === undefined ? undefined : memberIn(group, member),
        file: context.file(text(context, 'out')),
      })
    },
  },
  {
    name: 'device block',
    summary: 'blocks a device at once',
    usage: 'device block [--group G] --device D',
    options: ['group'],
    required: ['device'],
    async run(context) {
      const group = await shown(context)
      const device = deviceIn(group, text(context, 'device'))
      return context.core.answers['devices.shutOut']({ group: group.id, device })
    },
  },
  {
    name: 'device unblock',
    summary: 'unblocks a device; the member who blocked it does so alone',
    usage: 'device unblock [--group G] --device D',
    options: ['group'],
    required: ['device'],
    async run(context) {
      const group = await shown(context)
      const device = deviceIn(group, text(context, 'device'))
      const shutOut = group.shutOuts.find(each => each.device === device)?.shutOut
      if (shutOut === undefined) throw new Failure('not-found')
      return context.core.answers['devices.lift']({ group: group.id, shutOut })
    },
  },
]
