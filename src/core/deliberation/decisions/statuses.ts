// The status of each text by the decisions about it, and the texts that are fixed. Lists ask for all of
// them and windows at each key, so what one document says is computed once for its acts.
import { isDecided, type Asked } from '#core/deliberation/acts'
import type { ActLedger } from '#core/deliberation/ledger'
import type { Archive } from '#core/archive'
import { DocumentStatus } from '#shared/contract'
import type { ActId, DocumentId, GroupId } from '#shared/ids'

type Said = {
  status: DocumentStatus
  /** Declarations of questions that adopted, and those that decided questions replace. */
  declarations: readonly ActId[]
  replaces: readonly ActId[]
  /** Texts of questions that are open, or adopted; and of all. */
  fixed: readonly DocumentId[]
  named: readonly DocumentId[]
  isOpen: boolean
}

type Group = { said: Map<DocumentId, Said>; whole: Whole | null }

type Whole = {
  statuses: Map<DocumentId, DocumentStatus>
  fixed: Set<DocumentId>
  /** Documents with an open question, about a text as a whole or a part of it. */
  deciding: Set<DocumentId>
}

const nothing = (): Whole => ({ statuses: new Map(), fixed: new Set(), deciding: new Set() })

export type StatusPorts = {
  archive: Pick<Archive, 'documents'>
  acts: Pick<ActLedger, 'actsOf' | 'documents'>
}

/** The first in the order of the list: a document may carry on several graphs. */
const firstOf = (all: readonly DocumentStatus[]): DocumentStatus =>
  DocumentStatus.options.find(status => all.includes(status)) ?? 'draft'

/** A question that adopts fixes its texts while it is open, and once they are adopted. */
export const fixesText = (asked: Asked): boolean =>
  asked.question.node.record.body.purpose === 'adopt' &&
  (asked.state.is === 'open' || isDecided(asked))

export class TextStatuses {
  readonly #ports: StatusPorts
  readonly #groups = new Map<GroupId, Group>()

  constructor(ports: StatusPorts) {
    this.#ports = ports
  }

  /** `group`: the group or circle whose members read it. */
  of(group: GroupId, document: DocumentId): DocumentStatus {
    return this.#wholeOf(group).statuses.get(document) ?? 'draft'
  }

  /** A decision about the text is open, or adopted it. */
  isFixed(group: GroupId, document: DocumentId): boolean {
    return this.#wholeOf(group).fixed.has(document)
  }

  /** A question about it, or about a part of it, is open. */
  isDeciding(group: GroupId, document: DocumentId): boolean {
    return this.#wholeOf(group).deciding.has(document)
  }

  /** Acts about this document came, or records that all of a group rests on. */
  changed(group: GroupId, document?: DocumentId): void {
    const known = this.#groups.get(group)
    if (!known) return
    if (document === undefined) known.said.clear()
    else known.said.delete(document)
    known.whole = null
  }

  #wholeOf(group: GroupId): Whole {
    const known = this.#groups.get(group) ?? { said: new Map<DocumentId, Said>(), whole: null }
    this.#groups.set(group, known)
    known.whole ??= this.#readWhole(group, known.said)
    return known.whole
  }

  #readWhole(group: GroupId, said: Map<DocumentId, Said>): Whole {
    const all = [...this.#ports.acts.documents(group)].flatMap(document => {
      const own = said.get(document) ?? this.#read(document)
      if (own) said.set(document, own)
      return own ? [{ document, own }] : []
    })
    const replaced = new Set(all.flatMap(({ own }) => own.replaces))
    const whole = nothing()
    for (const { document, own } of all) {
      const isReplaced = own.status === 'adopted' && own.declarations.some(id => replaced.has(id))
      const status = isReplaced ? 'replaced' : own.status
      // A version in another language that was asked about together with it.
      for (const id of own.named)
        whole.statuses.set(id, firstOf([status, whole.statuses.get(id) ?? 'draft']))
      whole.statuses.set(document, firstOf([status, whole.statuses.get(document) ?? 'draft']))
      for (const id of own.fixed) whole.fixed.add(id)
      if (own.isOpen) whole.deciding.add(document)
    }
    return whole
  }

  #read(document: DocumentId): Said | null {
    const acts = this.#ports.acts.actsOf(document)
    if (!acts) return null
    /** A text is named by the document in which the graph began. */
    const here = (id: DocumentId, graph: DocumentId): DocumentId =>
      id === graph && !this.#ports.archive.documents.keyOf(id) ? document : id
    const graphs = [...acts.graphs]
    const asked = graphs.flatMap(([graph, proceedings]) =>
      proceedings.asked(acts.today).map(each => ({ ...each, graph })),
    )
    const adopting = asked.filter(
      ({ question, state }) => question.node.record.body.purpose === 'adopt' && state.is !== 'void',
    )
    const textsOf = (all: typeof asked): DocumentId[] =>
      all.flatMap(({ question, graph }) =>
        question.node.record.body.texts.map(text => here(text.document, graph)),
      )
    return {
      status: firstOf(graphs.map(([, each]) => each.status(acts.today, new Set()))),
      declarations: adopting
        .filter(isDecided)
        .flatMap(({ question }) => question.right('declare').map(({ record }) => record.id)),
      replaces: graphs.flatMap(([, proceedings]) => proceedings.replaced(acts.today)),
      fixed: textsOf(adopting.filter(fixesText)),
      named: textsOf(adopting),
      isOpen: asked.some(({ state }) => state.is === 'open'),
    }
  }
}
