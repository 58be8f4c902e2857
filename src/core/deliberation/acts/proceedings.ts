// The acts of one document: taken in, judged, and read for what they mean. It asks no clock and
// writes nothing.
import type { OfferedOf } from '#core/records'
import type { DocumentStatus } from '#shared/contract'
import type { ActId, MemberId, RecordId } from '#shared/ids'
import type { Act } from './act.ts'
import { closureOf, firstBits, hasBit, Row, type Bits } from './bits.ts'
import { isActType, type ActType } from './bodies.ts'
import { actHeads, noActs, takeIn, type ActGraph, type ActNode, type Frame } from './graph.ts'
import type { Membership, Standing } from './membership.ts'
import { describe, type Described } from './described.ts'
import { isLive, type NodeOfType, type Question } from './question.ts'
import { brokenRule, holdsAnOffice } from './rules.ts'
import { stateOf, type QuestionState } from './state.ts'
import { statementOf, type Statement } from './statement.ts'
import { isDecided, statusOf, type Asked } from './status.ts'

/** Acts about one question, judged one after the other as soon as one of them is asked about. */
class QuestionActs implements Question {
  readonly id: ActId
  readonly node: NodeOfType<'question'>
  readonly roll: ReadonlySet<MemberId>
  readonly standingOf: (node: ActNode) => Standing
  readonly isRight: (node: ActNode) => boolean
  /** In the order of taking in, so each stands on earlier ones alone. */
  readonly waiting: ActNode[] = []
  readonly #right = new Map<ActType, Row<ActNode>>()

  constructor(
    node: NodeOfType<'question'>,
    { standingOf, isRight }: Pick<Question, 'standingOf' | 'isRight'>,
  ) {
    this.id = node.record.id
    this.node = node
    this.roll = new Set(
      node.record.body.roll.flatMap(({ seat, alternates }) => [seat, ...alternates]),
    )
    this.standingOf = standingOf
    this.isRight = isRight
  }

  right<T extends ActType>(type: T): readonly NodeOfType<T>[] {
    const { nodes } = this.row(type)
    return type === 'heard' ? nodes.filter(this.isRight) : nodes
  }

  row<T extends ActType>(type: T): Row<NodeOfType<T>> {
    const row = this.#right.get(type) ?? new Row<ActNode>()
    this.#right.set(type, row)
    return row as unknown as Row<NodeOfType<T>>
  }

  keep(node: ActNode): void {
    const { type } = node.record.body
    if (isActType(type)) this.row(type).add(node as never)
  }
}

const areSame = (one: readonly RecordId[], other: readonly RecordId[]): boolean =>
  one.length === other.length && one.every((id, at) => id === other[at])

const isQuestion = (node: ActNode): node is NodeOfType<'question'> =>
  node.record.body.type === 'question'

const isRequest = (node: ActNode): node is NodeOfType<'export'> =>
  node.record.body.type === 'export' && node.record.body.what === 'ask'

export class Proceedings {
  readonly #frame: Frame
  readonly #membership: Membership
  #graph: ActGraph = noActs
  readonly #questions = new Map<ActId, QuestionActs>()
  /** The rule that each judged act breaks; null for a right one. */
  readonly #verdicts = new Map<ActId, string | null>()
  /** By heads: what given records say never changes. */
  readonly #standings = new Map<string, Standing>()
  #last: { heads: readonly RecordId[]; standing: Standing | null } = { heads: [], standing: null }

