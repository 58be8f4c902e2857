// Another program that computes which acts are right and what they mean, over sets as big integers:
// the reducer with which the rules were tried before the product's was written. It knows no bytes,
// no statements, no rules of a group and no meetings.
import type { Act } from '#core/deliberation/acts'
import type { ActId, MemberId } from '#shared/ids'
import type { ModelMembership, ModelState } from './deliberation.ts'

type Body = {
  choice?: string
  reason?: string
  roll?: [MemberId, MemberId[]][]
  rule?: {
    kind: string
    quorum: number
    threshold: [number, number, boolean] | null
    heard: boolean
  }
  list?: [MemberId, string][]
  declare?: number
  outcome?: string
}
type Entry = {
  n: number
  id: ActId
  type: string
  device: string
  heads: bigint
  past: bigint
  subject: number | null
  body: Body
}

const has = (set: bigint, n: number): boolean => ((set >> BigInt(n)) & 1n) === 1n

const offices = new Set(['chair', 'rapporteur'])
const seatRoles = new Set(['chair', 'rapporteur', 'member'])
const caution = ['object', 'reservations', 'aside', 'abstain', 'support', 'seen']

type Said = { choice: string; id: string; act: number }
const mostCautious = (list: Said[]): Said =>
  list.toSorted(
    (a, b) => caution.indexOf(a.choice) - caution.indexOf(b.choice) || (a.id < b.id ? -1 : 1),
  )[0]!

export type ReferenceSeat = { seat: MemberId; from: string; choice: string | null }
export type ReferenceOutcome = { code: string; seats: ReferenceSeat[] }
export type ReferenceState = {
  is: string
  closes?: number[]
  outcome?: ReferenceOutcome
  declare?: number
  twice?: boolean
}

export class Reference {
  readonly #membership: ModelMembership
  readonly #list: Entry[] = []
  readonly #numbers = new Map<ActId, number>()
  readonly #rights = new Map<number, boolean>()

  constructor(membership: ModelMembership) {
    this.#membership = membership
  }

  /** Each act after its parents, which are here. */
  add(act: Act): void {
    const n = this.#list.length
    const numbers = act.parents.map(id => this.#numbers.get(id)!)
    const past = numbers.reduce((set, at) => set | this.#list[at]!.past | (1n << BigInt(at)), 0n)
    this.#numbers.set(act.id, n)
    this.#list.push({
      n,
      id: act.id,
      type: act.body.type,
      device: act.device,
      heads: this.#membership.setOf(act.heads),
      past,
      subject: act.subject === null ? null : (this.#numbers.get(act.subject) ?? null),
      body: this.#bodyOf(act),
    })
  }

  idOf(n: number): ActId {
    return this.#list[n]!.id
  }

  isRight(id: ActId): boolean {
    return this.#isRight(this.#numbers.get(id)!)
  }

  /** The state of a question by all acts that are here. */
  state(id: ActId, voids: ReadonlySet<MemberId>): ReferenceState {
    const all = (1n << BigInt(this.#list.length)) - 1n
    return this.#stateOf(this.#numbers.get(id)!, all, voids)
  }

  #bodyOf({ body }: Act): Body {
    if (body.type === 'question') {
      const { kind, quorum, threshold, heard } = body.rule
      return {
        roll: body.roll.map(({ seat, alternates }) => [seat, alternates]),
        rule: {
          kind,
          quorum,
          heard,
          threshold: threshold && [threshold.a, threshold.b, threshold.more],
        },
      }
    }
    if (body.type === 'position') {
      const words = body.reservations.every(each => each.words.trim() !== '') ? 'said' : ''
      const reason = body.choice === 'reservations' ? words : body.reason.trim()
      return { choice: body.choice, reason }
    }
    if (body.type === 'heard') return { list: body.said.map(({ seat, choice }) => [seat, choice]) }
    if (body.type === 'declare') return { outcome: body.outcome }
    if (body.type === 'sign') return { declare: this.#numbers.get(body.declare) ?? -1 }
    return {}
  }

  #at(heads: bigint): ModelState {
    return this.#membership.state(heads)
  }

  #authorOf({ heads, device }: Entry): MemberId | null {
    return this.#at(heads).devices.get(device as never) ?? null
  }

  #roleOf(entry: Entry): string | null {
    const author = this.#authorOf(entry)
    return (author && this.#at(entry.heads).members.get(author)?.role) ?? null
  }

  #isRight(n: number): boolean {
    const known = this.#rights.get(n)
    if (known !== undefined) return known
    const verdict = this.#judge(this.#list[n]!)
    this.#rights.set(n, verdict)
    return verdict
  }

