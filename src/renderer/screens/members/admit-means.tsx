// The consequences of admitting a device, before it is done: its role, the texts it reads, and the
// texts it keeps.
import { Ban, CircleDot, Crown, Eye, RadioTower, Undo2, UserCheck, Users } from 'lucide-react'
import type { Group } from '#shared/contract'
import { useAnswer } from '../../shell/core-client.ts'
import { Consequences } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { whatRoleDoes } from './role-words.ts'
import { strong } from './strong.tsx'

export type AdmitMeansProps = {
  group: Group
  request: Group['requests'][number]
  /** Documents that are shared with the whole group. */
  documents: number
  /** Names of those whose replies to the same invitation end. */
  others: readonly string[]
}

/** A joining person chooses the name, and only keys prove an author. */
const hasName = (members: Group['memberList'], handle: string): boolean =>
  members.some(member => member.handle.trim().toLowerCase() === handle.trim().toLowerCase())

export function AdmitMeans({ group, request, documents, others }: AdmitMeansProps) {
  const words = useWords()
  const { handle, kind, role, outside } = request
  const isDevice = kind === 'device'
  const sameName = hasName(group.memberList, handle) ? 'now' : 'before'
  const isNameTaken = !isDevice && (sameName === 'now' || hasName(group.pastMembers, handle))
  const reads = isDevice ? 'members.admitDevice.reads' : 'members.admit.reads'
  const keeps = isDevice ? 'members.admitDevice.keeps' : 'members.admit.keeps'
  // Circles of this member that the joining device enters by being admitted.
  const circles = useAnswer('circles.list', { group: group.id }, ['groups.changed']).value ?? []
  const following = circles
    .filter(circle => circle.role !== null && circle.follows)
    .map(({ name }) => name)
  const b = strong
  const named = {
    b,
    handle,
    role: words(`members.role.${role}`),
    does: whatRoleDoes(role, outside, words),
  }
  const items = [
    isDevice || { id: 'role', icon: UserCheck, text: words.rich('members.admit.role', named) },
    {
      id: 'reads',
      icon: Eye,
      text: words.rich(outside ? `${reads}.outside` : reads, { b, handle, documents }),
    },
    !isDevice &&
      !outside &&
      following.length > 0 && {
        id: 'circles',
        icon: CircleDot,
        text: words.rich('members.admit.circles', {
          b,
          circles: following.length,
          names: words.list(following),
        }),
      },
    !isDevice &&
      role === 'chair' && {
        id: 'chair',
        icon: Crown,
        text: words.rich('members.roleDialog.becomesChair', { b }),
      },
    isNameTaken && {
      id: 'name',
      icon: Users,
      text: words.rich(`members.admit.sameName.${sameName}`, { b, handle }),
    },
    others.length > 0 && {
      id: 'others',
      icon: Ban,
      text: words.rich('members.admit.others', {
        b,
        others: others.length,
        people: words.list([...others]),
      }),
    },
    { id: 'keeps', icon: Undo2, text: words.rich(keeps, { b }) },
    { id: 'told', icon: RadioTower, text: words('members.admit.told') },
  ]
  return <Consequences items={items.filter(item => typeof item === 'object')} />
}
