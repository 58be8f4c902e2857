// Circles: parts of a group with documents of their own.
import { CircleRole } from '#shared/contract'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { groupOrOnly } from './groups.ts'

const roles = CircleRole.options.join('|')

export const circleOf = async (context: Context) => {
  const { answers } = context.core
  const group = await groupOrOnly(context)
  const circles = await answers['circles.list']({ group })
  const id = whole(
    optional(context, 'circle') ?? '',
    circles.map(circle => circle.id),
  )
  return { group, id }
}

const offerOf = async (context: Context) => {
  const group = await groupOrOnly(context)
  const { offers } = await context.core.answers['circles.offers']({ group })
  const circle = whole(
    optional(context, 'circle') ?? '',
    offers.map(({ id }) => id),
  )
  return { group, circle }
}

const memberOf = async (context: Context, group: Awaited<ReturnType<typeof groupOrOnly>>) => {
  const { memberList } = await context.core.answers['groups.get']({ group })
  return whole(
    text(context, 'member'),
    memberList.map(({ id }) => id),
  )
}

export const circles: Command[] = [
  {
    name: 'circle new',
    summary: 'makes a circle: some members with documents of their own; others do not learn of it',
    usage: 'circle new [--group G] --name N',
    options: ['group'],
    required: ['name'],
    async run(context) {
      const group = await groupOrOnly(context)
      const name = text(context, 'name')
      return { circle: await context.core.answers['circles.create']({ group, name }) }
    },
  },
  {
    name: 'circle add-new',
    summary: 'adds all readers of the group’s texts to a circle, now and when they are admitted',
    usage: 'circle add-new [--circle C]',
    options: ['group', 'circle'],
    async run(context) {
      const { id: circle } = await circleOf(context)
      return context.core.answers['circles.follow']({ circle, follows: true })
    },
  },
  {
    name: 'circle stop-adding',
    summary: 'stops adding members automatically; present members stay',
    usage: 'circle stop-adding [--circle C]',
    options: ['group', 'circle'],
    async run(context) {
      const { id: circle } = await circleOf(context)
      return context.core.answers['circles.follow']({ circle, follows: false })
    },
  },
  {
    name: 'circle list',
    summary: 'lists the present and former circles of this member',
    usage: 'circle list [--group G]',
    options: ['group'],
    async run(context) {
      return context.core.answers['circles.list']({ group: await groupOrOnly(context) })
    },
  },
  {
    name: 'circle offers',
    summary: 'lists circles that were offered to this member, with inviter and members',
    usage: 'circle offers [--group G]',
    options: ['group'],
    async run(context) {
      return context.core.answers['circles.offers']({ group: await groupOrOnly(context) })
    },
  },
  {
    name: 'circle accept',
    summary: 'accepts an offered circle; its texts are kept from then on',
    usage: 'circle accept [--group G] [--circle C]',
    options: ['group', 'circle'],
    async run(context) {
      return context.core.answers['circles.take'](await offerOf(context))
    },
  },
  {
    name: 'circle decline',
    summary: 'declines an offered circle; no one is told, and nothing of it stays here',
    usage: 'circle decline [--group G] [--circle C]',
    options: ['group', 'circle'],
    async run(context) {
      return context.core.answers['circles.decline'](await offerOf(context))
    },
  },
  {
    name: 'circle ask',
    summary: 'asks this member about declined circles again, when they come again',
    usage: 'circle ask [--group G]',
    options: ['group'],
    async run(context) {
      return context.core.answers['circles.askAgain']({ group: await groupOrOnly(context) })
    },
  },
  {
    name: 'circle add',
    summary: 'adds a member to a circle, or the member’s devices that are not in it yet',
    usage: `circle add [--circle C] --member M [--role ${roles}]`,
    options: ['group', 'circle', 'role'],
    required: ['member'],
    async run(context) {
      const { group, id: circle } = await circleOf(context)
      const member = await memberOf(context, group)
      const role = oneOf(CircleRole, optional(context, 'role') ?? 'member')
      return context.core.answers['circles.bring']({ circle, member, role })
    },
  },
  {
    name: 'circle remove',
    summary: 'removes a member from a circle and begins a new epoch in it',
    usage: 'circle remove [--circle C] --member M',
    options: ['group', 'circle'],
    required: ['member'],
    async run(context) {
      const { group, id: circle } = await circleOf(context)
      const member = await memberOf(context, group)
      return context.core.answers['circles.remove']({ circle, member })
    },
  },
  {
    name: 'circle role',
    summary: 'gives a member of a circle another role in it',
    usage: `circle role [--circle C] --member M --role ${roles}`,
    options: ['group', 'circle'],
    required: ['member', 'role'],
    async run(context) {
      const { group, id: circle } = await circleOf(context)
      const member = await memberOf(context, group)
      const role = oneOf(CircleRole, text(context, 'role'))
      return context.core.answers['circles.appoint']({ circle, member, role })
    },
  },
  {
    name: 'circle leave',
    summary: 'leaves a circle; its texts on this device stay',
    usage: 'circle leave --circle C',
    options: ['group'],
    required: ['circle'],
    async run(context) {
      const { id: circle } = await circleOf(context)
      return context.core.answers['circles.leave']({ circle })
    },
  },
  {
    name: 'circle share',
    summary: 'shares a private document with a circle, as a new one without its history',
    usage: 'circle share [--circle C] --document D',
    options: ['group', 'circle'],
    required: ['document'],
    async run(context) {
      const { group, id: circle } = await circleOf(context)
      const { answers } = context.core
      const all = await answers['documents.list']({ group })
      const named = whole(
        text(context, 'document'),
        all.map(({ id }) => id),
      )
      return { document: await answers['circles.share']({ circle, document: named }) }
    },
  },
  {
    name: 'circle file',
    summary: 'writes an encrypted file for the members of a circle only',
    usage: 'circle file [--circle C] --out F',
    options: ['group', 'circle'],
    required: ['out'],
    async run(context) {
      const { id } = await circleOf(context)
      const file = context.file(text(context, 'out'))
      return context.core.answers['exchange.write']({ group: id, for: [], file })
    },
  },
]
