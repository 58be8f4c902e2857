// What a new document begins with: headings in its language and an empty paragraph under each, and
// nothing that a writer would have to delete.
import minutes from '#resources/templates/minutes.json' with { type: 'json' }
import recommendations from '#resources/templates/recommendations.json' with { type: 'json' }
import statement from '#resources/templates/statement.json' with { type: 'json' }
import type { DocumentKind, Language } from '../contract.ts'
import { isBlockKind } from './read-page.ts'
import type { NewBlock } from './write-blocks.ts'

type Template = Record<Language, string[][]>
const templates: Partial<Record<DocumentKind, Template>> = { minutes, recommendations, statement }

/** Kinds without a template begin with one empty paragraph. */
export const templateOf = (kind: DocumentKind, language: Language): NewBlock[] => {
  const rows = templates[kind]?.[language] ?? [['paragraph', '']]
  return rows.map(([block = '', text = '']) => ({
    kind: isBlockKind(block) ? block : 'paragraph',
    runs: text === '' ? [] : [{ text }],
  }))
}
