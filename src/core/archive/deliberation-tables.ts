// Tables of deliberation: acts, each under the document in whose log it lies, and work that is due.
// Rows go with their document.
import type { ActId, DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import { bytes, id, integer, json, optional, text, type OpenTable, type Table } from './table.ts'

export type ActRow = {
  document: DocumentId
  id: ActId
  /** The audience: a group or a circle. */
  group: GroupId
  /** The document where the graph of acts began. */
  graph: DocumentId
  subject: ActId | null
  /** The word of its type, known to this version or not. */
  type: string
  device: DeviceId
  /** Its place in the graph; 0 while it waits. */
  depth: number
  bytes: Bytes
  signature: Bytes
  /** A waiting act lacks a parent or records. */
  state: 'waiting' | 'taken'
  /**
   * `apart`: not in the log, as far as is known. `again`: this device put it into the log once more,
   * for another one that lacks it.
   */
  place: 'apart' | 'logged' | 'again'
}

/**
 * `read`: the log was never read. `log`: the log may lack acts. `say`: other devices are to hear which
 * acts are here. `wait`: acts wait, since `at`; from then on nothing was taken in. `said`: others heard of that,
 * last at `at`. `off`: acts of the log are put off, because too many wait.
 */
export type ActTask = {
  document: DocumentId
  task: 'read' | 'log' | 'say' | 'wait' | 'said' | 'off'
  group: GroupId
  /** UTC milliseconds by the clock of this device. */
  at: number
}

/**
 * The meaning of the acts of a document, as JSON. It is true for its `key` alone, and SQL drops it with any change of
 * the acts.
 */
export type ActReading = { document: DocumentId; key: string; reading: string }

/**
 * The rule of the second look held when this document left the device. `acts`: acts about it that the document had then;
 * once they are here again, they say whether it holds.
 */
export type AwayExportRule = {
  document: DocumentId
  group: GroupId
  acts: number
  /** Officers who wanted to end it. */
  ending: MemberId[]
}

export type DeliberationTables = {
  acts: Table<ActRow, 'document' | 'id'>
  actReadings: Table<ActReading, 'document'>
  actTasks: Table<ActTask, 'document' | 'task'>
  awayExportRules: Table<AwayExportRule, 'document'>
}

export const deliberationTables = (open: OpenTable): DeliberationTables => ({
  acts: open(
    'acts',
    {
      document: id(),
      id: id(),
      group: id(),
      graph: id(),
      subject: optional(id()),
      type: text(),
      device: id(),
      depth: integer,
      bytes,
      signature: bytes,
      state: text(),
      place: text(),
    },
    ['document', 'id'],
  ),
  actReadings: open('act_readings', { document: id(), key: text(), reading: text() }, ['document']),
  actTasks: open('act_tasks', { document: id(), task: text(), group: id(), at: integer }, [
    'document',
    'task',
  ]),
  awayExportRules: open(
    'away_export_rules',
    { document: id(), group: id(), acts: integer, ending: json() },
    ['document'],
  ),
})
