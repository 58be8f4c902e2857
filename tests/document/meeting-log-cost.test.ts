// A member says the same about a meeting a hundred thousand times: what is said is read in seconds.
import { expect, test } from 'vitest'
import { meetingLogOf, type MeetingEntry } from '#document/meetings/log'
import type { EntryId } from '#document/ids'
import type { MemberId } from '#shared/ids'

const count = 150_000
const member = 'ab'.repeat(32) as MemberId
const reading = { whose: () => member, isOfficer: () => true, endedAt: null }
const idOf = (at: number): EntryId => `7.${at.toString(36).padStart(16, '0')}` as EntryId

type Said = MeetingEntry & { id: EntryId; client: number }
const said = (at: number, entry: MeetingEntry): Said => ({ ...entry, id: idOf(at), client: 7 })

const milliseconds = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

test('a poll has 150,000 answers of one member: the most cautious one counts', () => {
  const slots: [number, number][] = [[1, 2]]
  const rest = Array.from({ length: count }, (_, at) =>
    said(at + 1, { ...{ kind: 'free', at, replaces: [] }, slots: [at === 9 ? 'no' : 'yes'] }),
  )
  const opening = said(0, { kind: 'dates', at: 0, slots })
  const read = (): void => {
    const [poll] = meetingLogOf([{ opening, rest }], reading).polls
    expect(poll?.answers.get(member)).toEqual(['no'])
  }
  expect(milliseconds(read)).toBeLessThan(15_000)
})

test('a wish to speak was timed 150,000 times: the longest time counts', () => {
  const floor = said(0, { kind: 'floor', at: 0, item: null, what: 'speak', text: '' })
  const times = Array.from({ length: count }, (_, at) =>
    said(at + 1, { kind: 'spoke', at, floor: floor.id, seconds: at % 60, replaces: [] }),
  )
  const logs = [floor, ...times].map(opening => ({ opening, rest: [] }))
  const read = (): void =>
    expect(meetingLogOf(logs, reading).floors).toMatchObject([{ seconds: 59 }])
  expect(milliseconds(read)).toBeLessThan(15_000)
})
