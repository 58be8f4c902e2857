// The floor: who has it, who comes next, and giving it. Giving asks nothing and can be undone for six
// seconds, in which core does not know of it yet.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Meeting, Speaker } from '#shared/contract'
import { useAct, useCore } from '../../shell/core-client.ts'
import { say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Members } from './members.ts'

/** Milliseconds, as long as the message with the way back stands. */
const undoFor = 6000

export type Order = 'asked' | 'balanced'

/** Seconds; core takes no longer speech. */
const longestSpeech = 86_400

type Speaking = { speaker: Speaker; since: number }

export type Floor = {
  /** Null: nobody. `since`: of a floor that was given here by this device's clock. */
  speaking: Speaking | null
  orders: Speaker[]
  list: Speaker[]
  next: Speaker | null
  order: Order
  setOrder(order: Order): void
  /** Moves within the list of this window; nobody else's list changes. */
  move(id: Speaker['id'], step: -1 | 1): void
  give(to: Speaker): void
  finish(): void
  /** A floor that can still be undone is final. Rejects where core refused what was sent last. */
  settle(): Promise<void>
  remove(id: Speaker['id']): void
  failure: ReturnType<typeof useAct>['failure']
}

/** `isSeen`: core says so too, and from then on core is asked. */
type Given = { speaker: Speaker; since: number; isSeen: boolean }

/** Officers do, as core asks. */
export const mayGiveFloor = ({ state, acts }: Meeting): boolean =>
  state === 'open' && acts.includes('attendance')

const inOrder = (speakers: readonly Speaker[], ids: readonly string[]): Speaker[] => {
  const placeOf = ({ id }: Speaker): number => {
    const place = ids.indexOf(id)
    return place < 0 ? ids.length : place
  }
  return speakers.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** A floor that was given here counts until core has it, and then what core says counts. */
const speakingNow = (
  { speaking }: Meeting['speakers'],
  given: Given | null,
  finished: Speaker['id'] | null,
): Speaking | null => {
  if (given?.isSeen === false) return given
  if (!speaking || speaking.speaker.id === finished) return null
  return given?.speaker.id === speaking.speaker.id ? given : speaking
}

/** The wishes that wait, without the one that has the floor: in their order, or as they were moved here. */
const useList = (
  { asked, orders: ofOrder, balanced }: Meeting['speakers'],
  isNow: Speaker['id'] | undefined,
): Pick<Floor, 'orders' | 'list' | 'next' | 'order' | 'setOrder' | 'move'> => {
  const [order, setOrder] = useState<Order>('asked')
  /** Null: as asked or as balance suggests. */
  const [moved, setMoved] = useState<readonly string[] | null>(null)
  const { list, orders } = useMemo(() => {
    const waiting = asked.filter(({ id, what }) => id !== isNow && what !== 'order')
    const ids = moved ?? (order === 'balanced' ? balanced : waiting.map(({ id }) => id))
    return { list: inOrder(waiting, ids), orders: ofOrder.filter(({ id }) => id !== isNow) }
  }, [asked, ofOrder, balanced, isNow, moved, order])
  return {
    orders,
    list,
    next: orders[0] ?? list[0] ?? null,
    order,
    setOrder(next) {
      setMoved(null)
      setOrder(next)
    },
    move(id, step) {
      const ids = list.map(each => each.id)
      const at = ids.indexOf(id)
      const to = at + step
      if (at < 0 || to < 0 || to >= ids.length) return
      setMoved(ids.toSpliced(at, 1).toSpliced(to, 0, id))
    },
  }
}

/** Sends each act when the one before it was answered. `sending`: the last one; null: nothing is on its way. */
const useInTurn = () => {
  const sending = useRef<Promise<void> | null>(null)
  const send = useAct(async (work: () => Promise<void>) => {
    const own = sending.current === null ? work() : sending.current.then(work, work)
    sending.current = own
    try {
      await own
    } finally {
      if (sending.current === own) sending.current = null
    }
  })
  return { send, sending }
}

export function useFloor(meeting: Meeting, members: Members): Floor {
  const words = useWords()
  const core = useCore()
  const { agenda, speakers } = meeting
  const [given, setGiven] = useState<Given | null>(null)
  const [finished, setFinished] = useState<Speaker['id'] | null>(null)
  if (given?.isSeen === false && speakers.speaking?.speaker.id === given.speaker.id)
    setGiven({ ...given, isSeen: true })
  const speaking = speakingNow(speakers, given, finished)
  const { send, sending } = useInTurn()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const pending = useRef<(() => void) | null>(null)
  /** A floor that was given and can still be undone is final now. */
  const makeFinal = (): void => {
    clearTimeout(timer.current)
    pending.current?.()
    pending.current = null
  }
  const leaving = useRef(makeFinal)
  useEffect(() => void (leaving.current = makeFinal))
  useEffect(() => () => leaving.current(), [])

  const spoke = (wish: Speaker['id'], seconds: number): Promise<void> =>
    core.call('meetings.spoke', { agenda, floor: wish, seconds })
  const secondsOf = ({ since }: Speaking): number =>
    Math.min(longestSpeech, Math.max(1, Math.round((Date.now() - since) / 1000)))

  const give = (to: Speaker): void => {
    makeFinal()
    const [before, givenBefore] = [speaking, given]
    setGiven({ speaker: to, since: Date.now(), isSeen: false })
    pending.current = () =>
      void send
        .run(async () => {
          if (before) await spoke(before.speaker.id, secondsOf(before))
          await spoke(to.id, 0)
        })
        .then(isDone => {
          if (!isDone) setGiven(now => (now?.speaker.id === to.id ? null : now))
        })
    timer.current = setTimeout(makeFinal, undoFor)
    const isOwn = members.of(to.member)?.self === true
    const said = isOwn
      ? words('meetings.said.floorYours')
      : words('meetings.floor.given', { name: members.handleOf(to.member) })
    say(said, () => {
      if (pending.current === null) return
      clearTimeout(timer.current)
      pending.current = null
      setGiven(givenBefore)
    })
  }
  const finish = (): void => {
    if (!speaking) return
    makeFinal()
    const { speaker } = speaking
    setGiven(null)
    setFinished(speaker.id)
    const seconds = secondsOf(speaking)
    void send
      .run(() => spoke(speaker.id, seconds))
      .then(isDone => {
        if (!isDone) setFinished(null)
      })
  }
  return {
    speaking,
    ...useList(speakers, speaking?.speaker.id),
    give,
    finish,
    async settle() {
      makeFinal()
      await sending.current
    },
    remove: wish => void send.run(() => core.call('meetings.unfloor', { agenda, floor: wish })),
    failure: send.failure,
  }
}
