// Groups, invitations and joining.
import { Language, Level, Role } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import {
  codeIn,
  type Command,
  commandsOn,
  type Context,
  optional,
  text,
  WrongUsage,
} from '../command.ts'
import { idIn, oneOf } from '../names.ts'
import { joinByCode } from './joining.ts'

/** The group named by `--group`, or the only one there is. */
export const groupOrOnly = async (context: Context) =>
  idIn(optional(context, 'group') ?? '', await context.core.answers['groups.list'](undefined))

export const memberOf = async (context: Context, group: GroupId, prefix: string) =>
  idIn(prefix, (await context.core.answers['groups.get']({ group })).memberList)

export const onGroup = commandsOn('[--group G]', groupOrOnly)

/** The request that the reply file holds, else the only one that waits. */
const requestOf = async (context: Context) => {
  const { answers } = context.core
  const file = optional(context, 'reply')
  if (file !== undefined) {
    const asked = await answers['joining.readReply']({ file: context.file(file) })
    return { group: asked.group, reply: asked.reply }
  }
  const group = await groupOrOnly(context)
  const { requests } = await answers['groups.get']({ group })
  const [only, ...others] = requests
  if (others.length > 0) throw new WrongUsage('more than one has asked: name the file with --reply')
  if (only === undefined) throw new Failure('not-found')
  return { group, reply: only.reply }
}

export const groups: Command[] = [
  {
    name: 'profile new',
    summary: 'makes a new profile in the profile directory',
    profile: 'new',
    async run() {},
  },
  {
    name: 'group new',
    summary: 'makes a group with this device as its first chair',
    usage: '--name N --handle H [--level global|regional|country] [--language en]',
    async run(context) {
      const group = await context.core.answers['groups.create']({
        name: text(context, 'name'),
        handle: text(context, 'handle'),
        level: oneOf(Level, optional(context, 'level') ?? 'country'),
        language: oneOf(Language, optional(context, 'language') ?? 'en'),
      })
      return { group }
    },
  },
  {
    name: 'group list',
    summary: 'lists the groups of this profile',
    async run({ core }) {
      return core.answers['groups.list'](undefined)
    },
  },
  onGroup(
    'group show',
    'shows members, devices, roles, terms, proposals and invitations of a group',
    ({ core }, group) => core.answers['groups.get']({ group }),
  ),
  onGroup(
    'invite',
    'writes a one-use, dated invitation file',
    (context, group) =>
      context.core.answers['invitations.write']({
        group,
        role: oneOf(Role, optional(context, 'role') ?? 'member'),
        file: context.file(text(context, 'out')),
      }),
    '[--role R] --out F',
  ),
  {
    name: 'join give-up',
    summary: 'removes a group that has not admitted this device, with the keys made for it',
    usage: '--group G',
    async run(context) {
      const groups = await context.core.answers['groups.list'](undefined)
      const group = idIn(text(context, 'group'), groups)
      await context.core.answers['joining.giveUp']({ group })
      return { group }
    },
  },
  {
    name: 'join',
    summary:
      'asks to join; the reply file goes back to the inviter. With a code, looks for the inviter on this ' +
      'network and waits for admission, unless --once. One more device of a member needs no handle; if a ' +
      'chair invites it, it needs the member’s code',
    usage:
      '(--invitation F --out REPLY | --code-file F [--to HOST:PORT] [--once])\n' +
      '       [--handle H] [--device-name N] [--recovery-file F]',
    network: ({ to }) => ({ beacon: to === undefined }),
    async run(context) {
      const { answers } = context.core
      if (context.values['code-file'] !== undefined) return joinByCode(context)
      const out = text(context, 'out')
      const file = context.file(text(context, 'invitation'))
      const { kind, member } = await answers['invitations.read']({ file })
      return answers['joining.ask']({
        file,
        handle: kind === 'device' ? member : text(context, 'handle'),
        reply: context.file(out),
        device: optional(context, 'device-name'),
        recovery: await codeIn(optional(context, 'recovery-file')),
      })
    },
  },
  {
    name: 'words',
    summary: 'shows the security words that both sides compare aloud, after the reply was read',
    usage: '[--group G] [--reply F]',
    async run(context) {
      const { answers } = context.core
      if (optional(context, 'reply') !== undefined)
        return answers['joining.replyWords'](await requestOf(context))
      const group = await groupOrOnly(context)
      const { requests } = await answers['groups.get']({ group })
      const [only] = requests
      return only === undefined
        ? answers['joining.words']({ group })
        : answers['joining.replyWords']({ group, reply: only.reply })
    },
  },
  {
    name: 'admit',
    summary: 'admits the person who asked; without --words-checked their device reads nothing',
    usage: '[--group G] [--reply F] [--words-checked]',
    async run(context) {
      const { answers } = context.core
      const { group, reply } = await requestOf(context)
      if (context.values['words-checked'] !== true) throw new Failure('words-not-checked')
      return { group, member: await answers['joining.admit']({ group, reply }) }
    },
  },
]
