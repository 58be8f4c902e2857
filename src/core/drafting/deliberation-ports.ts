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
import type { DocumentId } from '#shared/ids'
import { versionsOf } from './languages/index.ts'
import { sameMemberIn, peopleIn } from './members/index.ts'
import { settledIn } from './minutes/index.ts'
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
  settledIn: (document, now) => settledIn(ports, document, now),
})

/** For one hand-over: which lines were decided is asked once for each document, however many items it hands over. */
export const handOverPorts = (ports: Reaching, now: () => number): HandOverPorts => {
  const known = new Map<DocumentId, ReturnType<FollowUpPorts['settledIn']>>()
  const followed = followUpPorts(ports)
  const once: FollowUpPorts = {
    ...followed,
    settledIn(document, at) {
      const settled = known.get(document) ?? followed.settledIn(document, at)
      known.set(document, settled)
      return settled
    },
  }
  return {
    documents: ports.documents,
    isMember: (group, member) => ports.groups.get(group).state().members.has(member),
    actionAt: item => actionAt(once, item, now()),
    assign: item => assignAction(once, item, now()),
    progress: said => sayProgress(once, said, { now: now(), random }),
  }
}
