// The fake core's answers about action items and recommendations. No person, text or group in it is real.
import type {
  ActionItem,
  CoreContract,
  FiledReply,
  Recommendation,
  RecommendationText,
  ReplyParagraph,
} from '#shared/contract'
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
  /** How many more open action items and texts that were sent there are. */
  more?: number | undefined
  /** This member has a role that notes nothing. */
  isReader: boolean
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

const replyName = 'Reply of 3 September 2018.txt'
/** The paragraphs of the filed reply, as it counts them. */
const paragraphs: ReplyParagraph[] = [
  { place: '', words: 'Dear members of the advisory group,' },
  { place: '6', words: 'This is in line with our mandate.' },
  { place: '7', words: 'Where members agree to be named.' },
  { place: '9', words: 'Support to the Center for Justice and International Law continues.' },
  { place: '11', words: 'No funds are foreseen in 2018.' },
  { place: '12', words: 'Every second year.' },
]

const answeredTexts = ({ isReader, now, member }: FollowUpParts): RecommendationText[] => {
  const row = (
    letter: string,
    number: string,
    words: string,
    answer: Recommendation['answer'],
    of: ReplyParagraph | undefined,
  ): Recommendation => ({
    block: id(letter),
    number,
    words,
    answer,
    reply: of?.words ?? '',
    place: of?.place ?? '',
    in: of ? entry('r') : null,
    by: answer === null ? null : member(1),
    at: answer === null ? null : now - day,
    isApart: number === '8',
    review: dayAfter(now, 164),
    isReviewDue: false,
  })
  const reply: FiledReply = {
    id: entry('r'),
    what: 'file',
    name: replyName,
    isHere: true,
    file: entry('f'),
    document: null,
    sent: entry('s'),
    to: 'the Executive Director',
    day: '2018-09-03',
    by: member(3),
    at: now - 13 * day,
  }
  const shared = {
    audience: hexId(1, 32) as GroupId,
    isReviewDue: false,
    daysLate: 0,
    maySay: !isReader,
    mayFile: !isReader,
  }
  return [
    {
      ...shared,
      document: hexId(300, 16) as DocumentId,
      title: 'Advice on carrying out A/RES/68/181',
      sent: [
        { id: entry('s'), to: 'the Executive Director', day: '2018-06-20', by: member(1), at: now },
      ],
      replies: [reply],
      rows: [
        row(
          'a',
          '4',
          'Ensure a safe and enabling environment for the work of women human rights defenders.',
          'accepted',
          paragraphs[1],
        ),
        row(
          'b',
          '5',
          'Include women human rights defenders on every country and regional advisory group.',
          'partly',
          paragraphs[2],
        ),
        row(
          'c',
          '6',
          'Support the Protocolo de La Esperanza as guidelines on investigating threats.',
          'accepted',
          paragraphs[3],
        ),
        row(
          'd',
          '7',
          'Fund local networks as in Papua New Guinea, with equipment and coordination.',
          'not',
          paragraphs[4],
        ),
        row(
          'e',
          '8',
          'Report each year on steps taken, with the consent of the defenders concerned.',
          'partly',
          paragraphs[5],
        ),
        row('f', '9', 'Train police and service providers on protection.', null, undefined),
      ],
      review: dayAfter(now, 164),
      counts: { accepted: 2, partly: 2, not: 1, none: 1 },
    },
    {
      ...shared,
      document: hexId(302, 16) as DocumentId,
      title: 'Input to the draft CEDAW report, Cambodia',
      sent: [
        { id: entry('t'), to: 'the national review', day: '2018-05-02', by: member(0), at: now },
      ],
      replies: [],
      rows: [
        {
          ...row('a', '1', 'Name the protection mechanism.', null, undefined),
          review: dayAfter(now, -3),
          isReviewDue: true,
        },
      ],
      review: dayAfter(now, -3),
      isReviewDue: true,
      daysLate: 3,
      counts: { accepted: 0, partly: 0, not: 0, none: 0 },
    },
    {
      ...shared,
      document: hexId(301, 16) as DocumentId,
      title: 'Follow-up to CSW62, paragraph 42',
      sent: [],
      replies: [],
      rows: [
        { ...row('a', '1', 'Integrate a gender perspective.', null, undefined), review: null },
      ],
      review: null,
      counts: { accepted: 0, partly: 0, not: 0, none: 0 },
    },
  ]
}