  constructor(frame: Frame, membership: Membership) {
    this.#frame = frame
    this.#membership = {
      at: heads => this.#standingAt(membership, heads),
      covers: (heads, older) => areSame(heads, older) || membership.covers(heads, older),
    }
  }

  readonly #asking: Pick<Question, 'standingOf' | 'isRight'> = {
    standingOf: node => this.#standingOf(node),
    isRight: ({ record }) => this.broken(record.id) === null,
  }

  /** Takes in what may be; form and signatures have been checked. */
  add(acts: readonly Act[]): OfferedOf<Act> {
    const { graph, ...offered } = takeIn(this.#frame, this.#membership, this.#graph, acts)
    this.#graph = graph
    for (const { id, subject } of offered.accepted) {
      const node = graph.nodes.get(id)
      if (!node) continue
      if (isQuestion(node)) this.#questions.set(id, new QuestionActs(node, this.#asking))
      else if (subject !== null) this.#questions.get(subject)?.waiting.push(node)
    }
    return offered
  }

  get nodes(): ActGraph['nodes'] {
    return this.#graph.nodes
  }

  /** The acts that a new act names. */
  heads(): ActId[] {
    return actHeads(this.#graph)
  }

  /** Acts that are neither among these nor in their past. Ids that are not here say nothing. */
  beyond(heads: readonly ActId[]): ActNode[] {
    const known = heads.map(id => this.nodes.get(id)).filter(node => node !== undefined)
    const covered = closureOf(known.toSorted((a, b) => a.index - b.index))
    return [...this.nodes.values()].filter(({ index }) => !hasBit(covered, index))
  }

  /** The rule that an act breaks in its own past; null for one that is right. */
  broken(id: ActId): string | null {
    const node = this.nodes.get(id)
    if (!node) return 'mustBeTakenIn'
    const { subject } = node.record
    const question = subject === null ? undefined : this.#questions.get(subject)
    if (question) this.#judge(question)
    const known = this.#verdicts.get(id)
    if (known !== undefined) return known
    const isAsked = question !== undefined && this.broken(question.id) === null
    const verdict = this.#verdictOn(node, isAsked ? question : null)
    this.#verdicts.set(id, verdict)
    return verdict
  }

  /**
   * Whether one of the acts has an effect. Acts about exports say nothing here: members without an office write them,
   * and earlier versions do not know them.
   */
  hasRightActs(): boolean {
    return [...this.nodes.values()].some(
      ({ record }) => record.body.type !== 'export' && this.broken(record.id) === null,
    )
  }

  /** The right questions, in an order that is the same whenever they were taken in: earlier ones first. */
  questions(): Question[] {
    return [...this.#questions.keys()]
      .map(id => this.question(id))
      .filter(question => question !== null)
      .toSorted((a, b) => a.node.depth - b.node.depth || (a.id < b.id ? -1 : 1))
  }

  /** The question with its right acts; null for one that is not right. */
  question(id: ActId): Question | null {
    const question = this.#questions.get(id)
    if (!question || this.broken(id) !== null) return null
    this.#judge(question)
    return question
  }

  /** All acts that are here. */
  all(): Bits {
    return firstBits(this.nodes.size)
  }

  /**
   * The state of a question now: by all acts, and by the members who are void at these heads of the
   * records. Null for a question that is not right.
   */
  stateOf(id: ActId, today: readonly RecordId[]): QuestionState | null {
    const question = this.question(id)
    const standing = this.#membership.at(today)
    return question && standing && stateOf(question, this.all(), standing)
  }

  /** Everything that the acts say about a question; null for one that is not right. */
  describe(id: ActId, today: readonly RecordId[]): Described | null {
    const question = this.question(id)
    const standing = this.#membership.at(today)
    if (!question || !standing) return null
    return describe(question, stateOf(question, this.all(), standing), this.all(), standing)
  }

  /** The membership at given heads; null where one is missing. */
  standing(heads: readonly RecordId[]): Standing | null {
    return this.#membership.at(heads)
  }

  /** Every right question with its state now. */
  asked(today: readonly RecordId[]): Asked[] {
    const found: Asked[] = []
    for (const question of this.questions()) {
      const state = this.stateOf(question.id, today)
      if (state) found.push({ question, state })
    }
    return found
  }

  /** Declarations that decided questions of this document replace, in this one or another. */
  replaced(today: readonly RecordId[]): ActId[] {
    return this.asked(today)
      .filter(isDecided)
      .map(({ question }) => question.node.record.body.replaces)
      .filter(declaration => declaration !== null)
  }

  /** The status of the document. `replaced`: declarations that are replaced, by any document. */
  status(today: readonly RecordId[], replaced: ReadonlySet<ActId>): DocumentStatus {
    const standing = this.#membership.at(today)
    const circulated = [...this.nodes.values()].filter(
      node =>
        node.record.body.type === 'circulate' &&
        this.broken(node.record.id) === null &&
        (standing === null || isLive(node, standing)),
    )
    return statusOf(this.asked(today), circulated, replaced)
  }

  /** Right acts of a type whose devices and authors are not void; null before the records are here. */
  rightNow<T extends ActType>(type: T, today: readonly RecordId[]): NodeOfType<T>[] | null {
    const standing = this.#membership.at(today)
    if (standing === null) return null
    return [...this.nodes.values()].filter(
      (node): node is NodeOfType<T> =>
        node.record.body.type === type &&
        this.broken(node.record.id) === null &&
        isLive(node, standing),
    )
  }

  /** Whether heads of records cover others, and not the other way round. */
  knowsMore(one: readonly RecordId[], other: readonly RecordId[]): boolean {
    const { covers } = this.#membership
    return covers(one, other) && !covers(other, one)
  }

  /** The statement that a declaration would be about now; null where nothing is adopted. */
  statement(id: ActId, today: readonly RecordId[]): Statement | null {
    const question = this.question(id)
    const standing = this.#membership.at(today)
    const state = question && standing && stateOf(question, this.all(), standing)
    if (!question || !standing || !state || !('outcome' in state)) return null
    const by = state.is === 'final' ? this.#standingOf(state.declaration) : standing
    return statementOf(question, state, by)
  }

  /** Whether an officer wrote something about the question that this version does not know. */
  hasLaterActs(id: ActId): boolean {
    return [...this.nodes.values()].some(
      node =>
        node.record.subject === id &&
        node.record.body.type === 'unknown' &&
        holdsAnOffice(node, this.#standingOf(node)),
    )
  }

  #standingAt(membership: Membership, heads: readonly RecordId[]): Standing | null {
    // Acts in a row name the same heads, and one key for each of thousands takes time.
    if (areSame(heads, this.#last.heads)) return this.#last.standing
    const key = heads.join()
    const found = this.#standings.get(key) ?? membership.at(heads)
    if (!found) return null
    this.#standings.set(key, found)
    this.#last = { heads, standing: found }
    return found
  }

  #standingOf({ record }: ActNode): Standing {
    const standing = this.#membership.at(record.heads)
    if (!standing) throw new Error('an act was taken in before its records')
    return standing
  }

  #judge(question: QuestionActs): void {
    if (question.waiting.length === 0) return
    const subject = this.broken(question.id) === null ? question : null
    for (const node of question.waiting.splice(0)) {
      if (node.record.body.type === 'heard') {
        question.keep(node)
        continue
      }
      const verdict = this.#verdictOn(node, subject)
      this.#verdicts.set(node.record.id, verdict)
      if (verdict === null) question.keep(node)
    }
  }

  #verdictOn(node: ActNode, question: Question | null): string | null {
    const { subject } = node.record
    const opened = subject === null ? undefined : this.nodes.get(subject)
    const isRight = (found: ActNode): boolean => this.broken(found.record.id) === null
    return brokenRule(node, {
      membership: this.#membership,
      standing: this.#standingOf(node),
      question,
      call: opened?.record.body.type === 'meeting' && isRight(opened) ? opened : null,
      request: opened && isRequest(opened) && isRight(opened) ? opened : null,
    })
  }
}
