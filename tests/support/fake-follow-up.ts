// The fake core's lists of action items and recommendations, for home and for handing over. No person, text or group in it is real.
import type { ActionItem, CoreContract, Recommendation, RecommendationText } from '#shared/contract'
import type { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import { hexId } from './fake-group.ts'

type FollowUpCalls = Extract<
  keyof CoreContract['calls'],
  `actions.${string}` | `recommendations.${string}`
>

const day = 86_400_000
const id = (letter: string): BlockId => letter.repeat(10) as BlockId
const entry = (letter: string): EntryId => `b-${letter.repeat(10)}` as EntryId

export type FollowUpParts = {
  isEmpty: boolean
  minutes: DocumentId
  now: number
  member: (index: number) => MemberId
  tell: (document: DocumentId) => void
}

const dayAfter = (now: number, days: number): string =>
  new Date(now + days * day).toISOString().slice(0, 'YYYY-MM-DD'.length)

const actionItems = ({ minutes, now, member }: FollowUpParts): ActionItem[] => {
  const action = (
    letter: string,
    words: string,
    owner: number,
    days: number,
    more: Partial<ActionItem> = {},
  ): ActionItem => ({
    document: minutes,
    title: 'Minutes, second regular session',
    block: id(letter),
    place: '12',
    words,
    owner: member(owner),
    due: dayAfter(now, days),
    state: 'open',
    isLate: days < 0,
    daysLate: Math.max(0, -days),
    isUnreached: owner === 8,
    isApart: false,
    mayAssign: true,
    isDecided: false,
    isFixed: false,
    notes: [],
    ...more,
  })
  return [
    action('a', 'Report on the training manual for human rights defenders, Georgia', 8, -7),
    action('b', 'Send the wording on the regional observatory in Guatemala to M.S.', 2, -3, {
      notes: [
        {
          by: member(2),
          at: now - day,
          state: 'open',
          text: 'The meeting with the Ministerio Público was moved. I can send it on Monday.',
        },
      ],
    }),
    action('c', 'Check every quotation from paragraph 42 against the agreed conclusions', 0, 0),
    action('d', 'Ask CEJIL for the next draft of the Protocolo de La Esperanza', 3, 5),
    action('e', 'Circulate the annex with the country examples', 5, 23),
    action('f', 'Prepare the hand-over to the next Chair', 0, 57, { due: null }),
    action('g', 'Thank the interpreters', 1, -20, { state: 'done', isLate: false }),
  ]
}

const answeredTexts = ({ now, member }: FollowUpParts): RecommendationText[] => {
  const row = (
    letter: string,
    words: string,
    review: number | null,
    more: Partial<Recommendation> = {},
  ): Recommendation => ({
    ...{ block: id(letter), number: '1', words, answer: null, reply: '', place: '', in: null },
    ...{ by: null, at: null, isApart: false },
    review: review === null ? null : dayAfter(now, review),
    isReviewDue: review !== null && review < 0,
    ...more,
  })
  const text = (
    number: number,
    title: string,
    rows: Recommendation[],
    sent: RecommendationText['sent'],
  ): RecommendationText => {
    const [{ review, isReviewDue } = { review: null, isReviewDue: false }] = rows
    return {
      ...{ document: hexId(number, 16) as DocumentId, audience: hexId(1, 32) as GroupId, title },
      ...{ sent, replies: [], rows, counts: { accepted: 0, partly: 0, not: 0, none: 0 } },
      ...{ review, isReviewDue, daysLate: isReviewDue ? 3 : 0 },
      ...{ maySay: true, mayFile: true },
    }
  }
  const said = { answer: 'partly', by: member(1), at: now - day } as const
  const sent = (letter: string, to: string, on: string, by: number) => [
    { id: entry(letter), to, day: on, by: member(by), at: now },
  ]
  return [
    text(
      300,
      'Advice on carrying out A/RES/68/181',
      [
        row('a', 'Ensure a safe and enabling environment.', 164, said),
        row('f', 'Train police and service providers on protection.', 164),
      ],
      sent('s', 'the Executive Director', '2018-06-20', 1),
    ),
    text(
      302,
      'Input to the draft CEDAW report, Cambodia',
      [row('a', 'Name the protection mechanism.', -3)],
      sent('t', 'the national review', '2018-05-02', 0),
    ),
    text(
      301,
      'Follow-up to CSW62, paragraph 42',
      [row('a', 'Integrate a gender perspective.', null)],
      [],
    ),
  ]
}

/** Calls of the screen of follow-up, whose tests have a real core. */
const unasked = (): never => {
  throw new Error('The made-up core does not follow up')
}

export const fakeFollowUp = (parts: FollowUpParts): Pick<Handlers<CoreContract>, FollowUpCalls> => {
  const { isEmpty, now, member, tell } = parts
  const items = isEmpty ? [] : actionItems(parts)
  const texts = isEmpty ? [] : answeredTexts(parts)
  return {
    'actions.list': () => items,
    'actions.progress'({ document, block, state, text }) {
      const item = items.find(each => each.document === document && each.block === block)
      if (!item) throw new Failure('not-found')
      item.state = state
      item.notes = [...item.notes, { by: member(0), at: now, state, text }]
      tell(document)
    },
    'actions.assign': unasked,
    'recommendations.list': () => texts,
    'recommendations.sent'({ document, to, day: on }) {
      const text = texts.find(each => each.document === document)
      if (!text) throw new Failure('not-found')
      text.sent = [...text.sent, { id: entry('u'), to, day: on, by: member(0), at: now }]
      tell(document)
    },
    'recommendations.file': unasked,
    'recommendations.reply': unasked,
    'recommendations.answered': unasked,
    'recommendations.export': unasked,
    'recommendations.review': unasked,
  }
}
