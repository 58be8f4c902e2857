// The circles of this member, former ones apart from them, and a form for another. This device
// knows nothing of other circles, so the list never claims to be complete.
import { useState } from 'react'
import { CircleDot } from 'lucide-react'
import type { Circle, Group } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { Button, Checkbox, FormDialog, say, TextField, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { CircleDialog } from './circle-dialog.tsx'
import { CircleOffers } from './circle-offers.tsx'
import './circles.css'

export function CirclesCard({ group }: { group: Group }) {
  const words = useWords()
  const [asking, setAsking] = useState(false)
  const [open, setOpen] = useState<GroupId | null>(null)
  const [showsPast, setShowsPast] = useState(false)
  const circles = useAnswer('circles.list', { group: group.id }, ['groups.changed'])
  const [past, own] = [true, false].map(
    isPast => circles.value?.filter(({ role }) => (role === null) === isPast) ?? [],
  ) as [Circle[], Circle[]]
  const shown = circles.value?.find(({ id }) => id === open)
  return (
    <section className="card side-card" aria-labelledby="circles-title">
      <h2 id="circles-title">{words('members.circles.title')}</h2>
      <p className="small muted">{words('members.circles.hint')}</p>
      <CircleOffers group={group} />
      <Circles circles={own} onOpen={setOpen} />
      {past.length === 0 ? null : (
        <>
          <div>
            <Button
              size="small"
              variant="quiet"
              aria-expanded={showsPast}
              onPress={() => setShowsPast(!showsPast)}
            >
              {words('members.circles.past', { count: past.length })}
            </Button>
          </div>
          {showsPast ? <Circles circles={past} onOpen={setOpen} /> : null}
        </>
      )}
      <FailureNotice of={circles.failure} />
      <div>
        <Button icon={CircleDot} onPress={() => setAsking(true)}>
          {words('members.circles.new')}
        </Button>
      </div>
      {asking ? <NewCircle group={group} onClose={() => setAsking(false)} /> : null}
      {shown ? <CircleDialog group={group} circle={shown} onClose={() => setOpen(null)} /> : null}
    </section>
  )
}

type CirclesProps = { circles: readonly Circle[]; onOpen: (circle: GroupId) => void }

function Circles({ circles, onOpen }: CirclesProps) {
  const words = useWords()
  return (
    <ul className="circles">
      {circles.map(({ id, name, role, members, follows }) => (
        <li key={id} className="row">
          <div className="grow">
            <div>
              <bdi className="strong">{name}</bdi>
            </div>
            <div className="smallest quiet">
              {role === null
                ? words('members.circles.left')
                : words(follows ? 'members.circles.members.addsNew' : 'members.circles.members', {
                    members: members.length,
                  })}
            </div>
          </div>
          <Button
            size="small"
            variant="quiet"
            aria-label={words('members.circles.openName', { name })}
            onPress={() => onOpen(id)}
          >
            {words('members.circles.open')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function NewCircle({ group, onClose }: { group: Group; onClose: () => void }) {
  const words = useWords()
  const core = useCore()
  const [name, setName] = useState('')
  const [follows, setFollows] = useState(false)
  const make = useAct(async () => {
    await core.call('circles.create', { group: group.id, name: name.trim(), follows })
    say(
      words(follows ? 'members.circles.made.addsNew' : 'members.circles.made', {
        name: name.trim(),
      }),
    )
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words('members.circles.new')}
      lead={words(follows ? 'members.circles.newLead.addsNew' : 'members.circles.newLead')}
      act={words('members.circles.make')}
      reason={name.trim() === '' ? words('members.circles.nameNeeded') : undefined}
      work={make}
    >
      <TextField
        autoFocus
        label={words('members.circles.name')}
        hint={words('members.circles.nameHint')}
        maxLength={120}
        value={name}
        onChange={setName}
      />
      <Checkbox
        isSelected={follows}
        onChange={setFollows}
        hint={words('members.circles.addNew.does')}
      >
        {words('members.circles.addNew')}
      </Checkbox>
    </FormDialog>
  )
}
