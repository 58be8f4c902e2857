// Answers about handing over at the end of a term.
import { assignAction, sayProgress } from '#core/deliberation/follow-up'
import { handOver, type HandOverPorts } from '#core/deliberation/hand-over'
import { random } from '#core/keys'
import type { OpenProfile } from '../profile/open-profile.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { followUpPorts } from './follow-up.ts'

const portsOf = (profile: OpenProfile, now: () => number): HandOverPorts => ({
  documents: profile.documents,
  isMember: (group, member) => profile.groups.get(group).state().members.has(member),
  audienceOf: document => profile.archive.documents.keyOf(document)?.group ?? null,
  assign: item => assignAction(followUpPorts(profile), item),
  progress: said => sayProgress(followUpPorts(profile), said, { now: now(), random }),
})

export const handOverAnswers = ({ profile, now }: ApiContext): Pick<Answers, 'handOver.write'> => ({
  'handOver.write': async given => ({ document: await handOver(portsOf(profile(), now), given) }),
})
