// Circles: parts of a group with documents of their own.
import { CircleRole } from '#shared/contract'
import { type Command, commandsOn, type Context, optional, text } from '../command.ts'
import { idIn, oneOf } from '../names.ts'
import { groupOrOnly, memberOf, onGroup } from './groups.ts'

const roles = CircleRole.options.join('|')

export const circleOf = async (context: Context) => {
  const group = await groupOrOnly(context)
  const circles = await context.core.answers['circles.list']({ group })
  return { group, circle: idIn(optional(context, 'circle') ?? '', circles) }
}

const offerOf = async (context: Context) => {
  const group = await groupOrOnly(context)
  const { offers } = await context.core.answers['circles.offers']({ group })
  return { group, circle: idIn(optional(context, 'circle') ?? '', offers) }
}

/** A circle, and the member that `--member` names. */
const memberIn = async (context: Context) => {
  const { group, circle } = await circleOf(context)
  return { circle, member: await memberOf(context, group, text(context, 'member')) }
}

const onCircle = commandsOn('[--group G] [--circle C]', circleOf)
const onOffer = commandsOn('[--group G] [--circle C]', offerOf)
const onMember = commandsOn('[--group G] [--circle C] --member M', memberIn)

export const circles: Command[] = [
  onGroup(
    'circle new',
    'makes a circle: some members with documents of their own; others do not learn of it',
    async (context, group) => {
      const name = text(context, 'name')
      return { circle: await context.core.answers['circles.create']({ group, name }) }
    },
    '--name N',
  ),
  onCircle(
    'circle add-new',
    'adds all readers of the group’s texts to a circle, now and when they are admitted',
    ({ core }, { circle }) => core.answers['circles.follow']({ circle, follows: true }),
  ),
  onCircle(
    'circle stop-adding',
    'stops adding members automatically; present members stay',
    ({ core }, { circle }) => core.answers['circles.follow']({ circle, follows: false }),
  ),
  onGroup('circle list', 'lists the present and former circles of this member', ({ core }, group) =>
    core.answers['circles.list']({ group }),
  ),
  onGroup(
    'circle offers',
    'lists circles that were offered to this member, with inviter and members',
    ({ core }, group) => core.answers['circles.offers']({ group }),
  ),
  onOffer(
    'circle accept',
    'accepts an offered circle; its texts are kept from then on',
    ({ core }, offer) => core.answers['circles.take'](offer),
  ),
  onOffer(
    'circle decline',
    'declines an offered circle, without a word to its members; nothing of it stays here',
    ({ core }, offer) => core.answers['circles.decline'](offer),
  ),
  onGroup(
    'circle ask',
    'asks this member about declined circles again, when they come again',
    ({ core }, group) => core.answers['circles.askAgain']({ group }),
  ),
  onMember(
    'circle add',
    'adds a member to a circle, or the member’s devices that are not in it yet',
    (context, named) => {
      const role = oneOf(CircleRole, optional(context, 'role') ?? 'member')
      return context.core.answers['circles.bring']({ ...named, role })
    },
    `[--role ${roles}]`,
  ),
  onMember(
    'circle remove',
    'removes a member from a circle and begins a new epoch in it',
    ({ core }, named) => core.answers['circles.remove'](named),
  ),
  onMember(
    'circle role',
    'gives a member of a circle another role in it',
    (context, named) => {
      const role = oneOf(CircleRole, text(context, 'role'))
      return context.core.answers['circles.appoint']({ ...named, role })
    },
    `--role ${roles}`,
  ),
  {
    name: 'circle leave',
    summary: 'leaves a circle; its texts on this device stay',
    usage: '[--group G] --circle C',
    async run(context) {
      const { circle } = await circleOf(context)
      return context.core.answers['circles.leave']({ circle })
    },
  },
  onCircle(
    'circle share',
    'shares a private document with a circle, as a new one without its history',
    async (context, { group, circle }) => {
      const { answers } = context.core
      const all = await answers['documents.list']({ group })
      const named = idIn(text(context, 'document'), all)
      return { document: await answers['circles.share']({ circle, document: named }) }
    },
    '--document D',
  ),
  onCircle(
    'circle file',
    'writes an encrypted file for the members of a circle only',
    (context, { circle }) => {
      const file = context.file(text(context, 'out'))
      return context.core.answers['exchange.write']({ group: circle, for: [], file })
    },
    '--out F',
  ),
]
