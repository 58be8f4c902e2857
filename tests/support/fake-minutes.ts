// The fake core's answers about minutes: the words of each member, and the choices in the text itself.
import type { CoreContract } from '#shared/contract'
import {
  readMeetingMeta,
  readPage,
  rootOf,
  setMeetingStates,
  writeMeetingMeta,
} from '#shared/document'
import type { DocumentId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'
import type * as Y from 'yjs'
import type { FakeDocument } from './fake-document.ts'
import { exampleGroup } from './fake-group.ts'

type Calls = Extract<keyof CoreContract['calls'], `minutes.${string}`>

export type FakeMinutesParts = {
  now: number
  textOf: (document: DocumentId) => FakeDocument
  tell: (document: DocumentId) => void
}

export function fakeMinutes({ now, textOf, tell }: FakeMinutesParts) {
  const { memberList, self } = exampleGroup(now)
  const heard = new Set<DocumentId>()
  /** As core does, says that the text changed. */
  const hear = (minutes: DocumentId): void => {
    if (heard.has(minutes)) return
    heard.add(minutes)
    textOf(minutes).history.doc.on('update', () => tell(minutes))
  }
  const handlers: Pick<Handlers<CoreContract>, Calls> = {
    'minutes.naming'({ minutes }) {
      hear(minutes)
      const { doc } = textOf(minutes).history
      const { blocks } = readPage(doc)
      const { naming } = readMeetingMeta(doc)
      const reading = (member: string) => {
        const found = memberList.find(({ id }) => id === member)
        return {
          member: member as never,
          named: found?.handle ?? 'a member',
          role: found ? `the ${found.role}` : 'a member',
          none: 'a member',
        }
      }
      const lines = blocks.flatMap(({ id, runs, meeting }) => {
        const members = new Set(runs.flatMap(({ who }) => who ?? []))
        if (meeting?.owner) members.add(meeting.owner)
        if (id === null || (members.size === 0 && !meeting?.naming)) return []
        return [
          {
            block: id,
            naming: meeting?.naming ?? null,
            isOffRecord: meeting?.off === true,
            question: null,
            members: [...members].map(reading),
          },
        ]
      })
      return { naming, lines }
    },
    'minutes.name'(given) {
      textOf(given.minutes).history.change(self, doc => {
        if (given.what === 'minutes') return writeMeetingMeta(doc, { naming: given.naming })
        const blocks = rootOf(doc).toArray() as Y.XmlElement[]
        const block = blocks.find(each => each.getAttribute('s_bid') === given.block)
        if (block) setMeetingStates(block, { naming: given.naming })
      })
    },
  }
  return handlers
}
