// Answers about action items and recommendations.
import {
  actionsIn,
  assignAction,
  recommendationsIn,
  sayAnswered,
  sayProgress,
  sayReview,
  saySent,
  type FollowUpPorts,
} from '#core/deliberation/follow-up'
import { random } from '#core/keys'
import type { OpenProfile } from '../profile/open-profile.ts'
import type { Answers, ApiContext } from './api-context.ts'

type FollowUpCalls = Extract<keyof Answers, `actions.${string}` | `recommendations.${string}`>

/** The parts of a profile that follow-up needs. */
export const followUpPorts = (profile: OpenProfile): FollowUpPorts => ({
  ...profile,
  hasReached(member, document) {
    const row = profile.archive.documents.get(document)
    const reach = row && profile.sync.reach(row.group).get(member)
    if (!row || !reach || reach.state === 'never-heard') return false
    return reach.state !== 'behind' || reach.at >= row.changedAt
  },
})

export const followUpAnswers = ({ now, profile }: ApiContext): Pick<Answers, FollowUpCalls> => {
  const ports = () => followUpPorts(profile())
  const writing = () => ({ now: now(), random })
  return {
    'actions.list'({ group }) {
      profile().groups.get(group)
      return actionsIn(ports(), group, now())
    },
    'actions.progress': given => sayProgress(ports(), given, writing()),
    'actions.assign': given => assignAction(ports(), given),
    'recommendations.list'({ group }) {
      profile().groups.get(group)
      return recommendationsIn(profile(), group, now())
    },
    'recommendations.sent': given => saySent(profile(), given, writing()),
    'recommendations.answered': given => sayAnswered(profile(), given, writing()),
    'recommendations.review': given => sayReview(profile(), given, writing()),
  }
}