const countsOf = (rows: readonly Recommendation[]): RecommendationText['counts'] => {
  const counts = { accepted: 0, partly: 0, not: 0, none: 0 }
  for (const { answer } of rows) counts[answer ?? 'none']++
  return counts
}

export const fakeFollowUp = (parts: FollowUpParts): Pick<Handlers<CoreContract>, FollowUpCalls> => {
  const { isEmpty, now, member, tell } = parts
  const items = isEmpty ? [] : actionItems(parts)
  const texts = isEmpty ? [] : answeredTexts(parts)
  const [first, text] = [items[0], texts[0]]
  for (let at = 0; first && text && at < (parts.more ?? 0); at++) {
    const block = `b${at}`.padEnd(10, 'a') as BlockId
    const days = (at % 90) - 20
    items.push({
      ...first,
      block,
      words: `Action ${at}`,
      due: dayAfter(now, days),
      isLate: days < 0,
      daysLate: Math.max(0, -days),
    })
    texts.push({ ...text, document: hexId(4000 + at, 16) as DocumentId, title: `Text ${at}` })
  }
  const find = (document: DocumentId, block: BlockId): ActionItem => {
    const found = items.find(each => each.document === document && each.block === block)
    if (!found) throw new Failure('not-found')
    return found
  }
  const textOf = (document: DocumentId): RecommendationText => {
    const found = texts.find(each => each.document === document)
    if (!found) throw new Failure('not-found')
    return found
  }
  const rowOf = (document: DocumentId, block: BlockId): Recommendation => {
    const found = textOf(document).rows.find(each => each.block === block)
    if (!found) throw new Failure('not-found')
    return found
  }
  let filed = 0
  return {
    'actions.list': () => items,
    'actions.progress'({ document, block, state, text }) {
      const item = find(document, block)
      item.state = state
      item.notes = [...item.notes, { by: member(0), at: now, state, text }]
      tell(document)
    },
    'actions.assign'({ document, block, owner, due }) {
      Object.assign(find(document, block), { owner, due })
      tell(document)
    },
    'recommendations.list': () => texts,
    'recommendations.sent'({ document, to, day: on }) {
      const text = textOf(document)
      text.sent = [...text.sent, { id: entry('u'), to, day: on, by: member(0), at: now }]
      tell(document)
    },
    'recommendations.file'({ document, sent, day: on, reply, instead }) {
      const text = textOf(document)
      const made = entry('ghijk'[filed++] ?? 'g')
      const to = text.sent.find(each => each.id === sent)?.to ?? ''
      text.replies = [
        ...text.replies.filter(each => each.id !== instead),
        {
          id: made,
          what: reply.what === 'document' ? 'document' : 'file',
          name: reply.what === 'text' ? reply.name : 'Reply.pdf',
          isHere: true,
          file: reply.what === 'document' ? null : made,
          document: reply.what === 'document' ? reply.document : null,
          sent,
          to,
          day: on,
          by: member(0),
          at: now,
        },
      ]
      tell(document)
      return { reply: made }
    },
    'recommendations.reply': ({ document, reply }) => {
      const found = textOf(document).replies.find(each => each.id === reply)
      return { paragraphs: found?.name.endsWith('.txt') ? paragraphs : [] }
    },
    'recommendations.answered'({ document, block, answer, text, in: reply, place }) {
      const row = rowOf(document, block)
      Object.assign(row, { answer, reply: text, in: reply, place, by: member(0), at: now })
      textOf(document).counts = countsOf(textOf(document).rows)
      tell(document)
    },
    'recommendations.export': () => {},
    'recommendations.review'({ document, block, day: on }) {
      rowOf(document, block).review = on
      tell(document)
    },
  }
}
