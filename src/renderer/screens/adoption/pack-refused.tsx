// Respondents whose consent keeps a pack from being made, where the pack would quote them, and what a person can do.
import type { PackPreview } from '#shared/contract'
import { Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

/** The words of these places are in the pack alone, and in no other file of the text. */
const inPackAlone = new Set(['amendment', 'reservation', 'explanation', 'file'])

export function PackRefused({ refused }: Pick<PackPreview, 'refused'>) {
  const words = useWords()
  if (refused.length === 0) return null
  const isUnnamedOpen = refused.every(({ where }) => where === 'name')
  const isTextOpen = refused.every(({ where }) => inPackAlone.has(where))
  return (
    <Notice tone="error">
      {refused.map(({ code, where }) => (
        <p key={`${code} ${where}`}>{words('adoption.refused', { code, where })}</p>
      ))}
      <p>
        {words('adoption.refused.consent')}
        {words.gap}
        {words(isUnnamedOpen ? 'adoption.refused.unnamed' : 'adoption.refused.final')}
        {isTextOpen ? words.gap : null}
        {isTextOpen ? words('adoption.refused.text') : null}
      </p>
    </Notice>
  )
}
