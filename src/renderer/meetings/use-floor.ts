// The floor: who has it, who comes next, and giving it. Giving asks nothing and can be undone for six
// seconds, in which core does not know of it yet.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Meeting, Speaker } from '#shared/contract'
import { useAct, useCore } from '../core-client.ts'
import { say } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import type { Members } from './members.ts'

/** Milliseconds, as long as the message with the way back stands. */
const undoFor = 6000

export type Order = 'asked' | 'balanced'

export type Floor = {
  /** Null: nobody. `since`: on this device's clock. */
  speaking: { speaker: Speaker; since: number } | null
  orders: Speaker[]
  list: Speaker[]
  next: Speaker | null
  order: Order
  setOrder(order: Order): void
  /** Moves within the list of this window; nobody else's list changes. */
  move(id: Speaker['id'], step: -1 | 1): void
  give(to: Speaker): void
  finish(): void
  remove(id: Speaker['id']): void
  failure: ReturnType<typeof useAct>['failure']
}

type Given = { speaker: Speaker; since: number; isSent: boolean }

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

export function useFloor(meeting: Meeting, members: Members): Floor {
  const words = useWords()
  const core = useCore()
  const { agenda, speakers } = meeting
  const [order, setOrder] = useState<Order>('asked')
  /** Null: as asked or as balance suggests. */
  const [moved, setMoved] = useState<readonly string[] | null>(null)
  const [given, setGiven] = useState<Given | null>(null)
  const send = useAct(async (work: () => Promise<void>) => work())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const pending = useRef<(() => void) | null>(null)
  /** A floor that was given and can still be undone is final now. */
  const settle = (): void => {
    clearTimeout(timer.current)
    pending.current?.()
    pending.current = null
  }
  const leaving = useRef(settle)
  useEffect(() => void (leaving.current = settle))
  useEffect(() => () => leaving.current(), [])

  const spoke = (wish: Speaker['id'], seconds: number): Promise<void> =>
    core.call('meetings.spoke', { agenda, floor: wish, seconds })
  const secondsOf = ({ since }: Given): number =>
    Math.max(1, Math.round((Date.now() - since) / 1000))

  const give = (to: Speaker): void => {
    settle()
    const before = given
    setGiven({ speaker: to, since: Date.now(), isSent: false })
    pending.current = () => {
      setGiven(now => (now?.speaker.id === to.id ? { ...now, isSent: true } : now))
      void send.run(async () => {
        if (before) await spoke(before.speaker.id, secondsOf(before))
        await spoke(to.id, 0)
      })
    }
    timer.current = setTimeout(settle, undoFor)
    const isOwn = members.of(to.member)?.self === true
    const said = isOwn
      ? words('meetings.said.floorYours')
      : words('meetings.floor.given', { name: members.handleOf(to.member) })
    say(said, () => {
      if (pending.current === null) return
      clearTimeout(timer.current)
      pending.current = null
      setGiven(before)
    })
  }
  const finish = (): void => {
    if (!given) return
    settle()
    setGiven(null)
    const seconds = secondsOf(given)
    void send.run(() => spoke(given.speaker.id, seconds))
  }
  const remove = (wish: Speaker['id']): void =>
    void send.run(() => core.call('meetings.unfloor', { agenda, floor: wish }))

  const shown = useMemo(() => {
    const gone = given?.speaker.id
    const waiting = speakers.asked.filter(({ id, what }) => id !== gone && what !== 'order')
    const ids = moved ?? (order === 'balanced' ? speakers.balanced : waiting.map(({ id }) => id))
    return { list: inOrder(waiting, ids), orders: speakers.orders.filter(({ id }) => id !== gone) }
  }, [speakers, given, moved, order])
  const { list, orders } = shown
  return {
    speaking: given && { speaker: given.speaker, since: given.since },
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
    give,
    finish,
    remove,
    failure: send.failure,
  }
}
