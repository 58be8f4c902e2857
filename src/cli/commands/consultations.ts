// Consultation rounds from a terminal: the page for people outside, their replies, the triage table.
import { TriageState } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { onDocument } from './documents.ts'

const list = async ({ core }: Context, document: DocumentId) =>
  (await core.answers['consultations.list']({ document })).rounds

/** The round that is named; else the newest. */
const roundOf = async (context: Context, document: DocumentId): Promise<string> => {
  const ids = (await list(context, document)).map(({ id }) => id)
  return whole(optional(context, 'round') ?? ids.at(-1) ?? '', ids)
}

const answerOf = async (context: Context, document: DocumentId): Promise<string> => {
  const rounds = await list(context, document)
  return whole(
    text(context, 'answer'),
    rounds.flatMap(({ answers }) => answers.map(({ id }) => id)),
  )
}

export const consultations: Command[] = [
  onDocument(
    'consult begin',
    'writes a page for people outside; anyone who has it can read it and answer',
    (context, document) =>
      context.core.answers['consultations.begin']({
        document,
        question: optional(context, 'question') ?? '',
        until: optional(context, 'until') ?? '',
        file: context.file(text(context, 'out')),
      }),
    '--out F.html [--question T] [--until DAY]',
  ),
  onDocument(
    'consult import',
    'imports one reply; only where its round was begun',
    (context, document) => {
      const file = context.file(context.rest[0] ?? '')
      return context.core.answers['consultations.import']({ document, file })
    },
    'REPLY',
  ),
  onDocument(
    'consult show',
    'lists the rounds of a document, their replies, and the group’s answers',
    list,
  ),
  onDocument(
    'consult answer',
    'records the group’s answer to one comment',
    async (context, document) => {
      const answer = await answerOf(context, document)
      const state = oneOf(TriageState, text(context, 'state'))
      const response = optional(context, 'response') ?? ''
      await context.core.answers['consultations.triage']({ document, answer, state, response })
      return { answer, state }
    },
    '--answer A --state open|accepted|partly|declined|noted [--response T]',
  ),
  onDocument(
    'consult amend',
    'proposes a reply’s wording as an amendment of this member',
    async (context, document) => {
      const answer = await answerOf(context, document)
      const draft = await context.core.answers['consultations.draft']({ document, answer })
      const why = optional(context, 'why') ?? draft?.why ?? ''
      const wanted = { document, answer, why, naming: 'named' } as const
      return context.core.answers['consultations.takeUp'](wanted)
    },
    '--answer A [--why T]',
  ),
  onDocument(
    'consult table',
    'writes the triage table as a Word file; names of people outside as each allows',
    async (context, document) => {
      const round = await roundOf(context, document)
      const file = context.file(text(context, 'out'))
      await context.core.answers['consultations.table']({ document, round, file })
      return { round }
    },
    '[--round R] --out F.docx',
  ),
  onDocument(
    'consult end',
    'ends a round and forgets its key: later replies cannot be opened',
    async (context, document) => {
      const round = await roundOf(context, document)
      await context.core.answers['consultations.end']({ document, round })
      return { round }
    },
    '[--round R]',
  ),
]
