// The members who can read a document: those of the group, or of its circle; none beside its author while it is private.
import { useMemo } from 'react'
import type { DocumentSummary, Member } from '#shared/contract'
import { useAnswer } from '../../../shell/core-client.ts'
import { useGroupHere } from '../../stable-summary.ts'

const none: readonly Member[] = []

export function useReaders({
  readers,
  group: of,
}: Pick<DocumentSummary, 'readers' | 'group'>): readonly Member[] {
  const group = useGroupHere()
  const isOfCircle = readers.kind === 'circle'
  const { value: circles } = useAnswer('circles.list', isOfCircle ? { group: of } : null, [
    'groups.changed',
  ])
  return useMemo(() => {
    const all = group?.memberList ?? none
    if (readers.kind === 'only-you') return none
    if (readers.kind === 'group') return all.filter(({ outside }) => !outside)
    const circle = circles?.find(({ id }) => id === readers.circle)
    const inIt = new Set(circle?.members.map(({ member }) => member))
    return all.filter(({ id }) => inIt.has(id))
  }, [readers, group, circles])
}
