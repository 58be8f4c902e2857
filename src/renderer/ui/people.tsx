// People and what their devices have: the member's mark, who can read, and how far a member has read.
import type { Reach, Readers } from '#shared/contract'
import { Check, CircleDashed, Clock, Laptop, Lock, Users } from 'lucide-react'
import { useWords, type Words } from '../words/index.ts'
import { Icon } from './icon.tsx'
import { initialsOf } from './initials.ts'
import './people.css'

export type MemberMarkProps = {
  handle: string
  /** 1 to 6. */
  color: number
  size?: 'small' | 'medium' | 'large'
  /** Filled: this member is here now. */
  present?: boolean
}

/** Decoration beside a written handle; the initials are not read aloud. */
export function MemberMark({ handle, color, size = 'medium', present = false }: MemberMarkProps) {
  return (
    <span
      className="member-mark"
      data-color={color}
      data-size={size}
      data-present={present || undefined}
      aria-hidden
    >
      <bdi>{initialsOf(handle)}</bdi>
    </span>
  )
}

export function ReaderLine({ readers }: { readers: Readers }) {
  const words = useWords()
  return (
    <span className="reader-line">
      <Icon of={readers.kind === 'only-you' ? Lock : Users} size="small" />
      {readers.kind === 'only-you'
        ? words('ui.readers.onlyYou')
        : readers.kind === 'circle'
          ? words('ui.readers.circle', { name: readers.name, members: readers.members })
          : words('ui.readers.group', { members: readers.members })}
    </span>
  )
}

const reachIcon = {
  self: Laptop,
  'has-everything': Check,
  behind: Clock,
  'never-heard': CircleDashed,
} as const

/** How far a member has read, in the same words on each screen. */
export function reachWords(reach: Reach, words: Words): string {
  switch (reach.state) {
    case 'self':
      return words('ui.reach.self')
    case 'has-everything':
      return words('ui.reach.hasEverything')
    case 'behind':
      return words('ui.reach.behind')
    case 'never-heard':
      return words('ui.reach.neverHeard')
  }
}

export function SyncLine({ reach }: { reach: Reach }) {
  const words = useWords()
  return (
    <span className="sync-line" data-state={reach.state}>
      <Icon of={reachIcon[reach.state]} size="small" />
      {reachWords(reach, words)}
    </span>
  )
}
