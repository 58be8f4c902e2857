// A consent agenda: several items go to members without debate, each as a question of its own.
import { useState } from 'react'
import { CornerDownRight, Users } from 'lucide-react'
import type { CoreContract, Meeting } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import type { Output } from '#shared/rpc'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import {
  Checkbox,
  Consequences,
  DayField,
  FailureNotice,
  FormDialog,
  Notice,
  say,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { isSamePlace, nameOfItem } from './item-names.ts'
import { timeOf } from './times.ts'

type Consentable = Output<CoreContract, 'meetings.consentable'>['items']

/** A closed item lies in the agenda of its circle, and is decided there. */
const offered = ({ agenda, list, undecided }: Meeting, items: Consentable) =>
  list.flatMap(item => {
    const found =
      item.agenda === agenda ? items.find(({ block }) => block === item.block) : undefined
    const isUndecided = undecided.some(place => isSamePlace(item, place))
    return found && isUndecided ? [{ ...item, isTextOpen: found.isTextOpen }] : []
  })

export function ConsentAgenda({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const words = useWords()
  const core = useCore()
  const { agenda, undecided } = meeting
  const [chosen, setChosen] = useState<ReadonlySet<BlockId>>(new Set())
  const [day, setDay] = useState('')
  const until = timeOf(day, '23:59')
  const { value, failure } = useAnswer(
    'meetings.consentable',
    { agenda },
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    { pause: 1000 },
  )
  const items = offered(meeting, value?.items ?? [])
  const blocks = items.flatMap(({ block, isTextOpen }) =>
    chosen.has(block) && !isTextOpen ? [block] : [],
  )
  const ask = useAct(async () => {
    if (until === null) return
    await core.call('meetings.consent', { agenda, blocks, until })
    say(words('meetings.consent.done', { count: blocks.length }))
    onClose()
  })
  const toggle = (block: BlockId, isOn: boolean): void =>
    setChosen(all => new Set(isOn ? [...all, block] : [...all].filter(each => each !== block)))
  const nothing =
    value === undefined || items.length > 0
      ? undefined
      : words(undecided.length === 0 ? 'meetings.allDecided' : 'meetings.consent.none')
  const missing =
    blocks.length === 0
      ? words('meetings.consent.missing')
      : until === null
        ? words('meetings.consent.noDay')
        : undefined
  return (
    <FormDialog
      title={words('meetings.consent')}
      lead={words('meetings.consent.lead')}
      act={words('meetings.consent.act', { count: blocks.length })}
      reason={nothing ?? missing}
      work={ask}
      isComing={value === undefined && failure === undefined}
      onClose={onClose}
    >
      <FailureNotice of={failure} />
      {nothing === undefined ? null : <Notice>{nothing}</Notice>}
      {items.length === 0 ? null : (
        <>
          <fieldset className="consent-items">
            <legend className="field-label">{words('meetings.consent.items')}</legend>
            {items.map(item => (
              <Checkbox
                key={item.block}
                isSelected={blocks.includes(item.block)}
                isDisabled={item.isTextOpen}
                hint={item.isTextOpen ? words('failure.textOpen') : undefined}
                onChange={isOn => toggle(item.block, isOn)}
              >
                <span dir="auto">{nameOfItem(item)}</span>
              </Checkbox>
            ))}
          </fieldset>
          <DayField label={words('meetings.consent.until')} value={day} onChange={setDay} />
          <Consequences
            items={[
              { id: 'told', icon: Users, text: words('meetings.consent.told') },
              { id: 'objection', icon: CornerDownRight, text: words('meetings.consent.objection') },
            ]}
          />
        </>
      )}
    </FormDialog>
  )
}
