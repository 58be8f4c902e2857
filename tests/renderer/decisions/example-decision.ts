// The question of the mockups as core answers about it, at moments of its life. Outcomes are counted by hand.
import type {
  Decision,
  DecisionChoice,
  DecisionOutcome,
  DecisionSeat,
  Tally,
  TextLine,
} from '#shared/contract'
import type { ActId, BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Writable } from '#tests/writable'

const day = 86_400_000
/** Noon on 18 September 2018, the day of the mockups. */
export const now = Date.UTC(2018, 8, 18, 12, 6)

const id = (index: number): string => index.toString(16).padStart(64, '0')
/** The member of a seat: 0 to 8. Others have no seat. */
export const member = (index: number): MemberId => id(100 + index) as MemberId

const seat = (index: number, choice: DecisionChoice | null): Writable<DecisionSeat> => ({
  member: member(index),
  ...{ alternates: [], from: choice === null ? 'none' : 'own', choice, position: null },
  ...{ others: [], heard: [], isApart: false, hasLeft: false },
})

const tally = (code: DecisionOutcome, counts: Partial<Tally['counts']>, present = 6): Tally => ({
  ...{ code, agreed: code === 'agreed', seats: 9, present, quorum: 6 },
  counts: {
    ...{ support: 2, reservations: 1, abstain: 1, aside: 1, object: 0 },
    ...{ heard: 0, seen: 0, none: 3, void: 0 },
    ...counts,
  },
})

const choices = [null, 'support', 'abstain', 'support', 'aside', 'reservations'] as const

/** Open, with five of nine positions. The first seat, that of the reader, gave none. */
export const asked = (): Writable<Decision> => ({
  id: id(500) as ActId,
  audience: id(1) as GroupId,
  document: id(301) as DocumentId,
  ...{
    title: 'Title',
    where: null,
    item: null,
    recorded: [],
    earlier: null,
    purpose: 'adopt',
    isMinutes: false,
  },
  words: 'Should the Advisory Group adopt the follow-up to CSW62, paragraph 42?',
  by: member(1),
  at: now - 6 * day,
  until: now + 10 * day,
  ...{ state: 'open', number: '', outcome: tally('no-quorum', { none: 4 }, 5) },
  own: {
    ...{ isOnTheRoll: true, choice: null, isCounted: null },
    ...{ isHeard: false, isApart: false, hasSigned: false },
  },
  acts: ['position', 'explain', 'hear', 'close', 'withdraw'],
  rule: { kind: 'consensus', quorum: 6, threshold: null, heard: false },
  ...{ edition: '', texts: [], files: [], replaces: null, replacedBy: null },
  seats: Array.from({ length: 9 }, (_, index) => seat(index, choices[index] ?? null)),
  ...{ late: [], lateCount: 0, explanations: [], closes: [], reopened: [], withdrawn: [] },
  ...{ declarations: [], signedTwice: [], hasLaterActs: false, statement: null },
})

/** The reader supports it with reservations. */
export const given = (): Writable<Decision> => {
  const decision = asked()
  decision.seats[0] = seat(0, 'reservations')
  decision.own.choice = 'reservations'
  decision.outcome = tally('agreed', { reservations: 2 })
  return decision
}

export const heard = (): Writable<Decision> => {
  const decision = asked()
  decision.own.isHeard = true
  return decision
}

export const apart = (): Writable<Decision> => {
  const decision = given()
  decision.own.isApart = true
  return decision
}

export const withoutSeat = (): Writable<Decision> => {
  const decision = asked()
  decision.own.isOnTheRoll = false
  decision.acts = []
  return decision
}

const closing = (decision: Writable<Decision>): Writable<Decision> => {
  decision.own.isCounted = decision.own.choice === null ? null : true
  return { ...decision, state: 'closed', acts: ['position', 'explain', 'reopen', 'declare'] }
}

export const closed = (): Writable<Decision> => closing(given())

/** The position of the reader came after the close. */
export const notCounted = (): Writable<Decision> => {
  const decision = closing(asked())
  Object.assign(decision.own, { choice: 'reservations', isCounted: false })
  return decision
}

/** Two closes: the first with another position of the seventh seat, the second without the eighth. */
export const closedTwice = (): Writable<Decision> => {
  const decision = closed()
  decision.seats[6] = seat(6, 'reservations')
  decision.seats[7] = seat(7, 'support')
  decision.outcome = tally('agreed', { support: 3, reservations: 3, none: 1 }, 8)
  const close = (by: number, ...last: (DecisionChoice | null)[]) => ({
    ...{ id: id(700 + by) as ActId, by: member(by), at: now - day },
    counts: ['reservations' as const, ...choices.slice(1), ...last].map((choice, index) => ({
      member: member(index),
      from: choice === null ? ('none' as const) : ('own' as const),
      choice,
      isReplaced: false,
    })),
  })
  decision.closes = [close(1, 'support', 'support', null), close(0, 'reservations', null, null)]
  return decision
}

export const declared = (): Writable<Decision> => ({
  ...closed(),
  ...{ state: 'declared', acts: ['explain', 'sign'] },
})

export const final = (): Writable<Decision> => ({
  ...closed(),
  ...{ state: 'final', acts: ['explain', 'register'] },
})

export const withdrawn = (): Writable<Decision> => ({
  ...asked(),
  ...{ state: 'withdrawn', outcome: null, acts: [] },
})

const line = (place: string, text: string, more: Partial<TextLine> = {}): TextLine => ({
  block: place.padEnd(10, 'x') as BlockId,
  ...{ kind: 'num1', number: `${place}.`, place, language: '', direction: '' },
  ...{ text, isWithheld: false },
  ...more,
})
const cell = (row: string, column: string, text: string): TextLine =>
  line(`r${row}c${column}`, text, {
    ...{ kind: 'cell', number: '', place: '' },
    cell: { table: '1', row, column, ...(row === '1' && { head: true }) },
  })

/** Four paragraphs of an exact text, then a heading, a subparagraph, a table of two rows and a gap. */
export const exactText: readonly TextLine[] = [
  line('4', 'UN Women should ask Governments to report.'),
  line('5', 'UN Women should support networks of defenders with funds that arrive without delay.'),
  line('6', '', { isWithheld: true }),
  line('7', 'The Group will review the steps that were taken at its next regular session.'),
  line('I', 'Means', { kind: 'h2', number: 'I.' }),
  line('7 (a)', 'Funds arrive without delay.', { kind: 'num2', number: '(a)' }),
  ...[cell('1', '1', 'Year'), cell('1', '2', 'Funds')],
  ...[cell('2', '1', '2019'), cell('2', '2', 'Half of the sum')],
  line('gap', '', { kind: 'paragraph', number: '', place: '' }),
]
