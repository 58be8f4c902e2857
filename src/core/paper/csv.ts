// A table as comma-separated values (RFC 4180) that spreadsheets open as text: each cell is quoted, and a cell that
// a spreadsheet would compute begins with an apostrophe.

// Spreadsheets compute what begins with these, also at full width and behind blanks.
const computed =
  /^[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u

const cell = (text: string): string => {
  const safe = computed.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** UTF-8 with a byte order mark, by which spreadsheets know it; the same rows give the same bytes. */
export const toCsv = (rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(`\ufeff${rows.map(row => `${row.map(cell).join(',')}\r\n`).join('')}`)
