// The pure parts of the screens of decisions: what waits for a member, the effect of a position, the
// outcome in words, and the sentences of the design.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createIntl } from 'react-intl'
import { describe, expect, test } from 'vitest'
import type { Decision, TextLine } from '#shared/contract'
import type { ActId, BlockId, DocumentId } from '#shared/ids'
import { catalogue, compiled } from '../../../scripts/messages.ts'
import {
  differenceOf,
  hasChanged,
  outcomeOfClose,
} from '../../../src/renderer/screens/decisions/closing/closes.ts'
import {
  isOvertaken,
  overtakenBy,
  signersOf,
} from '../../../src/renderer/screens/decisions/declared.ts'
import { noteEffect } from '../../../src/renderer/screens/decisions/note-words.ts'
import { placeName, reservableIn } from '../../../src/renderer/screens/decisions/place-names.ts'
import { afterPosition } from '../../../src/renderer/screens/decisions/own/after-position.ts'
import { whyNotAsked } from '../../../src/renderer/screens/decisions/prepare/why-not.ts'
import type {
  Prepared,
  Question,
} from '../../../src/renderer/screens/decisions/prepare/use-question.ts'
import {
  purposeOf,
  ruleSentence,
  shortOutcome,
} from '../../../src/renderer/screens/decisions/rule-words.ts'
import { stateWords } from '../../../src/renderer/screens/decisions/sentences.tsx'
import { askedOf } from '../../../src/renderer/screens/decisions/asked.ts'
import type { MessageId } from '../../../src/renderer/words/ids.ts'
import { wordsOf } from '../../../src/renderer/words/words.ts'
import {
  apart,
  asked,
  closed,
  closedTwice,
  declared,
  exactText,
  final,
  given,
  heard,
  member,
  notCounted,
  now,
  withdrawn,
  withoutSeat,
} from './example-decision.ts'

const self = member(0)
const words = wordsOf(createIntl({ locale: 'en-GB', messages: compiled('en') }))
const english = catalogue('en')

describe('a decision asks a member', () => {
  test.each<[string, Decision, ReturnType<typeof askedOf>]>([
    ['that is open', asked(), 'position'],
    ['with words of the member that an officer wrote down', heard(), 'heard'],
    ['with two positions of the member', apart(), 'apart'],
    ['with the position of the member', given(), null],
    ['without a seat for the member', withoutSeat(), null],
    ['that was closed before the position of the member came', notCounted(), 'notCounted'],
    ['that is closed', closed(), 'declare'],
    ['whose outcome is declared', declared(), 'sign'],
    ['that is final', final(), null],
    ['that was withdrawn', withdrawn(), null],
  ])('%s: %s', (_, decision, act) => {
    expect(askedOf(decision, now)).toBe(act)
  })

  test('an officer is asked to close when the day has passed, and not before', () => {
    expect(askedOf(given(), now + 9 * 86_400_000)).toBe(null)
    expect(askedOf(given(), now + 11 * 86_400_000)).toBe('close')
    expect(askedOf({ ...given(), acts: ['position'] }, now + 11 * 86_400_000)).toBe(null)
  })
})

describe('a position that is not given yet', () => {
  test('the sixth position fills the quorum; an objection stops the text', () => {
    expect(afterPosition(asked(), self, 'aside')).toMatchObject({ code: 'agreed', present: 6 })
    expect(afterPosition(asked(), self, 'object')).toMatchObject({ code: 'not-agreed' })
  })

  test('another position of the same member takes the place of the first', () => {
    const after = afterPosition(given(), self, 'support')
    expect(after).toMatchObject({ present: 6, counts: { support: 3, reservations: 1 } })
  })

  test('an alternate changes nothing where the member of the seat answered', () => {
    const open = asked()
    const [one, other] = [member(40), member(41)]
    open.seats[1]!.alternates = [one]
    open.seats[7]!.alternates = [other]
    expect(afterPosition(open, one, 'object')).toEqual(open.outcome)
    expect(afterPosition(open, other, 'object')).toMatchObject({ code: 'not-agreed' })
  })
})