  #judge(act: Entry): boolean {
    const holdsOffice = offices.has(this.#roleOf(act) ?? '')
    if (act.type === 'question') return holdsOffice && this.#hasWholeRoll(act)
    const question = act.subject === null ? null : this.#list[act.subject]!
    if (!question || question.type !== 'question' || !this.#isRight(question.n)) return false
    const me = this.#authorOf(act)
    const { roll = [] } = question.body
    const onRoll = roll.some(([seat, alternates]) => seat === me || alternates.includes(me!))
    const before = () => this.#stateOf(question.n, act.past, this.#at(act.heads).void)
    switch (act.type) {
      case 'position': {
        const { choice, reason } = act.body
        return ((choice !== 'object' && choice !== 'reservations') || Boolean(reason)) && onRoll
      }
      case 'seen':
        return onRoll
      case 'heard':
        return (
          holdsOffice &&
          (act.body.list ?? []).every(([member]) => roll.some(([seat]) => seat === member))
        )
      case 'close':
      case 'withdraw':
        return holdsOffice && before().is === 'open'
      case 'reopen':
        return (
          holdsOffice &&
          before().is === 'closed' &&
          !this.#of(question.n, act.past).some(({ type }) => type === 'declare')
        )
      case 'declare': {
        const state = before()
        return holdsOffice && state.is === 'closed' && state.outcome?.code === act.body.outcome
      }
      case 'sign': {
        const declared = this.#list[act.body.declare ?? -1]
        return (
          onRoll &&
          declared !== undefined &&
          has(act.past, declared.n) &&
          declared.subject === question.n &&
          declared.type === 'declare' &&
          this.#isRight(declared.n)
        )
      }
      default:
        return false
    }
  }

  #hasWholeRoll({ heads, body: { roll = [] } }: Entry): boolean {
    const { members } = this.#at(heads)
    const seats = new Set(roll.map(([seat]) => seat))
    for (const { id, role, term } of members.values())
      if (seatRoles.has(role) && !term && !seats.has(id)) return false
    return roll.every(
      ([seat, alternates]) =>
        seatRoles.has(members.get(seat)?.role ?? '') &&
        alternates.every(each => members.get(each)?.role === 'alternate'),
    )
  }

