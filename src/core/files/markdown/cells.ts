// The cells of a line of a table of Markdown.

/** A backslash in front of a pipe makes it a sign of the text. */
export const cellsOf = (line: string): string[] =>
  line
    .replace(/^[\s>]*/, '')
    .replace(/^(?:[-*+]\s+)?\|/, '')
    .trim()
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim())
