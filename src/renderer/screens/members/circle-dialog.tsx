// One circle: its members and their roles; its conveners add and remove members, and each member
// can leave.
import { useState } from 'react'
import { Ban, FileUp, HardDrive, LogOut } from 'lucide-react'
import { type Circle, CircleRole, type Group } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { type Act, useAct, useCore, useShell } from '../../shell/core-client.ts'
import { useKeptChoice } from '../../shell/kept-choice.ts'
import {
  Button,
  Checkbox,
  CloseButton,
  Consequences,
  Dialog,
  MemberMark,
  Menu,
  Notice,
  say,
  Select,
  FailureNotice,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { CircleExit, type Leaver } from './circle-exit.tsx'
import { plainFileName } from './file-name.ts'
import './circles.css'

type Person = Group['memberList'][number]

export type CircleDialogProps = { group: Group; circle: Circle; onClose: () => void }

const useRoles = () => {
  const words = useWords()
  return CircleRole.options.map(id => ({
    id,
    text: words(`members.circles.role.${id}`),
    hint: words(`members.circles.role.${id}.does`),
  }))
}

export function CircleDialog({ group, circle, onClose }: CircleDialogProps) {
  const words = useWords()
  const core = useCore()
  const { id, name, members, role } = circle
  const convenes = role === 'convener'
  const [going, setGoing] = useState<{ who: Leaver } | null>(null)
  const shell = useShell()
  const lock = useAct(async () => {
    const wanted = { type: 'locked', name: plainFileName(Date.now()) } as const
    const grant = await shell.call('dialog.save', wanted)
    if (!grant) return
    await core.call('exchange.write', { group: id, for: [], file: grant.file })
    say(words('members.circles.saved', { file: grant.name }))
  })
  const appoint = useAct(async (member: MemberId, handle: string, next: CircleRole) => {
    await core.call('circles.appoint', { circle: id, member, role: next })
    const named = words(`members.circles.role.${next}`)
    say(words('members.circles.appointed', { handle, name, role: named }))
  })
  const follow = useAct(async (wanted: boolean) => {
    await core.call('circles.follow', { circle: id, follows: wanted })
    say(words(wanted ? 'members.circles.addNew.on' : 'members.circles.addNew.off', { name }))
  })
  const bring = useAct(async (person: Person, as: CircleRole, onBrought: () => void) => {
    await core.call('circles.bring', { circle: id, member: person.id, role: as })
    onBrought()
    say(words('members.circles.brought', { handle: person.handle, name }))
  })
  const failure = appoint.failure ?? lock.failure
  return (
    <Dialog
      isOpen
      size="wide"
      onClose={onClose}
      busy={[lock, appoint, follow, bring].some(({ busy }) => busy)}
      title={name}
      lead={words(role === null ? 'members.circles.outLead' : 'members.circles.lead')}
      foot={
        <>
          {role === null ? null : (
            <Button variant="quiet" icon={LogOut} onPress={() => setGoing({ who: null })}>
              {words('members.circles.leave')}
            </Button>
          )}
          {role === null ? null : (
            <Button variant="quiet" icon={FileUp} busy={lock.busy} onPress={() => void lock.run()}>
              {words('members.circles.lock')}
            </Button>
          )}
          <span className="grow" />
          <CloseButton>{words('ui.close')}</CloseButton>
        </>
      }
    >
      {role === null ? null : <Follows group={group} circle={circle} />}
      <ul className="circles" aria-label={words('members.circles.list')}>
        {members.map(each => (
          <InCircle
            key={each.member}
            group={group}
            circle={circle}
            each={each}
            isBusy={appoint.busy}
            onAppoint={appoint.run}
            onRemove={who => setGoing({ who })}
          />
        ))}
      </ul>
      {convenes && members.length > 1 ? (
        <p className="small muted">{words('members.circles.handOver')}</p>
      ) : null}
      {convenes ? <Follow circle={circle} follow={follow} /> : null}
      {convenes ? <BringIn group={group} circle={circle} bring={bring} /> : null}
      {role === null ? null : (
        <Consequences
          items={[
            { id: 'new', icon: Ban, text: words('members.circles.goes') },
            { id: 'keeps', icon: HardDrive, text: words('members.circles.keeps') },
          ]}
        />
      )}
      <FailureNotice of={failure} />
      {going ? (
        <CircleExit
          circle={circle}
          going={going.who}
          onClose={() => setGoing(null)}
          onLeft={onClose}
        />
      ) : null}
    </Dialog>
  )
}

type InCircleProps = Omit<CircleDialogProps, 'onClose'> & {
  each: Circle['members'][number]
  isBusy: boolean
  onAppoint: (member: MemberId, handle: string, role: CircleRole) => Promise<boolean>
  onRemove: (who: NonNullable<Leaver>) => void
}

/** A member of the circle; a convener changes the role of others, and removes them. */
function InCircle({ group, circle, each, isBusy, onAppoint, onRemove }: InCircleProps) {
  const words = useWords()
  const roles = useRoles()
  const { member, role: theirs, here } = each
  const { name } = circle
  const convenes = circle.role === 'convener'
  const self = group.memberList.find(person => person.self)?.id
  const person = [...group.memberList, ...group.pastMembers].find(({ id }) => id === member)
  if (!person) return null
  const { handle, color } = person
  return (
    <li className="row">
      <MemberMark handle={handle} color={color} />
      <div className="grow">
        <bdi className="strong">{handle}</bdi>
        <div className="smallest quiet">
          {words(here ? `members.circles.role.${theirs}` : 'members.circles.notHere')}
        </div>
      </div>
      {convenes && member !== self ? (
        <Menu
          label={words('members.circles.roleOf', { handle, name })}
          groups={[
            {
              acts: roles.map(({ id: next, text, hint }) => ({
                id: next,
                text,
                hint,
                chosen: next === theirs,
                onAct: () => void (next === theirs || onAppoint(member, handle, next)),
              })),
            },
          ]}
        >
          <Button
            size="small"
            variant="quiet"
            busy={isBusy}
            aria-label={words('members.circles.roleOf', { handle, name })}
          >
            {words('members.circles.changeRole')}
          </Button>
        </Menu>
      ) : null}
      {convenes && member !== self ? (
        <Button
          size="small"
          variant="quiet"
          aria-label={words('members.circles.removeName', { handle, name })}
          onPress={() => onRemove({ member, handle })}
        >
          {words('members.circles.remove')}
        </Button>
      ) : null}
    </li>
  )
}

/** Says, to all in the circle, that new members of the group join it too. */
function Follows({ group, circle: { follows } }: Omit<CircleDialogProps, 'onClose'>) {
  const words = useWords()
  if (follows === null) return null
  const by = [...group.memberList, ...group.pastMembers].find(each => each.id === follows.by)
  const lacking = group.memberList.filter(({ id }) => follows.lacking.includes(id))
  const people = words.list(lacking.map(({ handle }) => handle))
  return (
    <Notice title={words('members.circles.addsNew.title')}>
      {words('members.circles.addsNew', { by: by?.handle ?? '?' })}
      {lacking.length === 0 ? null : <p>{words('members.circles.addsNew.lacking', { people })}</p>}
    </Notice>
  )
}

type FollowProps = Pick<CircleDialogProps, 'circle'> & { follow: Act<[boolean]> }

function Follow({ circle: { follows }, follow }: FollowProps) {
  const words = useWords()
  return (
    <div className="circle-follow">
      <Checkbox
        isSelected={follows !== null}
        isDisabled={follow.busy}
        onChange={on => void follow.run(on)}
        hint={follows ? undefined : words('members.circles.addNew.does')}
      >
        {words('members.circles.addNew')}
      </Checkbox>
      <FailureNotice of={follow.failure} />
    </div>
  )
}

type BringProps = Omit<CircleDialogProps, 'onClose'> & {
  bring: Act<[Person, CircleRole, () => void]>
}

function BringIn({ group, circle, bring }: BringProps) {
  const words = useWords()
  const others = group.memberList.filter(({ id }) =>
    circle.members.every(each => each.member !== id),
  )
  const [member, choose] = useKeptChoice(others, ({ id }) => id)
  const roles = useRoles()
  const [role, setRole] = useState<CircleRole>('member')
  const chooseNext = (): void => {
    const next = others.find(({ id }) => id !== member?.id)
    if (next) choose(next.id)
  }
  if (others.length === 0) return null
  return (
    <div className="circle-bring">
      <Select
        label={words('members.circles.whom')}
        value={member?.id ?? null}
        onChange={choose}
        choices={others.map(({ id, handle }) => ({ id, text: handle }))}
      />
      <Select label={words('members.circles.as')} value={role} onChange={setRole} choices={roles} />
      {member ? (
        <Button busy={bring.busy} onPress={() => void bring.run(member, role, chooseNext)}>
          {words('members.circles.bring', { handle: member.handle })}
        </Button>
      ) : null}
      <p className="small muted">{words('members.circles.begins')}</p>
      <FailureNotice of={bring.failure} />
    </div>
  )
}
