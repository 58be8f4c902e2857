// Consents of the respondents of a field assessment, by code.
import { Scope } from '#shared/contract'
import { codeOf } from '#document/consultation'
import { type Command, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { onDocument } from './documents.ts'

export const consents: Command[] = [
  onDocument(
    'consents list',
    'lists each code with its consent and last day, and codes without one',
    ({ core }, document) => core.answers['consents.list']({ document }),
  ),
  onDocument(
    'consents put',
    'records the consent of a respondent; --until is its last day',
    (context, document) =>
      context.core.answers['consents.put']({
        document,
        code: codeOf(text(context, 'code')),
        scope: oneOf(Scope, text(context, 'scope')),
        until: optional(context, 'until') ?? null,
        what: optional(context, 'what') ?? '',
      }),
    '--code R1 --scope outside|public|group|withdrawn|nobody\n' +
      '       [--until 2027-01-31] [--what T]',
  ),
]