describe('closes apart', () => {
  test('each close is counted by itself, and a changed outcome is noticed', () => {
    const twice = closedTwice()
    expect(twice.closes.map(close => outcomeOfClose(close, twice.rule))).toEqual([
      'agreed',
      'agreed',
    ])
    expect(hasChanged(twice)).toBe(false)
    const objected = closedTwice()
    objected.closes[1]!.counts[8]!.choice = 'object'
    expect(hasChanged(objected)).toBe(true)
  })

  test.each<[string, boolean, boolean, string]>([
    [
      'later',
      true,
      false,
      'V.S.: first “Support”, then “Support with reservations”. The later one counts.',
    ],
    [
      'cautious',
      false,
      true,
      'V.S.: “Support” and “Support with reservations”, on devices that were not connected. The more cautious one counts.',
    ],
    [
      'own',
      false,
      false,
      'V.S.: “Support with reservations” counts, not “Support”. A member’s own position comes before that of an alternate, and each position before a note.',
    ],
  ])('an answer that differs from the listed one says why it counts: %s', (...given) => {
    const [how, isReplaced, isApart, sentence] = given
    const twice = closedTwice()
    const [close] = twice.closes
    close!.counts[6]!.isReplaced = isReplaced
    const found = differenceOf(close!, { ...twice.seats[6]!, isApart })
    expect(found).toBe(how)
    close!.counts[6]!.from = 'heard'
    const noted = differenceOf(close!, { ...twice.seats[6]!, isApart })
    expect(noted).toBe(how === 'later' ? 'later' : 'own')
    const [before, after] = ['Support', 'Support with reservations']
    expect(words('decisions.closes.changed', { name: 'V.S.', before, after, how: found })).toBe(
      sentence,
    )
  })

  test('a member reads why the own position counts, and who closed with another one', () => {
    const later = (how: string, self: string) =>
      words('decisions.incl.later', { how, self, name: 'M.S.' } as never)
    expect(later('later', 'no')).toBe(
      'Your later position counts, not the one that M.S. had listed.',
    )
    expect(later('cautious', 'no')).toBe(
      'Your more cautious position counts, not the one that M.S. had listed.',
    )
    expect(later('own', 'yes')).toBe('Your own position counts, not the one that you had listed.')
  })
})

test.each([
  ['open', 'heard', 'counts until the member gives their own position.'],
  ['open', 'none', 'counts once confirmed.'],
  ['closed', 'heard', 'this note counts.'],
  ['declared', 'heard', 'this note counts.'],
  ['final', 'heard', 'this note counts.'],
  ['closed', 'none', 'this note does not count.'],
  ['final', 'none', 'this note does not count.'],
  ['withdrawn', 'heard', 'this note does not count.'],
  ['void', 'none', 'this note does not count.'],
] as const)('a note in a decision that is %s, where the seat has %s: %s', (state, from, effect) => {
  const said = words(noteEffect({ from }, state), { name: 'B.O.', self: 'no' })
  expect(said).toBe(`As heard by B.O.; ${effect}`)
})

describe('declarations', () => {
  type Declaration = Decision['declarations'][number]
  const declaration = (id: string, given: Partial<Declaration>, ...by: number[]): Declaration => ({
    ...{ id: id as ActId, by: member(1), at: now, outcome: 'agreed', number: '1', symbol: '' },
    ...{ isOvertaken: false, signers: by.map(each => ({ member: member(each), at: now, as: '' })) },
    ...given,
  })
  const standing = [declaration('b', {}, 3), declaration('c', {}, 3, 4)]
  const overtaken = declaration('a', { isOvertaken: true }, 1, 2)
  const having = (...declarations: Declaration[]) => ({ ...declared(), declarations })

  test('the signatures on those that stand add up, a member once, and those on overtaken ones count nothing', () => {
    const names = signersOf(having(overtaken, ...standing)).map(signer => signer.member)
    expect(names).toEqual([member(3), member(4)])
  })

  test('one that stands is signed, though an overtaken one comes first', () => {
    expect(isOvertaken(having(overtaken, ...standing))).toBe(false)
    expect(isOvertaken(having(overtaken))).toBe(true)
    expect(isOvertaken(having())).toBe(false)
  })

  test('other closes with the same outcome are not called another outcome', () => {
    expect(overtakenBy(having(overtaken, ...standing))).toBe('same')
    expect(overtakenBy(having({ ...overtaken, outcome: 'not-agreed' }))).toBe('other')
    expect(overtakenBy(having(...standing))).toBe(null)
  })
})

test('minutes are approved, not adopted, in each sentence about their question', () => {
  const minutes = { ...final(), isMinutes: true }
  const { rule, outcome } = minutes
  if (outcome === null) throw new Error('It has no outcome')
  expect(stateWords(minutes, false, words)).toBe('Approved, signed')
  expect(shortOutcome(outcome, purposeOf(minutes), words)).toMatch(/^approved by consensus/)
  expect(ruleSentence(rule, 9, purposeOf(minutes), words)).toMatch(/^Approved by consensus if/)
  expect(purposeOf({ ...minutes, purpose: 'decide' })).toBe('decide')
  expect(stateWords(final(), false, words)).toBe('Adopted, signed')
  const lacking = [...english].filter(
    ([, message]) => message.includes('{purpose, select') && !message.includes('approve {'),
  )
  expect(lacking).toEqual([])
})

