// The status of each text by the decisions about it, and the texts that are fixed.
import type { Archive } from '#core/archive'
import type { DocumentStatus } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { firstOf } from './reading.ts'
import type { ActReadings } from './readings.ts'

type Whole = {
  statuses: Map<DocumentId, DocumentStatus>
  fixed: Set<DocumentId>
  /** Documents with an open question, about a text as a whole or a part of it. */
  deciding: Set<DocumentId>
}

const nothing = (): Whole => ({ statuses: new Map(), fixed: new Set(), deciding: new Set() })

export type StatusPorts = {
  archive: Pick<Archive, 'documents'>
  readings: Pick<ActReadings, 'in' | 'changed'>
}

export class TextStatuses {
  readonly #ports: StatusPorts
  readonly #groups = new Map<GroupId, Whole>()

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
    this.#ports.readings.changed(group, document)
    this.#groups.delete(group)
  }

  #wholeOf(group: GroupId): Whole {
    const known = this.#groups.get(group) ?? this.#readWhole(group)
    this.#groups.set(group, known)
    return known
  }

  #readWhole(group: GroupId): Whole {
    const { archive, readings } = this.#ports
    const all = [...readings.in(group)]
    const replaced = new Set(all.flatMap(([, own]) => own.replaces))
    const whole = nothing()
    for (const [document, own] of all) {
      const isReplaced = own.status === 'adopted' && own.declarations.some(id => replaced.has(id))
      const status = isReplaced ? 'replaced' : own.status
      /** A text is named by the document in which the graph began. */
      const here = (text: (typeof own.named)[number]): DocumentId =>
        text.isFirst && !archive.documents.keyOf(text.document) ? document : text.document
      // A version in another language that was asked about together with it.
      for (const id of own.named.map(here))
        whole.statuses.set(id, firstOf([status, whole.statuses.get(id) ?? 'draft']))
      whole.statuses.set(document, firstOf([status, whole.statuses.get(document) ?? 'draft']))
      for (const id of own.fixed.map(here)) whole.fixed.add(id)
      if (own.isOpen) whole.deciding.add(document)
    }
    return whole
  }
}
