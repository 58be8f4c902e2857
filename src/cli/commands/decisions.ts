// Decisions: questions put to a group with an exact text, answers of members, closes, outcomes and
// signatures.
import {
  type CoreContract,
  type Decision,
  DecisionChoice,
  DecisionRule,
  Language,
} from '#shared/contract'
import { Failure } from '#shared/failure'
import type { ActId, BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Output } from '#shared/rpc'
import { type Command, commandsOn, type Context, optional, text } from '../command.ts'
import { dayOrNull, idIn, oneOf, oneOrNull, whole } from '../names.ts'
import { documentOf, onDocument } from './documents.ts'
import { groupOrOnly, onGroup } from './groups.ts'

const listed = ({ core }: Context, group: GroupId) => core.answers['decisions.list']({ group })

/** The one whose id begins with these letters. */
export const decisionOf = async (context: Context): Promise<ActId> => {
  const { decisions } = await listed(context, await groupOrOnly(context))
  return idIn(text(context, 'decision'), decisions)
}

const decisionIn = async (context: Context): Promise<Decision> =>
  context.core.answers['decisions.get']({ decision: await decisionOf(context) })

const memberIn = ({ seats }: Decision, prefix: string): MemberId =>
  whole(
    prefix,
    seats.map(({ member }) => member),
  )

const countIn = (context: Context, name: string): number | null => {
  const value = optional(context, name)
  if (value === undefined) return null
  if (!/^\d{1,4}$/.test(value)) throw new Failure('invalid-input')
  return Number(value)
}

/** As `1/2`, at least that share, or `>1/2`, more than it. */
const thresholdOf = (value: string) => {
  const [, more, a, b] = /^(>?)(\d{1,4})\/(\d{1,4})$/.exec(value) ?? []
  if (a === undefined || b === undefined) throw new Failure('invalid-input')
  return { a: Number(a), b: Number(b), more: more === '>' }
}

const listOf = (value: string | undefined): string[] =>
  value === undefined ? [] : value.split(',').map(part => part.trim())

type Place = { agenda: DocumentId; block: BlockId }

/** The item of a meeting at which it is asked: that under which the text stands, where none is named. */
const placeIn = (places: readonly Place[], named: string | undefined): Place | null => {
  const block =
    named === undefined || named === 'none'
      ? null
      : whole(
          named,
          places.map(each => each.block),
        )
  const found =
    named === 'none' ? null : places.find(each => block === null || each.block === block)
  return found ? { agenda: found.agenda, block: found.block } : null
}

type ApartText = Output<CoreContract, 'decisions.apart'>[number]
type ApartLine = ApartText['lines'][number]

const apartLine = (language: string, { place, now, decided, by, isTaken }: ApartLine): string =>
  [
    language,
    place,
    by.map(member => member.slice(0, 8)).join(','),
    isTaken ? 'taken' : 'apart',
    now ?? `gone: ${decided}`,
  ].join('  ')

const blockIn = (context: Context) => (optional(context, 'block') ?? null) as BlockId | null
const wordsOf = (context: Context): string => text(context, 'words')

/** The line of a list: what a person needs to choose one. */
const lineOf = ({
  id,
  state,
  number,
  title,
  words,
  outcome,
}: Pick<Decision, 'id' | 'state' | 'number' | 'title' | 'words' | 'outcome'>): string =>
  [
    id.slice(0, 12),
    state.padEnd(9),
    ...(number === '' ? [] : [number]),
    `${title}: ${words}`,
    ...(outcome ? [`(${outcome.code}, ${outcome.present} of ${outcome.seats})`] : []),
  ].join(' ')

/** The position of one seat, `member: choice`. */
const seatLine = ({ member, choice, from }: Decision['seats'][number]): string =>
  `${member.slice(0, 12)}: ${choice ?? from}${from === 'heard' ? ' (heard)' : ''}`

const byDecision = '[--group G] --decision D'
const onDecision = commandsOn(byDecision, decisionOf)
const onDecisionShown = commandsOn(byDecision, decisionIn)

