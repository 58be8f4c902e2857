// The author of a comment or a suggestion: a member, or a name that a file gives. Such a name is a
// quotation of the file; the member who brought it in is named beside it.
import { FileText } from 'lucide-react'
import type { Member } from '#shared/contract'
import type { Quotation } from '#document/log'
import { Icon, MemberMark } from '../../../ui/index.ts'
import { useWords, type Words } from '../../../words/index.ts'

export type Authorship = { author: Member | undefined; quoted: Quotation | undefined }

/** Letters that run to the left would turn the words around them. */
const isolated = (name: string): string =>
  /[\u0590-\u08ff]/.test(name) ? `\u2068${name}\u2069` : name

/** As it stands in a sentence: "Ana (named in report.docx)" for a quotation. */
export const authorIn = ({ author, quoted }: Authorship, words: Words): string => {
  if (!quoted) return author?.handle ?? words('comments.someone')
  const [name, file] = [isolated(quoted.name), isolated(quoted.file)]
  return name === ''
    ? words('comments.quoted.nameless', { file })
    : words('comments.quoted', { name, file })
}

type SaidByProps = Authorship & { at: number; now: number }

/** The author and the time, above what was said. The time of a quotation is what the file claims. */
export function SaidBy({ author, quoted, at, now }: SaidByProps) {
  const words = useWords()
  const time = quoted ? quoted.date : at
  return (
    <>
      <div className="said-by">
        {quoted ? (
          <Icon of={FileText} size="small" />
        ) : author ? (
          <MemberMark handle={author.handle} color={author.color} size="small" />
        ) : null}
        {quoted ? <QuotedName quoted={quoted} /> : null}
        {quoted ? null : (
          <bdi className="strong">{author?.handle ?? words('comments.someone')}</bdi>
        )}
        {time === null ? null : (
          <span className="quiet">
            {quoted
              ? words('comments.quoted.date', { when: words.when(time, now) })
              : words.when(time, now)}
          </span>
        )}
      </div>
      {quoted ? (
        <div className="said-by quiet">
          {words('comments.quoted.by', {
            who: author?.handle ?? words('comments.someone'),
            when: words.when(at, now),
          })}
        </div>
      ) : null}
    </>
  )
}

/** "Ana (named in report.docx)", with the name apart from the words around it. */
export function QuotedName({ quoted: { name, file } }: { quoted: Quotation }) {
  const words = useWords()
  const parts = { name: <bdi className="strong">{name}</bdi>, file: <bdi>{file}</bdi> }
  return (
    <span className="quoted-name">
      {words.rich(name === '' ? 'comments.quoted.nameless' : 'comments.quoted', parts)}
    </span>
  )
}
