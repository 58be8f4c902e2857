// The second look at files that leave: the rule of the group, requests, and answers to them.
import { ExportFormat, leavingChoicesOf, type AskedFile } from '#shared/contract'
import { Failure } from '#shared/failure'
import { optional, text, type Command, type Context } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { choiceOptions, fileChoices } from './documents.ts'
import { groupOrOnly } from './groups.ts'

const requestsHere = async ({ core }: Context): Promise<AskedFile[]> => {
  const groups = await core.answers['groups.list'](undefined)
  const lists: AskedFile[][] = []
  for (const { id } of groups) lists.push(await core.answers['exports.list']({ group: id }))
  return lists.flat()
}

const requestOf = async (context: Context) =>
  whole(
    text(context, 'request'),
    (await requestsHere(context)).map(({ id }) => id),
  )

/** `--on` or `--off`; undefined to read the rule alone. */
const wantedRule = ({ values }: Context): boolean | undefined => {
  const [on, off] = [values['on'] === true, values['off'] === true]
  if (on && off) throw new Failure('invalid-input')
  return on || off ? on : undefined
}

export const secondLook: Command[] = [
  {
    name: 'look rule',
    summary:
      'says whether a second member looks before a file leaves; an officer switches it on, two switch it off',
    usage: 'look rule [--group G] [--on | --off]',
    options: ['group'],
    flags: ['on', 'off'],
    async run(context) {
      const group = await groupOrOnly(context)
      const isNeeded = wantedRule(context)
      const { answers } = context.core
      if (isNeeded !== undefined) await answers['exports.setRule']({ group, isNeeded })
      return answers['exports.rule']({ group })
    },
  },
  {
    name: 'look ask',
    summary:
      'asks a second member to look at a file before it leaves; the options are those of export',
    usage: `look ask --document D --format F ${choiceOptions.usage} [--paper a4|letter]`,
    options: [...choiceOptions.options, 'paper'],
    required: ['document', 'format'],
    flags: choiceOptions.flags,
    async run(context) {
      const format = oneOf(ExportFormat, text(context, 'format'))
      return context.core.answers['exports.ask'](await fileChoices(context, format))
    },
  },
  {
    name: 'look list',
    summary: 'lists requests for a second look, the last one first',
    usage: 'look list [--group G]',
    options: ['group'],
    run: async context =>
      context.core.answers['exports.list']({ group: await groupOrOnly(context) }),
  },
  {
    name: 'look show',
    summary:
      'shows a request, whether this device makes the same file, and the list of what would leave with it',
    usage: 'look show --request R',
    required: ['request'],
    async run(context) {
      const { answers } = context.core
      const found = await answers['exports.get']({ request: await requestOf(context) })
      const { choices } = found.request
      if (!choices) return { ...found, leaving: null }
      return { ...found, leaving: await answers['paper.leaving'](leavingChoicesOf(choices)) }
    },
  },
  {
    name: 'look confirm',
    summary: 'confirms the file of another member, after this device made the same file',
    usage: 'look confirm --request R',
    required: ['request'],
    async run(context) {
      const request = await requestOf(context)
      return { request, ...(await context.core.answers['exports.confirm']({ request })) }
    },
  },
  {
    name: 'look decline',
    summary: 'declines the file of another member, with a reason',
    usage: 'look decline --request R --words REASON',
    options: ['words'],
    required: ['request'],
    async run(context) {
      const request = await requestOf(context)
      const reason = optional(context, 'words') ?? ''
      await context.core.answers['exports.decline']({ request, reason })
      return { request }
    },
  },
  {
    name: 'look withdraw',
    summary: 'withdraws an own request',
    usage: 'look withdraw --request R',
    required: ['request'],
    async run(context) {
      const request = await requestOf(context)
      await context.core.answers['exports.withdraw']({ request })
      return { request }
    },
  },
]