describe('asking', () => {
  const rule = { kind: 'consensus', quorum: 6, threshold: null, heard: false } as const
  const question: Question = {
    words: 'Is it agreed?',
    purpose: 'adopt',
    rule,
    languages: ['en'],
    leftOut: [],
    day: '',
    time: '',
    edition: '',
    replaces: null,
    where: null,
  }
  const prepared: Prepared = {
    blockers: [],
    texts: [],
    openComments: 0,
    seats: [],
    rule,
    days: 0,
    replaceable: [],
    corrects: null,
    places: [],
  }
  const blocked = (code: Prepared['blockers'][number]['code'], ...places: string[]): Prepared => ({
    ...prepared,
    blockers: places.map(place => ({ code, block: null, place })),
  })
  test.each<[string, Question, Prepared, number, string | undefined]>([
    ['nothing is in the way', question, prepared, 9, undefined],
    [
      'brackets are open',
      question,
      blocked('bracket-open', '5', '7'),
      9,
      'Words in square brackets are open: paragraphs 5 and 7. Settle them first.',
    ],
    [
      'amendments are open',
      question,
      {
        ...prepared,
        blockers: [
          { code: 'amendment-open', block: null, place: '3', labels: ['1', '4'] },
          { code: 'amendment-open', block: null, place: '', labels: ['2'] },
        ],
      },
      9,
      'Amendments 1 (paragraph 3), 4 (paragraph 3) and 2 are open. Settle them first.',
    ],
    [
      'the quorum is above the roll',
      question,
      prepared,
      5,
      'The quorum of 6 is more than the 5 members on the roll.',
    ],
    [
      'the item of the meeting is gone',
      { ...question, where: { agenda: 'a' as DocumentId, block: 'b' as BlockId } },
      prepared,
      9,
      'Your choice is gone. Choose again.',
    ],
    ['no words', { ...question, words: ' ' }, prepared, 9, 'Write the question first.'],
    [
      'no office',
      question,
      blocked('no-office', ''),
      9,
      'Only a chair or a rapporteur can put a text to a decision.',
    ],
  ])('%s', (_name, asked, given, seats, sentence) => {
    expect(whyNotAsked(asked, given, seats, words)).toBe(sentence)
  })

  test.each([
    ['deciding', 'A decision on this text is open already. Close or withdraw it first.'],
    ['adopted', 'This text was adopted. A change to it begins with a new document.'],
    ['line-deciding', 'A decision on this line is open already. Close or withdraw it first.'],
    [
      'line-decided',
      'This line was decided. To ask again, reopen its decision, or write a new line.',
    ],
  ] as const)(
    'a refusal for all members is named before the lack of an office: %s',
    (code, sentence) => {
      const { blockers } = blocked('no-office', '')
      const fixed = { code, block: null, place: '' }
      const refused = { ...prepared, blockers: [...blockers, fixed] }
      expect(whyNotAsked(question, refused, 9, words)).toBe(sentence)
    },
  )

  test.each<[Decision['rule'], string]>([
    [
      rule,
      'Adopted by consensus if at least 6 of the 9 members on the roll give a position and no one objects.',
    ],
    [
      { ...rule, kind: 'silence' },
      'Adopted if no one objects and at least 6 of the 9 members on the roll have answered or seen the question.',
    ],
    [
      { ...rule, kind: 'vote', threshold: { a: 4, b: 6, more: false } },
      'Adopted if at least 6 of the 9 members on the roll give a position and at least two thirds of the positions for or against, without abstentions, support it.',
    ],
    [
      { ...rule, threshold: { a: 3, b: 5, more: true } },
      'Adopted by consensus if at least 6 of the 9 members on the roll give a position and no one objects. If anyone does, more than 3/5 of the positions for or against must support it.',
    ],
  ])('the rule is a sentence: %o', (given, sentence) => {
    expect(ruleSentence(given, 9, 'adopt', words)).toBe(sentence)
  })

  test('an outcome in a few words', () => {
    expect(shortOutcome(given().outcome!, 'adopt', words)).toBe(
      'adopted by consensus, with 2 reservations',
    )
    expect(shortOutcome(asked().outcome!, 'decide', words)).toBe('not agreed: 5 of 9, 6 needed')
  })
})

