// The report about a file: what is kept, changed and left out, and the people whom it names. Before
// an import, and later beside the history of the document.
import { useId } from 'react'
import { Check, EqualApproximately, Minus } from 'lucide-react'
import type { FilePerson, FileReport, RemarksChoice } from '#shared/contract'
import { QuotedName } from '../../editor/review/comments/author.tsx'
import { Icon } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { sectionOf, sections, type Section } from './found.ts'
import './import.css'

type Reported = Pick<FileReport, 'paragraphs' | 'findings' | 'notes'> &
  Pick<RemarksChoice, 'changes'>

const glyphs = { kept: Check, altered: EqualApproximately, leftOut: Minus } as const

const linesOf = (
  { paragraphs, findings, notes, changes }: Reported,
  section: Section,
  words: Words,
): string[] => [
  ...(section === 'kept' ? [words('import.paragraphs', { paragraphs })] : []),
  ...findings
    .filter(({ what }) => sectionOf(what, changes) === section)
    .map(({ what, count }) =>
      what === 'changes'
        ? words(`import.found.changes.${changes}`, { count })
        : words(`import.found.${what}`, { count }),
    ),
  ...(section === 'altered' ? notes.map(note => words(`import.note.${note}`)) : []),
]

/** Whether nothing of the file stays out. */
export const isWhole = ({ findings }: FileReport, { changes }: RemarksChoice): boolean =>
  findings.every(({ what }) => sectionOf(what, changes) !== 'leftOut')

export function FoundInFile(props: Reported) {
  const words = useWords()
  return (
    <div className="import-found">
      {sections.map(section => {
        const lines = linesOf(props, section, words)
        return (
          <section key={section} data-section={section}>
            <h3 className="row">
              <Icon of={glyphs[section]} />
              {words(`import.${section}`)}
            </h3>
            {lines.length === 0 ? (
              <p className="small muted">{words('import.nothingOfIt')}</p>
            ) : (
              <ul>
                {lines.map(line => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
          </section>
        )
      })}
    </div>
  )
}

/** The words of a name in lower case, to tell a person that a name like theirs is not theirs. */
const wordsIn = (name: string): string[] =>
  name
    .normalize('NFKC')
    .toLocaleLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Whether the name in the file holds all words of this person's own. */
const isLike = (name: string, own: string): boolean => {
  const [inFile, ofOwn] = [wordsIn(name), wordsIn(own)]
  return ofOwn.length > 0 && ofOwn.every(word => inFile.includes(word))
}

type PeopleInFileProps = {
  people: readonly FilePerson[]
  file: string
  /** This member's own name in the group. */
  own: string
}

/** Names in a file are quotations of it: they are compared with nothing but the reader's own name. */
export function PeopleInFile({ people, file, own }: PeopleInFileProps) {
  const words = useWords()
  const heading = useId()
  if (people.length === 0) return null
  return (
    <section aria-labelledby={heading}>
      <h3 className="import-heading" id={heading}>
        {words('import.people')}
      </h3>
      <p className="small muted">{words('import.people.hint')}</p>
      <table className="import-people">
        <thead>
          <tr>
            <th scope="col">{words('import.people.inFile')}</th>
            <th scope="col">{words('import.people.shownAs')}</th>
            <th scope="col">{words('import.people.wrote')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ name, changes, comments }) => (
            <tr key={name}>
              <td className="import-quote">
                {name === ''
                  ? words('import.people.nameless')
                  : words.rich('import.quote', { name: <bdi>{name}</bdi> })}
              </td>
              <td>
                <QuotedName quoted={{ name, file, date: null }} />{' '}
                {isLike(name, own) ? (
                  <span className="import-tag">{words('import.people.notYou')}</span>
                ) : null}
              </td>
              <td className="muted">{words('import.people.count', { changes, comments })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
