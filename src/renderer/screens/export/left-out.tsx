// Things that the file is made without, and points that stay open in it.
import {
  AppWindow,
  Brackets,
  Clock,
  EyeOff,
  FilePen,
  GitMerge,
  History,
  Laptop,
  ListX,
  Lock,
  MessageSquareText,
  MicOff,
  Paperclip,
  Presentation,
  UserX,
  type LucideIcon,
} from 'lucide-react'
import type { Leaving, LeftOut } from '#shared/contract'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { inOneLine } from './places.ts'

const outIcons: Record<LeftOut['what'], LucideIcon> = {
  authors: UserX,
  comments: MessageSquareText,
  times: Clock,
  devices: Laptop,
  suggestions: FilePen,
  amendments: ListX,
  restricted: Lock,
  off: MicOff,
  presenters: Presentation,
  closed: EyeOff,
  files: Paperclip,
  earlier: History,
}

const openIcons: Record<Leaving['open'][number]['what'], LucideIcon> = {
  bracket: Brackets,
  suggestion: FilePen,
  amendment: ListX,
  merge: GitMerge,
  wording: AppWindow,
}

type Line = { key: string; icon: LucideIcon; text: string; places: readonly string[] }

function Lines({ lines }: { lines: readonly Line[] }) {
  const words = useWords()
  return (
    <ul className="leaving-lines">
      {lines.map(({ key, icon, text, places }) => (
        <li key={key}>
          <Icon of={icon} />
          <span>
            {places.length === 0
              ? text
              : words('export.at', {
                  text,
                  count: places.length,
                  places: words.list(places.map(inOneLine)),
                })}
          </span>
        </li>
      ))}
    </ul>
  )
}

export function LeftOutList({ out }: Pick<Leaving, 'out'>) {
  const words = useWords()
  return (
    <section aria-labelledby="export-out" id="export-left" tabIndex={-1}>
      <div className="section-head">
        <h2 id="export-out">{words('export.out')}</h2>
        <span className="small muted">{words('export.out.lead')}</span>
      </div>
      <Lines
        lines={out.map(({ what, count, places }) => ({
          key: what,
          icon: outIcons[what],
          text: words(`export.out.${what}`, { count }),
          places,
        }))}
      />
    </section>
  )
}

export function OpenLines({ open }: Pick<Leaving, 'open'>) {
  const words = useWords()
  return (
    <Lines
      lines={open.map(({ what, count, places, labels = [] }) => ({
        key: what,
        icon: openIcons[what],
        text: words(`export.open.${what}`, { count, labels: words.list(labels) }),
        places,
      }))}
    />
  )
}

export function OpenList({ open }: Pick<Leaving, 'open'>) {
  const words = useWords()
  if (open.length === 0) return null
  return (
    <section aria-labelledby="export-open">
      <div className="section-head">
        <h2 id="export-open">{words('export.open')}</h2>
        <span className="small muted">{words('export.open.lead')}</span>
      </div>
      <OpenLines open={open} />
    </section>
  )
}