/** The sentences of the design, by the message that says each. */
const designed: [id: string, values: Record<string, string | number>, sentence: string][] = [
  [
    'decisions.does.seen',
    { seats: 9 },
    'Your position, your reason and your name go to all 9 members. They can show them to others.',
  ],
  ['decisions.does.change', {}, 'You can change your position until closing.'],
  [
    'decisions.incl.not',
    { name: 'M.S.', self: 'no', late: 'yes' },
    'Your position was not counted. It reached M.S. after closing. It stays on record, and an officer can reopen the decision.',
  ],
  [
    'decisions.apart',
    {},
    'You gave two different positions on two devices. The more cautious one counts. Give your position again to show which one you mean.',
  ],
  [
    'decisions.noSeat.later',
    {},
    'You have no seat in this decision, because you joined after it was opened.',
  ],
  [
    'decisions.close.early',
    { day: '28 September', count: 2 },
    'Members were asked to answer by 28 September. 2 members have not answered. Positions that arrive after closing do not count unless the decision is reopened.',
  ],
  [
    'decisions.changed.closes',
    { names: 'K.W. and M.S.', outcome: 'not adopted' },
    'K.W. and M.S. closed the decision while not connected. Both counts are joined. The outcome changed: not adopted.',
  ],
  [
    'decisions.changed.void',
    { seats: 3, outcome: 'not adopted' },
    '3 seats do not count: their members were admitted by a device that had been lost or taken. The outcome changed: not adopted.',
  ],
  [
    'decisions.sign.final',
    { others: 4, late: 2 },
    'Your signature makes the outcome final together with 4 others. 2 positions came after closing and are not counted.',
  ],
  [
    'decisions.laterActs',
    {},
    'A newer Baraza wrote part of this decision. Update Baraza to see all of it.',
  ],
  [
    'decisions.quorum.lost',
    { present: 5, seats: 9, quorum: 6 },
    'The quorum is lost: 5 of 9, 6 needed.',
  ],
  ['decisions.news', { question: 'Is it agreed?' }, 'A decision is open: Is it agreed?'],
]

test.each(designed)('%s reads as the design says', (id, values, sentence) => {
  const b = (chunks: unknown[]): string => chunks.join('')
  expect(words(id as never, { ...values, b } as never)).toBe(sentence)
})

/** Two officers closed: the member of this device, and B.O. */
test.each([
  [
    'en',
    'Decision closed by you and B.O. more than once, on devices that were not connected. All positions listed at any of the closings count.',
    'The position of A.D. counts, although it had not reached you at the time of closing.',
    'The position of A.D. counts, although it had not reached B.O. at the time of closing.',
  ],
  [
    'fr',
    'Décision close par vous et B.O. plusieurs fois, sur des appareils qui n’étaient pas connectés. Toutes les positions listées à l’une de ces clôtures comptent.',
    'La position de A.D. compte, même si vous ne l’aviez pas encore reçue lors de la clôture.',
    'La position de A.D. compte, même si elle n’était pas encore parvenue à B.O. lors de la clôture.',
  ],
  [
    'es',
    'Decisión cerrada por usted y B.O. más de una vez, en dispositivos que no estaban conectados. Cuentan todas las posiciones que figuran en la lista de alguno de los cierres.',
    'La posición de A.D. cuenta, aunque en el momento del cierre no le había llegado a usted.',
    'La posición de A.D. cuenta, aunque en el momento del cierre no había llegado a B.O.',
  ],
  [
    'ar',
    'أُغلق القرار أكثر من مرة (أنت وB.O.)، على أجهزة لم تكن متصلة. وتُحتسب كل المواقف المدرجة في أي من مرات الإغلاق.',
    'يُحتسب موقف A.D. وإن لم يكن قد وصل عند الإغلاق إليك.',
    'يُحتسب موقف A.D. وإن لم يكن قد وصل عند الإغلاق إلى من أغلق القرار (B.O.).',
  ],
] as const)('a member who closed reads of both closes in %s', (locale, lead, own, other) => {
  const said = wordsOf(createIntl({ locale, messages: compiled(locale) }))
  const plain = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')
  const [you, member] = [said('decisions.you'), 'A.D.']
  const both = { name: said.list([you, 'B.O.']), self: 'no' }
  expect(plain(said('decisions.closes.lead', both))).toBe(lead)
  expect(plain(said('decisions.closes.reached', { member, name: you, self: 'yes' }))).toBe(own)
  expect(plain(said('decisions.closes.reached', { member, name: 'B.O.', self: 'no' }))).toBe(other)
})

