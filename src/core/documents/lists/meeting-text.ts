// A document as meetings read it. Lists ask for all agendas and minutes of a group, so what is read of one is
// kept until it changes, also when the document itself leaves memory.
import {
  meetingLogOf,
  readMeetingLogs,
  type MeetingEntry,
  type MeetingLog,
  type MeetingReading,
} from '#document/meetings/log'
import { readDraftOf } from '#document/languages'
import { readMeetingMeta, type MeetingMeta } from '#document/meetings'
import { readPage } from '#document/tree'
import { settledPage, type Page } from '#document/model'
import type { EntryLog } from '#document/log'
import type { ActId, DeviceId } from '#shared/ids'
import type { DocumentReplica } from '../replica/index.ts'
import type { MemberOf } from './mentions.ts'
import { openAmendments } from './open-remarks.ts'

export type MeetingText = {
  /** Settled. */
  page: Page
  meta: MeetingMeta
  /** The question of the text that it goes on from; null for none. */
  draftOf: ActId | null
  /** False for a text that a newer version laid out. */
  isWritable: boolean
  /** Amendments that wait: corrections of minutes. */
  corrections: number
  log(reading: MeetingReading): MeetingLog
  /** The author's device of an entry's client. */
  authorOf(client: number): DeviceId | null
}

/** Plain data, of which a text is made. */
export type MeetingParts = Omit<MeetingText, 'log' | 'authorOf'> & {
  logs: readonly EntryLog<MeetingEntry>[]
  /** The devices of the clients in the logs. */
  devices: readonly (readonly [client: number, device: DeviceId | null])[]
}

export const meetingPartsOf = (document: DocumentReplica, memberOf: MemberOf): MeetingParts => {
  const { doc, authors } = document
  const logs = readMeetingLogs(doc)
  const clients = new Set(
    logs.flatMap(({ opening, rest }) => [opening, ...rest].map(({ client }) => client)),
  )
  return {
    page: settledPage(readPage(doc)),
    meta: readMeetingMeta(doc),
    draftOf: readDraftOf(doc),
    isWritable: document.writable(),
    corrections: openAmendments(document, memberOf),
    logs,
    devices: [...clients].map(client => [client, authors.get(client)?.device ?? null]),
  }
}

export const meetingTextOf = ({ logs, devices, ...parts }: MeetingParts): MeetingText => {
  const byClient = new Map(devices)
  return {
    ...parts,
    log: reading => meetingLogOf(logs, reading),
    authorOf: client => byClient.get(client) ?? null,
  }
}