  /** Right acts about one question, and the question, within a set. */
  #of(question: number, set: bigint): Entry[] {
    return this.#list.filter(
      ({ n, subject }) =>
        has(set, n) && (subject === question || n === question) && this.#isRight(n),
    )
  }

  #seats(question: number, set: bigint, voids: ReadonlySet<MemberId>): ReferenceSeat[] {
    const { roll = [], rule } = this.#list[question]!.body
    const live = this.#of(question, set).filter(act => !voids.has(this.#authorOf(act)!))
    const topOf = (acts: Entry[]): Entry[] =>
      acts.filter(act => !acts.some(other => has(other.past, act.n)))
    const lastOf = (member: MemberId): Said | null => {
      const own = live.filter(act => act.type === 'position' && this.#authorOf(act) === member)
      const said = topOf(own).map(({ id, n, body }) => ({ id, act: n, choice: body.choice! }))
      return said.length > 0 ? mostCautious(said) : null
    }
    const heardOf = (seat: MemberId): Said | null => {
      const wordOf = ({ body }: Entry) => body.list?.find(([member]) => member === seat)?.[1]
      const all = live.filter(act => act.type === 'heard' && wordOf(act) !== undefined)
      const said = topOf(all).map(act => ({ id: act.id, act: act.n, choice: wordOf(act)! }))
      return said.length > 0 ? mostCautious(said) : null
    }
    return roll.map(([seat, alternates]) => {
      if (voids.has(seat)) return { seat, from: 'void', choice: null }
      const own = lastOf(seat)
      if (own) return { seat, from: 'own', choice: own.choice }
      const spare = alternates.filter(each => !voids.has(each)).map(lastOf)
      const alternate = spare.find(each => each !== null)
      if (alternate) return { seat, from: 'alternate', choice: alternate.choice }
      const heard = rule?.heard ? heardOf(seat) : null
      if (heard) return { seat, from: 'heard', choice: heard.choice }
      const saw = live.some(
        act =>
          act.type === 'seen' && [seat, ...alternates].some(each => each === this.#authorOf(act)),
      )
      return { seat, from: saw ? 'seen' : 'none', choice: null }
    })
  }

  #outcome(question: number, set: bigint, voids: ReadonlySet<MemberId>): ReferenceOutcome {
    const { kind, quorum, threshold } = this.#list[question]!.body.rule!
    const seats = this.#seats(question, set, voids)
    const given = seats.filter(({ choice }) => choice !== null && choice !== 'seen')
    const count = (choice: string) => given.filter(each => each.choice === choice).length
    const reached = seats.filter(({ choice, from }) => choice !== null || from === 'seen').length
    const answered = seats.filter(({ choice }) => choice !== null).length
    const present = kind === 'silence' ? reached : answered
    const [yes, no] = [count('support') + count('reservations'), count('object')]
    const passes = (): boolean => {
      const [a, b, strict] = threshold!
      return yes + no > 0 && (strict ? yes * b > a * (yes + no) : yes * b >= a * (yes + no))
    }
    const code = (): string => {
      if (present < quorum) return 'no-quorum'
      if (kind === 'vote') return passes() ? 'agreed-by-vote' : 'not-agreed'
      if (no === 0) return kind === 'silence' ? 'no-objection' : 'agreed'
      return kind === 'consensus' && threshold && passes() ? 'agreed-by-vote' : 'not-agreed'
    }
    return { code: code(), seats }
  }

  #stateOf(question: number, set: bigint, voids: ReadonlySet<MemberId>): ReferenceState {
    const acts = this.#of(question, set)
    const { roll = [] } = this.#list[question]!.body
    const same = new Map<string, Entry[]>()
    for (const act of acts.filter(({ type }) => type === 'declare'))
      same.set(this.#saying(act), [...(same.get(this.#saying(act)) ?? []), act])
    const finals = [...same.values()]
      .map(declares => {
        declares.sort((a, b) => (a.id < b.id ? -1 : 1))
        const signers = acts
          .filter(act => act.type === 'sign' && declares.some(({ n }) => n === act.body.declare))
          .map(act => this.#authorOf(act))
          .filter(member => !voids.has(member!) && roll.some(([seat]) => seat === member))
        return { declared: declares[0]!, count: new Set(signers).size }
      })
      .filter(({ count }) => count * 2 > roll.length)
      .toSorted((a, b) => b.count - a.count || (a.declared.id < b.declared.id ? -1 : 1))
    const [first] = finals
    if (first) {
      const then = this.#before(first.declared)
      return { ...then, is: 'final', declare: first.declared.n, twice: finals.length > 1 }
    }
    if (voids.has(this.#authorOf(this.#list[question]!)!)) return { is: 'void' }
    return this.#closedBy(question, set, voids)
  }

  #before(declared: Entry): ReferenceState {
    return this.#closedBy(declared.subject!, declared.past, this.#at(declared.heads).void)
  }

  /** The content of a declaration: the closes that it stands on and what came out. */
  #saying(declared: Entry): string {
    return `${this.#before(declared).closes?.join() ?? ''} ${declared.body.outcome}`
  }

  #closedBy(question: number, set: bigint, voids: ReadonlySet<MemberId>): ReferenceState {
    const live = this.#of(question, set).filter(act => !voids.has(this.#authorOf(act)!))
    const reopens = live.filter(({ type }) => type === 'reopen')
    const closes = live.filter(
      ({ type, n }) => type === 'close' && !reopens.some(({ past }) => has(past, n)),
    )
    if (closes.length > 0) {
      const counted = closes.reduce((union, { past }) => union | past, 0n)
      return {
        is: 'closed',
        closes: closes.map(({ n }) => n),
        outcome: this.#outcome(question, counted, voids),
      }
    }
    return { is: live.some(({ type }) => type === 'withdraw') ? 'withdrawn' : 'open' }
  }
}
