// Texts and spaces as deliberation asks for them: with names, open points and versions, which drafting knows.
import type { DecisionPorts } from '#core/deliberation/decisions'
import {
  actionAt,
  assignAction,
  sayProgress,
  type FollowUpPorts,
} from '#core/deliberation/follow-up'
import type { HandOverPorts } from '#core/deliberation/hand-over'
import { openMeeting } from '#core/deliberation/meetings'
import { random } from '#core/keys'
import type { Sync } from '#core/sync'
import { versionsOf } from './languages/index.ts'
import { sameMemberIn, peopleIn } from './members/index.ts'
import { keptLinesIn, settledLines } from './minutes/index.ts'
import type { Deliberation } from './parts.ts'

export const decisionPorts = (ports: Deliberation, now: () => number): DecisionPorts => ({
  ...ports,
  spaces: group => {
    const home = ports.homeOf(group)
    return group === home ? [group, ...ports.circles.of(group).map(({ id }) => id)] : [group]
  },
  meetingAt(agenda) {
    const { is, call } = openMeeting(ports, agenda, now()).state
    return { is, call: call?.id ?? null }
  },
  peopleIn: document => peopleIn(ports, document),
  openPoints: document => ports.documents.adoption(document, sameMemberIn(ports, document)).open,
  versionsOf: document => versionsOf(ports, document),
  now,
})

type Reaching = Deliberation & { sync: Pick<Sync, 'reach'> }

export const followUpPorts = (ports: Reaching): FollowUpPorts => ({
  ...ports,
  hasReached(member, document) {
    const row = ports.archive.documents.get(document)
    const reach = row && ports.sync.reach(row.group).get(member)
    if (!row || !reach || reach.state === 'never-heard') return false
    return reach.state !== 'behind' || reach.at >= row.changedAt
  },
  keptIn: (document, now) => keptLinesIn(ports, document, now),
})

export const handOverPorts = (ports: Reaching, now: () => number): HandOverPorts => ({
  documents: ports.documents,
  isMember: (group, member) => ports.groups.get(group).state().members.has(member),
  actionAt(item) {
    const found = actionAt(ports, item)
    const mayAssign =
      found?.mayAssign === true &&
      !settledLines(ports, item.document, now()).some(({ block }) => block === item.block)
    return found && { ...found, mayAssign }
  },
  assign: item => assignAction(followUpPorts(ports), item, now()),
  progress: said => sayProgress(followUpPorts(ports), said, { now: now(), random }),
})
