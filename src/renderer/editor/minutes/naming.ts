// How members read in minutes: the choice lies in the text, the words of each member come from core. Core
// is asked again only while a member is named for whom there are no words yet.
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { readMeetingMeta } from '#document/meetings'
import type { SpeakerNaming } from '#document/model'
import type { DocumentId, MemberId } from '#shared/ids'
import type * as Y from 'yjs'
import { useAnswer } from '../../shell/core-client.ts'
import { useWords } from '../../words/index.ts'

function useMinutesNaming(doc: Y.Doc): SpeakerNaming {
  const subscribe = useCallback(
    (listen: () => void) => {
      const meta = doc.getMap('meta')
      meta.observe(listen)
      return () => meta.unobserve(listen)
    },
    [doc],
  )
  return useSyncExternalStore(subscribe, () => readMeetingMeta(doc).naming)
}

export type Readings = {
  naming: SpeakerNaming
  read(member: MemberId, naming: SpeakerNaming): string
  /** Lines with a choice of their own. */
  differing: number
}

/** `members`: those whose words are needed. */
export function useReadings(
  document: DocumentId,
  doc: Y.Doc,
  members: readonly MemberId[],
): Readings {
  const words = useWords()
  const naming = useMinutesNaming(doc)
  const [missing, setMissing] = useState(false)
  const { value } = useAnswer(
    'minutes.naming',
    { minutes: document },
    missing ? ['documents.changed', 'groups.changed'] : ['groups.changed'],
  )
  const known = useMemo(
    () => new Map(value?.lines.flatMap(line => line.members.map(each => [each.member, each]))),
    [value],
  )
  const lacks = members.some(member => !known.has(member))
  if (lacks !== missing) setMissing(lacks)
  const read = useCallback(
    (member: MemberId, as: SpeakerNaming) =>
      known.get(member)?.[as] ?? words('minutes.speaker.unknown'),
    [known, words],
  )
  const differing = value?.lines.filter(line => line.naming !== null).length ?? 0
  return { naming, read, differing }
}
