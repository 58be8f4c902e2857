// One file that belongs to the document: what it is, whose it is, and what can be done with it.
import { Download, Lock, LockKeyhole, LockOpen, Trash2, type LucideIcon } from 'lucide-react'
import type { AttachedFile } from '#shared/contract'
import { sizeOf } from '../../screens/members/file-name.ts'
import { Button, Icon } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type FileActs = {
  save: (file: AttachedFile) => void
  remove: (file: AttachedFile) => void
  /** To a circle; null where this member is in none. */
  restrict: ((file: AttachedFile) => void) | null
  /** Shows the file to everyone; null where this member does not write in the document. */
  show: ((file: AttachedFile) => void) | null
  /** Why it cannot be restricted to a circle yet. */
  first?: string | undefined
}

type FileItemProps = { file: AttachedFile; handle: string; acts: FileActs }

export function FileItem({ file, handle, acts }: FileItemProps) {
  const words = useWords()
  const { name, circle, writes } = file
  const away = file.isHere ? undefined : words('attachments.away')
  const quiet = (
    act: 'restrict' | 'show' | 'remove',
    icon: LucideIcon,
    onPress: () => void,
    unavailable?: string,
  ) => (
    <Button
      size="small"
      variant="quiet"
      icon={icon}
      aria-label={words(`attachments.${act}.label`, { name })}
      unavailable={unavailable}
      onPress={onPress}
    >
      {words(`attachments.${act}`)}
    </Button>
  )
  const { restrict, show, first } = acts
  return (
    <li className="file-here">
      <bdi className="strong file-name">{name}</bdi>
      <span className="small muted">
        {words('attachments.about', {
          size: words('members.exchange.size', sizeOf(file.size)),
          name: handle,
          when: words.date(file.at),
        })}
      </span>
      {circle ? (
        <span className="small muted file-circle">
          <Icon of={Lock} size="small" />
          <bdi>{words('restricted.mark', circle)}</bdi>
        </span>
      ) : null}
      {away === undefined ? null : <span className="small muted">{away}</span>}
      <span className="file-acts">
        <Button
          size="small"
          icon={Download}
          aria-label={words('attachments.save.label', { name })}
          unavailable={away}
          onPress={() => acts.save(file)}
        >
          {words('attachments.save')}
        </Button>
        {restrict && writes && !circle
          ? quiet('restrict', LockKeyhole, () => restrict(file), away ?? first)
          : null}
        {show && writes && circle ? quiet('show', LockOpen, () => show(file), away) : null}
        {writes ? quiet('remove', Trash2, () => acts.remove(file)) : null}
      </span>
    </li>
  )
}
