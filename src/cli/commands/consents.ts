// Consents of the respondents of a field assessment, by code.
import { Scope } from '#shared/contract'
import { codeOf } from '#document'
import { type Command, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { documentOf } from './documents.ts'

export const consents: Command[] = [
  {
    name: 'consents list',
    summary: 'lists each code with its consent and last day, and codes without one',
    usage: 'consents list --document D',
    required: ['document'],
    async run(context) {
      return context.core.answers['consents.list']({ document: await documentOf(context) })
    },
  },
  {
    name: 'consents put',
    summary: 'records the consent of a respondent; --until is its last day',
    usage:
      'consents put --document D --code R1 --scope outside|public|group|withdrawn|nobody\n' +
      '       [--until 2027-01-31] [--what T]',
    options: ['until', 'what'],
    required: ['document', 'code', 'scope'],
    async run(context) {
      await context.core.answers['consents.put']({
        document: await documentOf(context),
        code: codeOf(text(context, 'code')),
        scope: oneOf(Scope, text(context, 'scope')),
        until: optional(context, 'until') ?? null,
        what: optional(context, 'what') ?? '',
      })
    },
  },
]
