// A text has just left the group: where the group follows it up, a member who may say so notes to whom it went.
import type { RecommendationText } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import { useWords } from '../../words/index.ts'

/** Null for a text that the group does not follow up. */
export function useFollowedText(
  group: GroupId | null,
  document: DocumentId,
): RecommendationText | null {
  const { value } = useAnswer('recommendations.list', group && { group }, ['documents.changed'])
  return value?.find(each => each.document === document) ?? null
}

/** Null also for a member who may not note it. */
export function useTextToNote(
  group: GroupId | null,
  document: DocumentId,
): RecommendationText | null {
  const text = useFollowedText(group, document)
  return text?.maySay ? text : null
}

export function NoteSentAsk() {
  const words = useWords()
  return <>{words('follow-up.noteSentAsk', { screen: words('follow-up.title') })}</>
}
