// Words that the style sheet shows in the text and in its restricted paragraphs: what is withheld, the names of captured
// lines, and what a template asks for.
import { type CSSProperties, useMemo } from 'react'
import { prompts } from '#document/model'
import { useWords, type Words } from '../../words/index.ts'

const wordsInStyle = (words: Words): CSSProperties =>
  Object.fromEntries([
    ['--withheld', JSON.stringify(words('editor.withheld'))],
    ['--kind-decision', JSON.stringify(words('editor.kind.decision'))],
    ['--kind-action', JSON.stringify(words('editor.kind.action'))],
    ['--kind-reservation', JSON.stringify(words('editor.kind.reservation'))],
    ['--kind-information', JSON.stringify(words('editor.kind.information'))],
    ['--kind-off', JSON.stringify(words('minutes.off'))],
    ...prompts.map(name => [`--prompt-${name}`, JSON.stringify(words(`prompts.${name}`))] as const),
  ])

export function useWordsInStyle(): CSSProperties {
  const words = useWords()
  return useMemo(() => wordsInStyle(words), [words])
}
