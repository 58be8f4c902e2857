// A group's size in words, or that it has not let this device in yet.
import type { GroupSummary } from '#shared/contract'
import type { Words } from '../../words/index.ts'

export const countsOf = (group: GroupSummary, words: Words): string =>
  group.state === 'joining'
    ? words('app.group.joining')
    : words('app.group.counts', { members: group.members, devices: group.devices })
