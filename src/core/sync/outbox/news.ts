// Changes of a group's messages and records, and warnings for its members.
import type { Message } from '#core/messages'
import type { Written } from './outbox.ts'

export type News =
  | { kind: 'written'; messages: Written[] }
  | { kind: 'received'; judged: Message[] }
  | { kind: 'records' }
  /** A device signed two contents for one place. */
  | { kind: 'stopped' }

export type Warning = 'archive-exists-twice' | 'replicas-differ' | 'nothing-to-begin-with'
