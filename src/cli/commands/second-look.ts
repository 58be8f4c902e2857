// The second look at files that leave: the rule of the group, requests, and answers to them.
import { ExportFormat, leavingChoicesOf, type AskedFile } from '#shared/contract'
import { Failure } from '#shared/failure'
import { commandsOn, text, type Command, type Context } from '../command.ts'
import { idIn, oneOf } from '../names.ts'
import { choiceOptions, fileChoices } from './documents.ts'
import { onGroup } from './groups.ts'

const requestsHere = async ({ core }: Context): Promise<readonly AskedFile[]> => {
  const groups = await core.answers['groups.list'](undefined)
  const lists: (readonly AskedFile[])[] = []
  for (const { id } of groups) lists.push(await core.answers['exports.list']({ group: id }))
  return lists.flat()
}

const onRequest = commandsOn('--request R', async context =>
  idIn(text(context, 'request'), await requestsHere(context)),
)

/** `--on` or `--off`; undefined to read the rule alone. */
const wantedRule = ({ values }: Context): boolean | undefined => {
  const [on, off] = [values['on'] === true, values['off'] === true]
  if (on && off) throw new Failure('invalid-input')
  return on || off ? on : undefined
}

export const secondLook: Command[] = [
  onGroup(
    'look rule',
    'says whether a second member looks before a file leaves; an officer switches it on, two switch it off',
    async (context, group) => {
      const isNeeded = wantedRule(context)
      const { answers } = context.core
      if (isNeeded !== undefined) await answers['exports.setRule']({ group, isNeeded })
      return answers['exports.rule']({ group })
    },
    '[--on | --off]',
  ),
  {
    name: 'look ask',
    summary:
      'asks a second member to look at a file before it leaves; the options are those of export',
    usage: `--document D --format F ${choiceOptions} [--paper a4|letter]`,
    async run(context) {
      const format = oneOf(ExportFormat, text(context, 'format'))
      return context.core.answers['exports.ask'](await fileChoices(context, format))
    },
  },
  onGroup('look list', 'lists requests for a second look, the last one first', ({ core }, group) =>
    core.answers['exports.list']({ group }),
  ),
  onRequest(
    'look show',
    'shows a request, whether this device makes the same file, and the list of what would leave with it',
    async ({ core: { answers } }, request) => {
      const found = await answers['exports.get']({ request })
      const { choices } = found.request
      if (!choices) return { ...found, leaving: null }
      return { ...found, leaving: await answers['paper.leaving'](leavingChoicesOf(choices)) }
    },
  ),
  onRequest(
    'look confirm',
    'confirms the file of another member, after this device made the same file',
    async ({ core }, request) => ({
      request,
      ...(await core.answers['exports.confirm']({ request })),
    }),
  ),
  onRequest(
    'look decline',
    'declines the file of another member, with a reason',
    async (context, request) => {
      const reason = text(context, 'words')
      await context.core.answers['exports.decline']({ request, reason })
      return { request }
    },
    '--words REASON',
  ),
  onRequest('look withdraw', 'withdraws an own request', async ({ core }, request) => {
    await core.answers['exports.withdraw']({ request })
    return { request }
  }),
]