const asking: Command[] = [
  onGroup(
    'decision list',
    'lists the decisions of a group and its circles, the latest first',
    async (context, group) => {
      const found = await listed(context, group)
      return context.values['json'] === true ? found : found.decisions.map(lineOf).join('\n')
    },
  ),
  onDecisionShown(
    'decision show',
    'shows a decision: its text, each seat, closes, declarations and signatures',
    async (context, decision) => {
      const language = optional(context, 'text')
      if (language !== undefined) {
        const { id } = decision
        const shown = await context.core.answers['decisions.text']({ decision: id, language })
        if (context.values['json'] === true) return shown
        const lines = shown.lines.map(line => [line.number, line.text].join(' ').trim())
        return [shown.title, ...lines].join('\n')
      }
      if (context.values['json'] === true) return decision
      return [lineOf(decision), ...decision.seats.map(seatLine)].join('\n')
    },
    '[--text LANGUAGE]',
  ),
  onDecision(
    'decision apart',
    'lists words written apart from the decided text; --take takes them into the next draft',
    async (context, decision) => {
      const { answers } = context.core
      const language = optional(context, 'language') ?? null
      if (context.values['take'] === true)
        return answers['decisions.takeApart']({ decision, language })
      const texts = await answers['decisions.apart']({ decision })
      const apart = texts.filter(each => language === null || each.language === language)
      if (context.values['json'] === true) return apart
      return apart
        .flatMap(text => text.lines.map(line => apartLine(text.language, line)))
        .join('\n')
    },
    '[--language L] [--take]',
  ),
  onDocument(
    'decision prepare',
    'says what is in the way of a question about a text, its seats and its usual rule',
    (context, document) =>
      context.core.answers['decisions.prepare']({ document, block: blockIn(context) }),
    '[--block B]',
  ),
  {
    name: 'decision ask',
    summary:
      'puts a text as it stands to a decision; --decide does not make it the text of the group',
    usage:
      '--document D --words W [--decide] [--block B] [--rule consensus|silence|vote]\n' +
      '       [--quorum N] [--threshold >1/2] [--heard] [--until YYYY-MM-DD] [--edition E]\n' +
      '       [--languages en,fr] [--leave-out M,M] [--replaces DECLARATION] [--item BLOCK|none]',
    async run(context) {
      const { answers } = context.core
      const document = await documentOf(context)
      const block = blockIn(context)
      const prepared = await answers['decisions.prepare']({ document, block })
      const threshold = optional(context, 'threshold')
      const replaces = optional(context, 'replaces')
      const seats = prepared.seats.map(({ member }) => member)
      const languages = listOf(optional(context, 'languages'))
      return answers['decisions.ask']({
        document,
        block,
        purpose: context.values['decide'] === true ? 'decide' : 'adopt',
        words: wordsOf(context),
        languages:
          languages.length > 0
            ? languages.map(each => oneOf(Language, each))
            : prepared.texts.map(({ language }) => language),
        rule: {
          kind: oneOf(DecisionRule.entries.kind, optional(context, 'rule') ?? 'consensus'),
          quorum: countIn(context, 'quorum') ?? prepared.rule.quorum,
          threshold: threshold === undefined ? null : thresholdOf(threshold),
          heard: context.values['heard'] === true,
        },
        until: dayOrNull(context, 'until'),
        edition: optional(context, 'edition') ?? '',
        leftOut: listOf(optional(context, 'leave-out')).map(each => whole(each, seats)),
        replaces:
          replaces === undefined
            ? null
            : whole(
                replaces,
                prepared.replaceable.map(({ declaration }) => declaration),
              ),
        where: placeIn(prepared.places, optional(context, 'item')),
      })
    },
  },
]

const settling: Command[] = [
  onDecision(
    'decision close',
    'closes a decision: it counts the positions that are here',
    ({ core }, decision) => core.answers['decisions.close']({ decision }),
  ),
  onDecision(
    'decision reopen',
    'opens a closed decision again, with a reason',
    (context, decision) =>
      context.core.answers['decisions.reopen']({ decision, reason: wordsOf(context) }),
    '--words REASON',
  ),
  onDecision(
    'decision withdraw',
    'takes an open question back, with a reason',
    (context, decision) =>
      context.core.answers['decisions.withdraw']({ decision, reason: wordsOf(context) }),
    '--words REASON',
  ),
  onDecision(
    'decision declare',
    'says what came out, under a number of the group',
    (context, decision) =>
      context.core.answers['decisions.declare']({ decision, number: text(context, 'number') }),
    '--number N',
  ),
  onDecision(
    'decision sign',
    'signs the outcome; --as is how this member appears outside, left out for not at all',
    (context, decision) =>
      context.core.answers['decisions.sign']({ decision, as: optional(context, 'as') ?? '' }),
    '[--as TEXT]',
  ),
  onDecision(
    'decision register',
    'writes down the symbol that the secretariat gave',
    (context, decision) =>
      context.core.answers['decisions.register']({
        decision,
        symbol: text(context, 'symbol'),
        day: optional(context, 'day') ?? null,
      }),
    '--symbol S [--day YYYY-MM-DD]',
  ),
]

const answering: Command[] = [
  onDecision(
    'position give',
    'takes a position; --block binds the reservation to a paragraph',
    (context, decision) => {
      const words = optional(context, 'reservation')
      const block = blockIn(context)
      return context.core.answers['decisions.position']({
        decision,
        choice: oneOf(DecisionChoice, text(context, 'choice')),
        reason: optional(context, 'reason') ?? '',
        reservations:
          words === undefined ? [] : [{ block, words, as: optional(context, 'as') ?? '' }],
      })
    },
    '--choice support|reservations|abstain|aside|object\n' +
      '       [--reason R] [--reservation WORDS] [--block B] [--as TEXT]',
  ),
  onDecisionShown(
    'position hear',
    'writes down what a member said aloud; without --choice, that the member saw it',
    (context, decision) => {
      const said = {
        member: memberIn(decision, text(context, 'member')),
        choice: oneOrNull(DecisionChoice, context, 'choice'),
        reason: optional(context, 'reason') ?? '',
      }
      return context.core.answers['decisions.hear']({ decision: decision.id, said: [said] })
    },
    '--member M\n       [--choice support|abstain|aside|object] [--reason R]',
  ),
  onDecision(
    'position explain',
    'explains a position, without effect; --lifts takes an own reservation back',
    (context, decision) =>
      context.core.answers['decisions.explain']({
        decision,
        what: context.values['lifts'] === true ? 'lifts' : 'explanation',
        block: blockIn(context),
        words: wordsOf(context),
        as: optional(context, 'as') ?? '',
      }),
    '--words W [--block B] [--as TEXT] [--lifts]',
  ),
]

export const decisions: Command[] = [...asking, ...settling, ...answering]
