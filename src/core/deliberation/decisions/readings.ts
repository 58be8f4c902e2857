// Readings of the acts of each document. Lists ask for all of them and windows at each key, so what one document
// says is computed once: it is kept in memory and in the archive until one of its acts or a record changes.
import type { ActLedger } from '#core/deliberation/ledger'
import type { Archive } from '#core/archive'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import { readingOf, type ActReading } from './reading.ts'

/** A new number whenever acts mean something else, or a reading has other parts. */
const format = 5

export type ReadingPorts = {
  archive: Pick<Archive, 'actReadings' | 'transaction'>
  acts: Pick<ActLedger, 'actsOf' | 'documents' | 'today'>
  /** The member of this device there; null for none. */
  selfIn(space: GroupId): MemberId | null
}

type Known = { key: string; readings: Map<DocumentId, ActReading> }

export class ActReadings {
  readonly #ports: ReadingPorts
  readonly #known = new Map<GroupId, Known>()

  constructor(ports: ReadingPorts) {
    this.#ports = ports
  }

  /** By document. `group`: the group or circle whose members read them. */
  in(group: GroupId): ReadonlyMap<DocumentId, ActReading> {
    return this.#readings(group, this.#ports.acts.documents(group))
  }

  /** Null where there are no acts. */
  of(group: GroupId, document: DocumentId): ActReading | null {
    return this.#readings(group, [document]).get(document) ?? null
  }

  /** Acts about this document came, or records that all of a group rests on. */
  changed(group: GroupId, document?: DocumentId): void {
    if (document === undefined) this.#known.delete(group)
    else this.#known.get(group)?.readings.delete(document)
  }

  #readings(group: GroupId, documents: Iterable<DocumentId>): Map<DocumentId, ActReading> {
    const { acts, selfIn } = this.#ports
    const found = new Map<DocumentId, ActReading>()
    const today = acts.today(group)
    if (today === null) return found
    const key = JSON.stringify([format, selfIn(group), ...today])
    const last = this.#known.get(group)
    const { readings } = last?.key === key ? last : { readings: new Map<DocumentId, ActReading>() }
    this.#known.set(group, { key, readings })
    const made: [DocumentId, ActReading][] = []
    for (const document of documents) {
      const known = readings.get(document) ?? this.#kept(document, key)
      const reading = known ?? this.#read(group, document)
      if (!reading) continue
      if (!known) made.push([document, reading])
      readings.set(document, reading)
      found.set(document, reading)
    }
    this.#keep(key, made)
    return found
  }

  #kept(document: DocumentId, key: string): ActReading | null {
    const row = this.#ports.archive.actReadings.get({ document })
    return row?.key === key ? (JSON.parse(row.reading) as ActReading) : null
  }

  #read(group: GroupId, document: DocumentId): ActReading | null {
    const acts = this.#ports.acts.actsOf(document)
    return acts && readingOf(acts, this.#ports.selfIn(group))
  }

  /** In the turn in which they were read, so that no act comes between. */
  #keep(key: string, readings: readonly [DocumentId, ActReading][]): void {
    if (readings.length === 0) return
    const { archive } = this.#ports
    try {
      archive.transaction(() => {
        for (const [document, reading] of readings)
          archive.actReadings.put({ document, key, reading: JSON.stringify(reading) })
      })
    } catch (error) {
      // A full disk: they are read again.
      if (!(error instanceof Failure)) throw error
    }
  }
}