/** Sentences about the act of a member, who may be the reader. */
const aboutActs = [
  ...['asked', 'closes.by', 'closes.lead', 'closes.reached', 'heard.counts', 'heard.waits'],
  ...['heard.counted', 'heard.notCounted'],
  ...['history.asked', 'history.closed', 'history.declared', 'history.reopened'],
  ...['history.withdrawn', 'incl.not', 'tag.alternate', 'written.by'],
].map(id => `decisions.${id}` as MessageId)
/** Several members can be the authors of these, and the reader one of them. */
const ofSeveral = ['closes.lead', 'closes.reached', 'incl.not', 'written.by'] as const

test.each(['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const)(
  'in %s a sentence about an act of the reader names the reader by no handle and no loose pronoun',
  locale => {
    const said = wordsOf(createIntl({ locale, messages: compiled(locale) }))
    const you = said('decisions.you')
    const rest = { member: 'A.D.', day: '', title: '', at: '', number: '', late: 'yes' }
    const link = (chunks: unknown[]): string => chunks.join('')
    const of = (id: MessageId, name: string, self: string): string =>
      said(id as never, { ...rest, name, self, link, b: link } as never)
    for (const id of aboutActs) {
      expect(of(id, 'C.R.', 'no')).toContain('C.R.')
      expect(of(id, 'C.R.', 'yes')).not.toContain('C.R.')
    }
    // Arabic joins a pronoun to a preposition: in a list that holds one, none stands before it.
    if (locale !== 'ar') return
    for (const id of ofSeveral)
      expect(of(`decisions.${id}`, `${you} وC.R.`, 'no')).not.toMatch(
        /(من قبل|إلى|على) ?\u2068?أنت/,
      )
  },
)

test('in sentences of decisions only lists that stand for themselves hold the pronoun of the reader', () => {
  const root = resolve(import.meta.dirname, '../../../src/renderer/screens/decisions')
  const code = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.tsx'))
    .map(name => readFileSync(join(root, name), 'utf8'))
    .join('\n')
  const ids = Array.from(
    code.matchAll(/words(?:\.rich)?\(\s*'([^']+)',[^()]*people\.names\(/g),
    ([, id = '']) => id,
  )
  expect(ids.toSorted()).toEqual(['decisions.gone', 'decisions.none', 'decisions.seen'])
  expect([...code.matchAll(/people\.names\(/g)]).toHaveLength(ids.length)
  for (const locale of ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const)
    for (const id of ids) expect(catalogue(locale).get(id)).toMatch(/(?::<\/b> |：<\/b>)\{names\}/)
})

test('a reservation stands at what a person can name: by all numbers, a table once, no gap', () => {
  const places = reservableIn(exactText, words)
  expect(places.slice(1).map(({ name, begins }) => `${name}: ${begins}`)).toEqual([
    'Paragraph 5: UN Women should support networks of defe…',
    'Paragraph 6: Withheld',
    'Paragraph 7: The Group will review the steps that wer…',
    'Heading I: Means',
    'Paragraph 7 (a): Funds arrive without delay.',
    'Table 1: Year',
  ])
  const [table] = places.slice(-1)
  expect(table?.blocks).toHaveLength(4)
  expect(placeName(table!.blocks[3]!, exactText, words)).toBe('Table 1')
  const plain = (kind: string, text: string): TextLine => ({
    ...exactText[0]!,
    ...{ kind, text, number: '', place: '' },
  })
  expect(
    reservableIn(
      [plain('paragraph', 'Recalling'), plain('pagebreak', ''), plain('note', 'See 42.')],
      words,
    ),
  ).toMatchObject([{ name: '“Recalling”', begins: '' }])
})

test('no message of decisions promises what cannot be held', () => {
  const never = /\b(secret\b|anonym|ballot box|tamper|legally binding|unforgeable)/i
  const found = [...english].filter(([id, text]) => id.startsWith('decisions.') && never.test(text))
  expect(found).toEqual([])
})

test.each(['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const)(
  '%s: a question about minutes says that it is about minutes, whose agenda may have the same title',
  language => {
    const say = wordsOf(createIntl({ locale: language, messages: compiled(language) }))
    const question = say('decisions.ask.begin', { kind: 'minutes', title: 'X' })
    expect(question.toLowerCase()).toContain(say('documents.kind.minutes').toLowerCase())
  },
)
