// The fake core's answers about consultation rounds: kept in memory, with replies already there when
// they are asked for.
import { type Consultation, type CoreContract, everyRight } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type Calls = Extract<keyof CoreContract['calls'], `consultations.${string}`>

const source = {
  network: {
    name: 'Imany Ba',
    organisation: 'Sahel Women Defenders Network',
    naming: 'organisation',
  },
  clinic: { name: '', organisation: '', naming: 'withheld' },
} as const

/** A round of two replies, one of them partly answered. */
const exampleRound = (now: number, self: MemberId): Consultation => {
  const answer = (
    id: string,
    reply: 'network' | 'clinic',
    place: string,
    fields: Partial<Consultation['answers'][number]>,
  ): Consultation['answers'][number] => ({
    id,
    reply,
    ...source[reply],
    place,
    isWhole: place === '',
    base: '',
    block: null,
    changed: false,
    comment: '',
    wording: null,
    state: 'open',
    responses: [],
    amendments: [],
    ...fields,
  })
  const protect = 'Encourage Governments to adopt laws that protect women human rights defenders.'
  return {
    id: 'round',
    by: self,
    at: now - 12 * 86_400_000,
    over: false,
    opens: true,
    question: 'What is missing for defenders outside capitals?',
    until: '30 September',
    replies: (['network', 'clinic'] as const).map((id, at) => ({
      id,
      ...source[id],
      by: self,
      at: now - (3 - at) * 86_400_000,
    })),
    answers: [
      answer('whole', 'clinic', '', {
        comment: 'Please say who pays for relocation.\nNobody in our district knows.',
      }),
      answer('first', 'network', '1', {
        base: protect,
        block: 'aaaaaaaaab' as BlockId,
        comment: 'Laws are not enough without funds.',
        wording: `${protect.slice(0, -1)} and fund their application.`,
        state: 'accepted',
        responses: [
          { state: 'accepted', response: 'Taken up as an amendment.', by: self, at: now },
        ],
        amendments: ['2'],
      }),
      answer('second', 'clinic', '1', {
        base: protect,
        block: 'aaaaaaaaab' as BlockId,
        comment: 'أضيفوا المدافعات في المناطق الريفية.',
      }),
      answer('third', 'network', '2 (a)', {
        base: 'Include a representative of civil society in each delegation;',
        changed: true,
        wording: 'Include at least two representatives of civil society in each delegation;',
        state: 'open',
        responses: [
          { state: 'partly', response: 'One, with an alternate.', by: self, at: now },
          { state: 'declined', response: '', by: null, at: now },
        ],
      }),
    ],
  }
}

export const fakeConsultations = (ports: {
  now: number
  self: MemberId
  /** A round is there already. */
  answered: boolean
  changed(document: DocumentId): void
}): Pick<Handlers<CoreContract>, Calls> => {
  const { now, self, changed } = ports
  const rounds = ports.answered ? [exampleRound(now, self)] : []
  const answerOf = (id: string) => {
    const found = rounds.flatMap(({ answers }) => answers).find(each => each.id === id)
    if (!found) throw new Failure('not-found')
    return found
  }
  const roundOf = (id: string) => {
    const found = rounds.find(each => each.id === id)
    if (!found) throw new Failure('not-found')
    return found
  }
  return {
    'consultations.list': () => ({ rights: [...everyRight], rounds: structuredClone(rounds) }),
    'consultations.begin': ({ document, question, until }) => {
      const example = exampleRound(now, self)
      rounds.push({ ...example, question, until, at: now, replies: [], answers: [] })
      changed(document)
      return { round: example.id }
    },
    'consultations.import': ({ document }) => {
      const round = rounds.at(-1)
      if (!round) throw new Failure('reply-other-round')
      if (round.replies.length > 0) throw new Failure('reply-known')
      const { replies, answers } = exampleRound(now, self)
      Object.assign(round, { replies, answers })
      changed(document)
      return { round: round.id, answers: answers.length }
    },
    'consultations.triage': ({ document, answer, state, response }) => {
      const found = answerOf(answer)
      found.state = state
      found.responses = [{ state, response, by: self, at: now }]
      changed(document)
    },
    'consultations.draft': ({ answer }) => {
      const { base, wording, block } = answerOf(answer)
      if (wording === null || block === null) return null
      return { now: base, wording, clashes: false, why: 'Proposed in a reply.' }
    },
    'consultations.takeUp': ({ document, answer }) => {
      const found = answerOf(answer)
      found.amendments = [...found.amendments, 'R4TW']
      changed(document)
      return { amendment: 'R4TW' }
    },
    'consultations.end': ({ document, round }) => {
      Object.assign(roundOf(round), { over: true, opens: false })
      changed(document)
    },
    'consultations.table': ({ round }) => void roundOf(round),
  }
}
