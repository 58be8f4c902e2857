// The circles that this member is or was in, and making another. Of circles that she is not in nothing
// is known here, so the list never says that it is all.
import { useState } from 'react'
import { CircleDot } from 'lucide-react'
import type { Group } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../core.ts'
import { Button, FormDialog, Notice, say, TextField } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'
import { CircleDialog } from './circle-dialog.tsx'
import { CircleOffers } from './circle-offers.tsx'
import './circles.css'

export function CirclesCard({ group }: { group: Group }) {
  const words = useWords()
  const [asking, setAsking] = useState(false)
  const [open, setOpen] = useState<GroupId | null>(null)
  const circles = useAnswer('circles.list', { group: group.id }, ['groups.changed'])
  const shown = circles.value?.find(({ id }) => id === open)
  return (
    <section className="card side-card" aria-labelledby="circles-title">
      <h2 id="circles-title">{words('members.circles.title')}</h2>
      <p className="small muted">{words('members.circles.hint')}</p>
      <CircleOffers group={group} />
      <ul className="circles">
        {(circles.value ?? []).map(({ id, name, role, members }) => (
          <li key={id} className="row">
            <div className="grow">
              <div>
                <bdi className="strong">{name}</bdi>
              </div>
              <div className="smallest quiet">
                {role === null
                  ? words('members.circles.left')
                  : words('members.circles.members', { members: members.length })}
              </div>
            </div>
            <Button
              size="small"
              variant="quiet"
              aria-label={words('members.circles.openName', { name })}
              onPress={() => setOpen(id)}
            >
              {words('members.circles.open')}
            </Button>
          </li>
        ))}
      </ul>
      {circles.failure ? <Notice tone="error">{words(sentenceOf[circles.failure])}</Notice> : null}
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

function NewCircle({ group, onClose }: { group: Group; onClose: () => void }) {
  const words = useWords()
  const core = useCore()
  const [name, setName] = useState('')
  const make = useAct(async () => {
    await core.call('circles.create', { group: group.id, name: name.trim() })
    say(words('members.circles.made', { name: name.trim() }))
    onClose()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words('members.circles.new')}
      lead={words('members.circles.newLead')}
      act={words('members.circles.make')}
      reason={name.trim() === '' ? words('members.circles.nameNeeded') : undefined}
      busy={make.busy}
      failure={make.failure}
      onSubmit={() => void make.run()}
    >
      <TextField
        autoFocus
        label={words('members.circles.name')}
        hint={words('members.circles.nameHint')}
        maxLength={120}
        value={name}
        onChange={setName}
      />
    </FormDialog>
  )
}
