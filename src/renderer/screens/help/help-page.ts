// Reads a page of docs/help: a title, and sections of paragraphs and lists. A page holds nothing else, so
// the window needs no reader of Markdown, and a translator no rule.

export type HelpPart =
  | { kind: 'paragraph'; text: string }
  /** `ordered`: steps, one after the other. */
  | { kind: 'list'; ordered: boolean; items: string[] }

export type HelpSection = { title: string; parts: HelpPart[] }

export type HelpPage = { title: string; sections: HelpSection[] }

const line = /^(?<mark># |## |- |\d+\. |)(?<text>[^\s#].*)$/

/** Throws a SyntaxError with the number of the line that is none of these. */
export function readHelp(page: string): HelpPage {
  const sections: HelpSection[] = []
  let title = ''
  for (const [index, written] of page.split('\n').entries()) {
    if (written === '') continue
    const { mark = '', text } = line.exec(written)?.groups ?? {}
    const section = sections.at(-1)
    if (text === undefined) throw new SyntaxError(`Line ${index + 1} is no line of a help page`)
    if (mark === '# ') title = text
    else if (mark === '## ') sections.push({ title: text, parts: [] })
    else if (section === undefined) throw new SyntaxError(`Line ${index + 1} is in no section`)
    else put(section.parts, mark, text)
  }
  return { title, sections }
}

function put(parts: HelpPart[], mark: string, text: string): void {
  if (mark === '') {
    parts.push({ kind: 'paragraph', text })
    return
  }
  const ordered = mark !== '- '
  const last = parts.at(-1)
  if (last?.kind === 'list' && last.ordered === ordered) last.items.push(text)
  else parts.push({ kind: 'list', ordered, items: [text] })
}
