// The parts of a pack before it is made, each with the words by which it names anyone.
import {
  FileCheck,
  FileText,
  Files,
  ListChecks,
  MessageCircleWarning,
  PenLine,
  Printer,
  Scale,
  Users,
  type LucideIcon,
} from 'lucide-react'
import type { PackPreview } from '#shared/contract'
import { sizeInWords } from '../members/file-name.ts'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { partsOf, type PackPart } from './pack-parts.ts'

const icons: Record<PackPart, LucideIcon> = {
  text: FileText,
  record: MessageCircleWarning,
  statement: Scale,
  signatures: PenLine,
  names: Users,
  amendments: ListChecks,
  files: Files,
  printed: Printer,
  sums: FileCheck,
}

/** Files with words of their own, in which a name can stand. */
const isFree = (name: string): boolean =>
  /^(?:text\.|files\/|printed\/|record|amendments)/.test(name)

/** Each Word document is also printed. The size of a PDF is known once it is printed. */
const printedFrom = (files: PackPreview['files']): PackPreview['files'] =>
  files.flatMap(({ name }) =>
    /^printed\/.*\.docx$/.test(name) ? [{ name: name.replace(/docx$/, 'pdf'), size: 0 }] : [],
  )

type PackContentsProps = { preview: PackPreview; isPrinted: boolean }

export function PackContents({ preview, isPrinted }: PackContentsProps) {
  const words = useWords()
  const { named, reservations, signatures } = preview
  const pdf = isPrinted ? printedFrom(preview.files) : []
  const files = [...preview.files, ...pdf]
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const people = new Set(named.map(({ as }) => as)).size
  const values = { reservations, signatures }
  return (
    <section className="card pack-contents" aria-label={words('adoption.contents')}>
      <div className="card-head">
        <h2>{words('adoption.contents')}</h2>
        <span className="end small quiet">
          {words('adoption.contents.size', {
            files: files.length,
            size: sizeInWords(total, words),
            pdf: pdf.length > 0 ? 'yes' : 'no',
          })}
        </span>
      </div>
      <ul>
        {partsOf(files).map(({ part, files: own }) => (
          <li key={part} className="card-line">
            <Icon of={icons[part]} />
            <div className="grow">
              <div className="strong">{words(`adoption.part.${part}`)}</div>
              <div className="small muted">{words(`adoption.part.${part}Text`, values)}</div>
              <bdi className="smallest quiet pack-files">
                {own.map(({ name }) => name).join(', ')}
              </bdi>
            </div>
            <span className="small muted">
              {part === 'names'
                ? words('adoption.namedCount', { people })
                : own.some(({ name }) => isFree(name))
                  ? null
                  : words('adoption.nobody')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
