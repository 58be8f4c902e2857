// The beginnings of new documents: headings in their language, and under each an empty paragraph
// with a prompt. The writer never has to delete a prompt. The order of the parts follows how such
// texts are laid out at the United Nations; the scheme of their kind gives numbers
// (`numbering-schemes.ts`), its limit the length (`length-limits.ts`).
import agenda from '#resources/templates/agenda.json' with { type: 'json' }
import annotated from '#resources/templates/annotated.json' with { type: 'json' }
import assessment from '#resources/templates/assessment.json' with { type: 'json' }
import brief from '#resources/templates/brief.json' with { type: 'json' }
import cedaw from '#resources/templates/cedaw.json' with { type: 'json' }
import consultation from '#resources/templates/consultation.json' with { type: 'json' }
import manual from '#resources/templates/manual.json' with { type: 'json' }
import minutes from '#resources/templates/minutes.json' with { type: 'json' }
import officials from '#resources/templates/officials.json' with { type: 'json' }
import protocol from '#resources/templates/protocol.json' with { type: 'json' }
import recommendations from '#resources/templates/recommendations.json' with { type: 'json' }
import reference from '#resources/templates/reference.json' with { type: 'json' }
import statement from '#resources/templates/statement.json' with { type: 'json' }
import type { DocumentKind, Language, TemplateName } from '#shared/vocabulary'
import { countedNames, tableOfNames } from '#document/tables'
import { isPrompt } from '#document/model'
import { isBlockKind } from '#document/tree'
import type { NewBlock } from '#document/blocks'

/**
 * `blocks`: kind, the name of its words or nothing, and the prompt of an empty one; or `table` and the
 * names of the words in its header. `words`: what the names say, in every language.
 */
type Template = { blocks: string[][]; words: Record<Language, Record<string, string>> }

const templates: Record<TemplateName, Template> = {
  agenda,
  annotated,
  assessment,
  brief,
  cedaw,
  consultation,
  manual,
  minutes,
  officials,
  protocol,
  recommendations,
  reference,
  statement,
}

/** Empty rows below the header of a table. */
const emptyRows = 3

const variants: Partial<Record<TemplateName, DocumentKind>> = {
  annotated: 'agenda',
  cedaw: 'consultation',
}

/** The kind of what is made from it. */
export const kindOfTemplate = (name: TemplateName): DocumentKind =>
  variants[name] ?? (name as DocumentKind)

const tableWith = (texts: readonly string[], name: () => string): NewBlock[] => {
  const cells = tableOfNames({ rows: 1 + emptyRows, columns: texts.length, head: true }, name) ?? []
  return cells.map((cell, at): NewBlock => {
    const text = texts[at] ?? ''
    return { kind: 'paragraph', runs: text === '' ? [] : [{ text }], cell }
  })
}

export const templateOf = (template: TemplateName, language: Language): NewBlock[] => {
  const { blocks, words } = templates[template]
  const name = countedNames()
  const said = (word: string): string => words[language][word] ?? ''
  return blocks.flatMap(([kind = '', word = '', ...more]): NewBlock[] => {
    if (kind === 'table') return tableWith([word, ...more].map(said), name)
    const text = said(word)
    const [prompt] = more
    return [
      {
        kind: isBlockKind(kind) ? kind : 'paragraph',
        runs: text === '' ? [] : [{ text }],
        ...(isPrompt(prompt) && { prompt }),
      },
    ]
  })
}
