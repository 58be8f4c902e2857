// Sentences about a session in progress for who cannot see them: each politely and once, and those
// about the list of speakers at most every ten seconds.
import type { Meeting } from '#shared/contract'
import { useEffect, useRef } from 'react'
import type { ActId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { useWords } from '../../words/index.ts'
import { useSaidChange, useSaidSeldom } from './announcer.tsx'
import type { Members } from './members.ts'
import { nowDebated } from './now-debated.tsx'
import type { Floor } from './use-floor.ts'

type News = { meeting: Meeting; members: Members; floor: Floor; say: (text: string) => void }

/** Decisions of the group that were opened since the session is on the screen. */
function useOpenedDecisions({ meeting: { group }, say }: News): void {
  const words = useWords()
  const { value } = useAnswer('decisions.list', { group }, ['decisions.changed'])
  const known = useRef<ReadonlySet<ActId> | null>(null)
  useEffect(() => {
    if (!value) return
    const before = known.current
    const open = value.decisions.filter(({ state }) => state === 'open')
    known.current = new Set(value.decisions.map(({ id }) => id))
    if (before === null) return
    for (const { id, words: question } of open)
      if (!before.has(id)) say(words('meetings.said.asked', { question }))
  }, [value, say, words])
}

/** Empty: nothing is said. Null: the members are not known yet, and their names are no news when they are. */
export function useSessionNews(news: News): void {
  const { meeting, members, floor, say } = news
  useOpenedDecisions(news)
  const words = useWords()
  const { quorum } = meeting
  const self = members.self?.id
  const item = nowDebated(meeting)
  useSaidChange(item ? words('meetings.said.debated', { item: item.title }) : '', say)
  useSaidChange(
    quorum.isMet
      ? words('meetings.said.quorumMet')
      : words('meetings.said.quorumLost', {
          present: quorum.present,
          entitled: quorum.entitled,
          needed: quorum.needed,
        }),
    say,
  )
  const own = meeting.members.find(({ member }) => member === self)?.attendance ?? null
  const isKnown = members.group !== undefined
  useSaidChange(isKnown ? (own === null ? '' : words(`meetings.said.marked.${own}`)) : null, say)
  const speaker = floor.speaking?.speaker.member ?? null
  useSaidChange(
    !isKnown
      ? null
      : speaker === null
        ? ''
        : speaker === self
          ? words('meetings.said.floorYours')
          : words('meetings.floor.speaks', { name: members.handleOf(speaker) }),
    say,
  )
  const isNext = floor.next !== null && floor.next.member === self
  useSaidChange(isKnown ? (isNext ? words('meetings.said.next') : '') : null, say)
  const names = floor.list.map(({ member }) => members.handleOf(member))
  useSaidSeldom(
    !isKnown
      ? null
      : names.length === 0
        ? words('meetings.said.noSpeakers')
        : words('meetings.said.speakers', { names: words.list(names) }),
    say,
  )
}
