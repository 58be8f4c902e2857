// The fake core's answers about decisions: the example group's question at one moment of its life, an
// earlier one and a past one. Outcomes are counted by the rule that core counts with.
import type {
  CoreContract,
  Decision,
  DecisionAct,
  DecisionChoice,
  DecisionSeat,
  DecisionSummary,
  Position,
  Tally,
  TextLine,
} from '#shared/contract'
import { Failure } from '#shared/failure'
import type { ActId, BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { isAgreed, outcomeBy } from '#shared/outcome'
import type { Handlers } from '#shared/rpc'
import { hexId } from './fake-group.ts'
import type { Writable } from './writable.ts'

type Calls = Exclude<
  Extract<keyof CoreContract['calls'], `decisions.${string}`>,
  | `decisions.${'explain' | 'hear' | 'register' | 'withdraw' | 'ask' | 'position'}`
  | `decisions.${'close' | 'reopen' | 'declare' | 'sign' | 'takeApart' | 'takeApartBack'}`
>

/** The moment at which the question of the example stands. */
export type FakeMoment =
  | 'asked'
  | 'given'
  | 'heard'
  | 'apart'
  | 'earlier'
  | 'no-seat'
  | 'no-file'
  | 'full'
  | 'silence'
  | 'closed'
  | 'late'
  | 'not-counted'
  | 'two-closes'
  | 'void'
  | 'reopened'
  | 'declared'
  | 'signed'
  | 'final'
  | 'withdrawn'

const hour = 3_600_000
const day = 24 * hour
const member = (index: number): MemberId => hexId(100 + index, 32) as MemberId
const act = (index: number): ActId => hexId(500 + index, 32) as ActId
export const fakeDecision = act(0)
const block = (index: number): BlockId => 'abcdefghij'.charAt(index).repeat(10) as BlockId
const sha256 = (start: string): string => start.padEnd(64, '5e')
const statementText = `baraza adoption 1
level global
edition -
text en ${sha256('91d4c02a')}
record ${sha256('a5c87d20')}
rule consensus
threshold -
seats 9
quorum 6
outcome agreed
support 5
reservations 1
abstain 1
aside 0
object 0
heard 0
seen 0
not-received 2
`

const agenda = hexId(700, 16) as DocumentId
const session = 'Third regular session'

const paragraphs = [
  'Recalling the agreed conclusions of the sixty-second session of the Commission on the Status of Women, paragraph 42,',
  'Noting that defenders in rural areas are far from courts, newsrooms and roads,',
  'The Advisory Group welcomes that the Commission urged Governments to protect women human rights defenders in rural areas.',
  'UN Women should ask Governments to report on the steps they take to ensure that violations or abuses are promptly and impartially investigated.',
  'UN Women should support networks of defenders with funds that arrive without delay.',
  '',
  'The Group will review the steps that were taken at its next regular session.',
]

const lineOf = (text: string, index: number): TextLine => ({
  block: block(index),
  kind: 'num1',
  number: `${index + 1}.`,
  place: `${index + 1}`,
  language: '',
  direction: '',
  text,
  isWithheld: text === '',
})

type Said = [who: number, choice: DecisionChoice, ago: number, reason: string, at?: number]

/** A heading, a subparagraph, a table of two rows and a gap, behind the paragraphs. */
const linesWithTable = (): TextLine[] => {
  const line = (index: number, own: Partial<TextLine>): TextLine => ({
    ...lineOf(own.text ?? '', index),
    block: 'klmnopqrst'.charAt(index).repeat(10) as BlockId,
    number: '',
    place: '',
    isWithheld: false,
    ...own,
  })
  const cell = (index: number, text: string, row: string, column: string): TextLine =>
    line(index, {
      kind: 'cell',
      text,
      cell: { table: '1', row, column, ...(row === '1' && { head: true }) },
    })
  return [
    line(0, { kind: 'h2', number: 'I.', place: 'I', text: 'Means' }),
    line(1, { kind: 'num2', number: '(a)', place: '7 (a)', text: 'Funds arrive without delay.' }),
    cell(2, 'Year', '1', '1'),
    cell(3, 'Funds', '1', '2'),
    cell(4, '2019', '2', '1'),
    cell(5, 'Half of the sum', '2', '2'),
    line(6, { kind: 'paragraph' }),
  ]
}

const said: readonly Said[] = [
  [1, 'support', 6, 'It keeps agreed language and adds a way to check it.'],
  [3, 'support', 5, 'It fits the Protocolo de La Esperanza.'],
  [5, 'reservations', 4, 'It must not expose defenders.', 3],
  [4, 'aside', 3, 'I could not consult my network in time.'],
  [2, 'abstain', 2, 'I drafted part of the report this refers to.'],
]
const own: Said = [
  0,
  'reservations',
  0,
  'The report must not name a defender without their consent.',
  3,
]

const noCounts = {
  support: 0,
  reservations: 0,
  abstain: 0,
  aside: 0,
  object: 0,
  heard: 0,
  seen: 0,
  none: 0,
  void: 0,
}

function tallyOf(seats: readonly DecisionSeat[], rule: Decision['rule']): Tally {
  const counts = { ...noCounts }
  for (const { choice, from } of seats) {
    if (choice !== null) counts[choice]++
    if (from === 'heard' || from === 'seen' || from === 'none' || from === 'void') counts[from]++
  }
  const silent = rule.kind === 'silence' ? counts.seen : 0
  const present = seats.filter(({ choice }) => choice !== null).length + silent
  const code = outcomeBy(rule, counts, present)
  return { code, agreed: isAgreed(code), seats: seats.length, present, quorum: rule.quorum, counts }
}

const allActs: Partial<Record<Decision['state'], DecisionAct[]>> = {
  open: ['position', 'explain', 'hear', 'close', 'withdraw'],
  closed: ['position', 'explain', 'reopen', 'declare'],
  declared: ['explain', 'sign'],
  final: ['explain', 'register'],
}

class FakeQuestion {
  decision: Writable<Decision>
  readonly now: number

  constructor(now: number, group: GroupId, document: DocumentId, title: string) {
    this.now = now
    this.decision = {
      id: fakeDecision,
      audience: group,
      document,
      title,
      where: { agenda, block: 'c'.repeat(10) as BlockId, meeting: agenda, title: session },
      item: { number: '2 (a)', words: 'Open amendments to paragraphs 3 and 5' },
      recorded: [],
      purpose: 'adopt',
      isMinutes: false,
      words:
        'Should the Advisory Group adopt the follow-up to CSW62, paragraph 42, as its advice to the Executive Director?',
      by: member(1),
      at: now - 6 * day,
      until: now + 10 * day,
      state: 'open',
      number: '',
      outcome: null,
      own: {
        isOnTheRoll: true,
        choice: null,
        isCounted: null,
        isHeard: false,
        isApart: false,
        hasSigned: false,
      },
      acts: [],
      rule: { kind: 'consensus', quorum: 6, threshold: null, heard: false },
      edition: '',
      texts: [{ document, language: 'en', sha256: sha256('4c810be7'), size: 4_182, isHere: true }],
      files: [],
      replaces: null,
      replacedBy: null,
      seats: Array.from({ length: 9 }, (_, index) => ({
        member: member(index),
        alternates: [],
        from: 'none' as const,
        choice: null,
        position: null,
        others: [],
        heard: [],
        isApart: false,
        hasLeft: false,
      })),
      late: [],
      get lateCount() {
        return this.late.length
      },
      explanations: [],
      closes: [],
      reopened: [],
      withdrawn: [],
      declarations: [],
      signedTwice: [],
      hasLaterActs: false,
      statement: null,
    }
    this.say(...said)
  }

  seat(who: number): DecisionSeat {
    return this.decision.seats[who]!
  }

  position([who, choice, ago, reason, at]: Said): Writable<Position> {
    const isReserved = choice === 'reservations'
    return {
      id: hexId(900 + who * 16 + ago, 32) as ActId,
      member: member(who),
      at: this.now - ago * day - hour,
      choice,
      reason: isReserved ? '' : reason,
      reservations: isReserved
        ? [{ block: at === undefined ? null : block(at), words: reason, as: '' }]
        : [],
    }
  }

  say(...all: readonly Said[]): this {
    for (const each of all) {
      const seat = this.seat(each[0])
      const others = seat.position ? [seat.position, ...seat.others] : seat.others
      const position = this.position(each)
      Object.assign(seat, { from: 'own', choice: each[1], position, others })
      if (each[0] === 0) this.decision.own.choice = each[1]
    }
    return this.count()
  }

  hear(who: number, choice: DecisionChoice | null, reason: string): this {
    const seat = this.seat(who)
    seat.heard = [{ choice, reason, by: member(1), at: this.now - day }, ...seat.heard]
    if (who === 0) this.decision.own.isHeard = true
    return this.count()
  }

  close(by: number, ago: number, without: readonly number[] = []): this {
    this.decision.closes.push({
      id: hexId(700 + by, 32) as ActId,
      by: member(by),
      at: this.now - ago * hour,
      counts: this.decision.seats.map(({ member: each, choice }, index) => ({
        member: each,
        choice: without.includes(index) ? null : choice,
      })),
    })
    this.decision.own.isCounted = this.decision.own.choice === null ? null : true
    const minutes = { document: hexId(305, 16) as DocumentId, title: 'Minutes, third session' }
    this.decision.recorded = [{ ...minutes, block: block(7), place: '14' }]
    return this.is('closed')
  }

  declare(signers: readonly number[]): this {
    this.decision.number = 'D/2018/15'
    this.decision.statement = {
      text: statementText,
      sha256: sha256('3e07b1f9'),
      record: sha256('a5c87d20'),
      reservations: 2,
    }
    this.decision.declarations = [
      {
        id: hexId(800, 32) as ActId,
        by: member(1),
        at: this.now - 2 * hour,
        outcome: this.decision.outcome!.code,
        number: 'D/2018/15',
        isOvertaken: false,
        signers: signers.map(who => ({
          member: member(who),
          at: this.now - hour,
          as: ['The Chair', 'The Rapporteur', '', 'C.R., Latin America'][who] ?? '',
        })),
        symbol: '',
      },
    ]
    this.decision.own.hasSigned = signers.includes(0)
    return this.is(signers.length * 2 > this.decision.seats.length ? 'final' : 'declared')
  }

  is(state: Decision['state']): this {
    this.decision.state = state
    return this.count()
  }

  count(): this {
    const { decision } = this
    const hasOutcome = decision.state !== 'withdrawn' && decision.state !== 'void'
    decision.outcome = hasOutcome ? tallyOf(decision.seats, decision.rule) : null
    decision.acts = [...(allActs[decision.state] ?? [])].filter(
      each => each !== 'sign' || !decision.own.hasSigned,
    )
    return this
  }
}

const moments: Record<FakeMoment, (question: FakeQuestion) => void> = {
  asked: question => void question.hear(6, 'support', 'Ready to support.'),
  given: question => void question.say(own),
  heard: question => void question.hear(0, 'support', 'Ready to support. It is time to send this.'),
  apart(question) {
    question.say(own)
    question.decision.own.isApart = true
    question.seat(0).isApart = true
  },
  earlier(question) {
    for (const who of [2, 4, 5]) {
      Object.assign(question.seat(who), { from: 'none', choice: null, position: null })
    }
    question.count()
  },
  'no-seat'(question) {
    question.decision.own.isOnTheRoll = false
    question.decision.seats.splice(0, 1)
    question.decision.acts = []
  },
  'no-file': question => void (question.decision.texts[0]!.isHere = false),
  full: question => void question.say(own, [6, 'support', 1, 'It is time to send this.']),
  silence(question) {
    question.decision.rule = { kind: 'silence', quorum: 7, threshold: null, heard: false }
    question.seat(7).from = 'seen'
    question.say([4, 'support', 3, ''])
  },
  closed: question => void question.say(own).close(1, 4),
  late(question) {
    question.say(own).close(1, 4)
    question.decision.late = [
      question.position([8, 'object', 0, 'Reporting by name puts defenders at risk.']),
    ]
  },
  'not-counted'(question) {
    question.close(1, 4)
    question.decision.late = [question.position(own)]
    Object.assign(question.decision.own, { choice: 'reservations', isCounted: false })
  },
  'two-closes'(question) {
    question.say(own, [6, 'support', 2, 'Fine.'], [6, 'reservations', 1, 'With their consent.', 3])
    question.say([7, 'support', 1, 'By file.']).close(1, 5).close(0, 4, [7])
    question.decision.closes[0]!.counts[6]!.choice = 'support'
    moments.late(question)
    question.decision.closes.pop()
  },
  void(question) {
    question.say(own).close(1, 4)
    Object.assign(question.seat(3), { from: 'void', choice: null, position: null })
    question.count()
  },
  reopened(question) {
    question.say(own, [7, 'support', 1, 'By file.'])
    question.say([8, 'object', 1, 'Reporting by name puts defenders at risk.'])
    const reason = 'The objection was given before either close.'
    question.decision.reopened = [{ by: member(0), at: question.now - hour, reason }]
  },
  declared: question => void question.say(own).close(1, 4).declare([1, 3]),
  signed: question => void question.say(own).close(1, 4).declare([1, 3, 2, 5]),
  final: question => void question.say(own).close(1, 4).declare([0, 1, 2, 3, 5]),
  withdrawn(question) {
    const reason = 'M.S. found a better wording.'
    question.decision.withdrawn = [{ by: member(1), at: question.now - hour, reason }]
    question.is('withdrawn')
  },
}

/** The question about the text before this one: withdrawn, with the member's own position. */
function before(question: FakeQuestion, now: number): FakeQuestion {
  const { audience, document, title } = question.decision
  const earlier = new FakeQuestion(now, audience, document, title).say(own)
  earlier.decision.id = act(1)
  earlier.decision.at = now - 20 * day
  earlier.decision.words = 'Should the Advisory Group adopt the follow-up to CSW62, draft 2?'
  const reason = 'E.G. proposed another wording.'
  earlier.decision.withdrawn = [{ by: member(1), at: now - 7 * day, reason }]
  return earlier.is('withdrawn')
}

/** A question of last spring, signed by most. */
function past(question: FakeQuestion, now: number): FakeQuestion {
  const { audience } = question.decision
  const document = hexId(305, 16) as DocumentId
  const old = new FakeQuestion(
    now - 98 * day,
    audience,
    document,
    'Minutes, second regular session',
  )
  old.decision.id = act(2)
  Object.assign(old.decision, { where: null, item: null })
  old.decision.words = 'Are the minutes of the second regular session approved?'
  old.say([0, 'support', 0, '']).close(1, 4).declare([0, 1, 2, 3, 5])
  old.decision.number = 'D/2018/9'
  return old
}

const summaryOf = (decision: Decision): DecisionSummary => {
  const { id, audience, document, title, where, purpose, words, by, at, until, state, number } =
    decision
  const { isMinutes, outcome, own: part, acts } = decision
  return {
    id,
    audience,
    document,
    title,
    where,
    purpose,
    isMinutes,
    words,
    by,
    at,
    until,
    state,
    number,
    outcome,
    own: part,
    acts,
  }
}

export function fakeDecisions(fake: {
  now: number
  group: GroupId
  moment: FakeMoment | undefined
  /** The text has a table behind its paragraphs. */
  table?: boolean | undefined
  titleOf(document: DocumentId): string
}): Pick<Handlers<CoreContract>, Calls> {
  const { now, group, moment } = fake
  const document = hexId(301, 16) as DocumentId
  const question = new FakeQuestion(now, group, document, moment ? fake.titleOf(document) : '')
  if (moment) moments[moment](question)
  const all = moment ? [question, past(question, now)] : []
  if (moment === 'earlier') all.push(before(question, now))
  const of = (id: ActId): FakeQuestion => {
    const found = all.find(({ decision }) => decision.id === id)
    if (!found) throw new Failure('not-found')
    return found
  }
  const isEarlier = (id: ActId): boolean => id === act(1)
  return {
    'decisions.list': () => ({
      mayAsk: true,
      decisions: all.map(each => summaryOf(each.decision)),
    }),
    'decisions.get': ({ decision }) => of(decision).decision,
    'decisions.text': ({ decision }) => ({
      title: of(decision).decision.title,
      direction: 'ltr',
      lines: paragraphs
        .map((text, index) =>
          index === 3 && moment === 'earlier' && !isEarlier(decision)
            ? text.replace('to report', 'to report, with the consent of the defenders concerned,')
            : text,
        )
        .map(lineOf)
        .concat(fake.table ? linesWithTable() : []),
      empty: [],
    }),
    'decisions.apart': () => [],
    'decisions.prepare': () => ({
      corrects: null,
      blockers: [],
      texts: [{ document, language: 'en', paragraphs: paragraphs.length, empty: [] }],
      openComments: 2,
      seats: question.decision.seats.map(({ member: each }, index) => ({
        member: each,
        alternates: index === 7 ? [member(40)] : [],
        mayLeaveOut: index === 8,
        hasEnded: false,
      })),
      rule: { kind: 'consensus', quorum: 6, threshold: null, heard: false },
      days: 10,
      replaceable: [],
      places: [],
    }),
    'decisions.see': () => {},
  }
}
