// The author of a reply, as it states itself; never a member of the group.
import type { ConsultationAnswer } from '#shared/contract'
import { useWords } from '../../words/index.ts'

export const useSourceLine = ({
  name,
  organisation,
}: Pick<ConsultationAnswer, 'name' | 'organisation'>): string => {
  const words = useWords()
  const source = [name, organisation].filter(each => each !== '').join(', ')
  return source === '' ? words('consultation.unnamed') : words('consultation.stated', { source })
}
