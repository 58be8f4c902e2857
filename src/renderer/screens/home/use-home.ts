// The lists that this screen shows, each asked once: every part of the screen reads the same answer.
import type {
  ListedRequest,
  CircleOffer,
  DocumentSummary,
  Group,
  GroupSummary,
} from '#shared/contract'
import type { DecisionSummary } from '#shared/contract'
import type {
  ActionItem,
  MeetingSummary,
  OpenRemarks,
  SuggestionNews,
  WaitingMention,
} from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import { useAnswer } from '../../shell/core-client.ts'
import { useDecisionList } from '../decisions/decision-list.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useRequests } from '../second-look/look-notice.tsx'

export type Home = {
  /** By this device's own clock, for days alone. */
  now: number
  group: Group | undefined
  offers: readonly CircleOffer[]
  documents: readonly DocumentSummary[] | undefined
  decisions: readonly DecisionSummary[] | undefined
  meetings: readonly MeetingSummary[] | undefined
  mayPlan: boolean
  actions: readonly ActionItem[] | undefined
  /** Comments that mention this person. */
  mentions: readonly WaitingMention[] | undefined
  /** Own suggestions that others settled. */
  settled: readonly SuggestionNews[] | undefined
  /** Texts with amendments and suggestions that this person settles. */
  open: readonly OpenRemarks[] | undefined
  /** Files that wait for a second look. */
  requests: readonly ListedRequest[] | undefined
  /**
   * `recovery`: nothing opens this profile but the passphrase. `backup`: a code or pieces do, and nothing
   * brings back drafts. Null where the reminder was put away, or a backup was saved or restored.
   */
  reminder: 'recovery' | 'backup' | null
  failure: FailureCode | undefined
}

/** Calls that cost core a reading of acts and minutes are made at most twice a second. */
const calm = { pause: 500 }

export function useHome({ id }: GroupSummary): Home {
  const input = { group: id }
  const group = useAnswer('groups.get', input, [
    'groups.changed',
    'network.changed',
    'documents.changed',
  ])
  const offers = useAnswer('circles.offers', input, ['groups.changed'])
  const documents = useAnswer('documents.list', input, ['documents.changed', 'groups.changed'])
  const decisions = useDecisionList()
  const meetings = useAnswer(
    'meetings.list',
    input,
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    calm,
  )
  const actions = useAnswer(
    'actions.list',
    input,
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    calm,
  )
  const mentions = useAnswer('mentions.list', input, ['documents.changed', 'groups.changed'], calm)
  const settled = useAnswer('suggestions.news', input, ['documents.changed'], calm)
  const open = useAnswer(
    'suggestions.open',
    input,
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    calm,
  )
  const recovery = useAnswer('recovery.status', undefined)
  const settings = useAnswer('settings.get', undefined, ['settings.changed'])
  return {
    reminder:
      recovery.value && settings.value && settings.value.isRecoveryPutAway !== true
        ? recovery.value.code === null && recovery.value.shares === null
          ? 'recovery'
          : 'backup'
        : null,
    settled: settled.value,
    open: open.value,
    now: useNow(),
    group: group.value,
    offers: offers.value?.offers ?? [],
    documents: documents.value,
    decisions: decisions.value?.decisions,
    meetings: meetings.value?.meetings,
    mayPlan: meetings.value?.mayPlan === true,
    actions: actions.value,
    mentions: mentions.value,
    requests: useRequests(id).value,
    failure:
      group.failure ??
      documents.failure ??
      decisions.failure ??
      meetings.failure ??
      actions.failure,
  }
}
