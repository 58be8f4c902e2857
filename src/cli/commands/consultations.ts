// Consultation rounds from a terminal: the page for people outside, their replies, the triage table.
import { TriageState } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { type Command, type Context, optional, text } from '../command.ts'
import { oneOf, whole } from '../names.ts'
import { documentOf } from './documents.ts'

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
  {
    name: 'consult begin',
    summary: 'writes a page for people outside; anyone who has it can read it and answer',
    usage: 'consult begin --document D --out F.html [--question T] [--until DAY]',
    options: ['question', 'until'],
    required: ['document', 'out'],
    async run(context) {
      return context.core.answers['consultations.begin']({
        document: await documentOf(context),
        question: optional(context, 'question') ?? '',
        until: optional(context, 'until') ?? '',
        file: context.file(text(context, 'out')),
      })
    },
  },
  {
    name: 'consult import',
    summary: 'imports one reply; only where its round was begun',
    usage: 'consult import --document D REPLY',
    required: ['document'],
    words: 1,
    async run(context) {
      return context.core.answers['consultations.import']({
        document: await documentOf(context),
        file: context.file(context.rest[0] ?? ''),
      })
    },
  },
  {
    name: 'consult show',
    summary: 'lists the rounds of a document, their replies, and the group’s answers',
    usage: 'consult show --document D',
    required: ['document'],
    async run(context) {
      return list(context, await documentOf(context))
    },
  },
  {
    name: 'consult answer',
    summary: 'records the group’s answer to one comment',
    usage:
      'consult answer --document D --answer A --state open|accepted|partly|declined|noted [--response T]',
    options: ['response'],
    required: ['document', 'answer', 'state'],
    async run(context) {
      const document = await documentOf(context)
      const answer = await answerOf(context, document)
      const state = oneOf(TriageState, text(context, 'state'))
      const response = optional(context, 'response') ?? ''
      await context.core.answers['consultations.triage']({ document, answer, state, response })
      return { answer, state }
    },
  },
  {
    name: 'consult amend',
    summary: 'proposes a reply’s wording as an amendment of this member',
    usage: 'consult amend --document D --answer A [--why T]',
    options: ['why'],
    required: ['document', 'answer'],
    async run(context) {
      const document = await documentOf(context)
      const answer = await answerOf(context, document)
      const draft = await context.core.answers['consultations.draft']({ document, answer })
      const why = optional(context, 'why') ?? draft?.why ?? ''
      return context.core.answers['consultations.takeUp']({
        document,
        answer,
        why,
        naming: 'named',
      })
    },
  },
  {
    name: 'consult table',
    summary: 'writes the triage table as a Word file; names of people outside as each allows',
    usage: 'consult table --document D [--round R] --out F.docx',
    options: ['round'],
    required: ['document', 'out'],
    async run(context) {
      const document = await documentOf(context)
      const round = await roundOf(context, document)
      const file = context.file(text(context, 'out'))
      await context.core.answers['consultations.table']({ document, round, file })
      return { round }
    },
  },
  {
    name: 'consult end',
    summary: 'ends a round and forgets its key: later replies cannot be opened',
    usage: 'consult end --document D [--round R]',
    options: ['round'],
    required: ['document'],
    async run(context) {
      const document = await documentOf(context)
      const round = await roundOf(context, document)
      await context.core.answers['consultations.end']({ document, round })
      return { round }
    },
  },
]
