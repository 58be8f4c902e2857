// Words that a file brought in: a comment, a suggestion or an answer under the name that the file
// gives. The device that imports the file signs them, as all that it writes; the name is a quotation
// of that file, matches no member and counts for nothing.
import * as v from 'valibot'
import { At } from './entry-log.ts'

/** UTF-16 units of a name, of a person or of a file. */
const longestQuotedName = 120

// Controls, lone surrogates, private use, line ends, and all that turns the words around it. Joiners
// stay: scripts need them.
const noName = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A name for people, from a file or from a faulty app: in one line, and short. */
export const quotedName = (name: string): string =>
  name
    .slice(0, 4 * longestQuotedName)
    .replace(/\s+/g, ' ')
    .replace(noName, '')
    .trim()
    .slice(0, longestQuotedName)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()

const Name = v.pipe(v.string(), v.maxLength(longestQuotedName), v.transform(quotedName))

export const Quotation = v.object({
  /** As the file says; empty where it says nothing. */
  name: Name,
  file: Name,
  /** As the file claims: UTC milliseconds, or null. */
  date: v.nullable(At),
})
export type Quotation = v.InferOutput<typeof Quotation>
