// Giving a position: five ways, what each needs, and what it does, above the button.
import { type KeyboardEvent, useId, useRef } from 'react'
import { Plus } from 'lucide-react'
import type { Decision } from '#shared/contract'
import { ariaKeys, chordText, isKey, keysOf } from '../../../shell/commands/keys.ts'
import { type Command, useOffer } from '../../../shell/commands/offered.ts'
import { useAct, useCore } from '../../../shell/core-client.ts'
import { Button, FailureNotice, RadioChoice, say, TextField } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import type { Appearing } from '../appearance.tsx'
import { choiceIcons, choices } from '../choices.tsx'
import type { ExactLines } from '../lines.ts'
import { Effects } from './effects-of.tsx'
import { ReservationFields } from './reservation-fields.tsx'
import {
  emptyReservation,
  givenOf,
  mostReservations,
  type PositionForm,
  whyNotYet,
} from './use-position-form.ts'

export type PositionFormProps = {
  decision: Decision
  form: PositionForm
  lines: ExactLines['lines']
  appearing: Appearing
  /** It was given, or left for another time. */
  onDone: () => void
  /** Null where there is nothing to go back to. */
  onCancel: (() => void) | null
}

/** Whether the whole of an element is on the screen. */
const isInView = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect()
  return top >= 0 && bottom <= window.innerHeight
}

/** The act of giving it: by the button, by its key, and from the palette. */
function useGive({ decision, form, lines, appearing, onDone }: PositionFormProps) {
  const words = useWords()
  const core = useCore()
  const end = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const { choice } = form
  const reason = whyNotYet(form, Array.isArray(lines), words)
  const give = useAct(async () => {
    const given = givenOf(form, appearing, words)
    await core.call('decisions.position', { decision: decision.id, ...given })
    form.forget()
    say(words('decisions.given.done', { choice: words(`decisions.choice.${given.choice}`) }))
    onDone()
  })
  useOffer({
    acts: (): Command[] =>
      choice === null || reason !== undefined
        ? []
        : [
            {
              id: 'give-position',
              text: words(`decisions.give.${choice}`),
              icon: choiceIcons[choice],
              keys: keysOf('givePosition'),
              act: () => void give.run(),
            },
          ],
  })
  /** The consequences come onto the screen first; the same key then gives the position. */
  const onKey = (event: KeyboardEvent): void => {
    if (!isKey(event.nativeEvent, 'givePosition')) return
    event.preventDefault()
    event.stopPropagation()
    if (choice === null || reason !== undefined || give.busy) return button.current?.focus()
    if (end.current && isInView(end.current)) return void give.run()
    end.current?.scrollIntoView({ block: 'end' })
    button.current?.focus({ preventScroll: true })
  }
  return { give, reason, end, button, onKey }
}

export function GivePosition(props: PositionFormProps) {
  const { decision, form, lines, appearing, onCancel } = props
  const words = useWords()
  const reasonId = useId()
  const { give, reason, end, button, onKey } = useGive(props)
  const { choice } = form
  return (
    <div role="presentation" onKeyDownCapture={onKey}>
      <RadioChoice
        look="rows"
        label={words('decisions.position')}
        labelUnseen
        value={choice ?? ''}
        onChange={next => form.set({ choice: next })}
        ways={choices.map(id => ({
          id,
          icon: choiceIcons[id],
          title: words(`decisions.choice.${id}`),
          hint: words(`decisions.hint.${id}`, { kind: decision.rule.kind }),
          below:
            id === 'reservations' ? (
              <Reservations form={form} lines={lines} appearing={appearing} />
            ) : (
              <Reason form={form} isNeeded={id === 'object'} />
            ),
        }))}
      />
      <div ref={end}>
        {choice === null ? null : (
          <Effects
            decision={decision}
            choice={choice}
            reserved={form.reserved}
            lines={lines}
            appearing={appearing}
          />
        )}
        <div className="panel-acts">
          <FailureNotice of={give.failure} />
          <Button
            ref={button}
            variant="primary"
            full
            busy={give.busy}
            unavailable={reason}
            aria-describedby={reason === undefined ? 'decision-effects' : reasonId}
            aria-keyshortcuts={ariaKeys('givePosition')}
            onPress={() => void give.run()}
          >
            {words(`decisions.give.${choice ?? 'act'}`)}
          </Button>
          {reason === undefined ? (
            <span className="smallest quiet">
              {words('decisions.give.keys', { keys: chordText('givePosition') })}
            </span>
          ) : (
            <span className="small muted" id={reasonId}>
              {reason}
            </span>
          )}
          {onCancel ? (
            <Button
              variant="quiet"
              onPress={() => {
                form.forget()
                onCancel()
              }}
            >
              {words('decisions.give.keep')}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  )
}

type ReservationsProps = Pick<PositionFormProps, 'form' | 'lines' | 'appearing'>

function Reservations({ form, lines, appearing }: ReservationsProps) {
  const words = useWords()
  const { reserved, set } = form
  return (
    <>
      {reserved.map((each, index) => (
        <ReservationFields
          key={index}
          value={each}
          lines={lines}
          appearing={appearing}
          onChange={next => set({ reserved: reserved.with(index, next) })}
          onRemove={
            reserved.length > 1 ? () => set({ reserved: reserved.toSpliced(index, 1) }) : null
          }
        />
      ))}
      {reserved.length < mostReservations ? (
        <div>
          <Button
            size="small"
            variant="quiet"
            icon={Plus}
            onPress={() => set({ reserved: [...reserved, emptyReservation] })}
          >
            {words('decisions.reservation.add')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function Reason({ form, isNeeded }: { form: PositionForm; isNeeded: boolean }) {
  const words = useWords()
  return (
    <TextField
      label={words(isNeeded ? 'decisions.reason.needed' : 'decisions.reason')}
      rows={2}
      maxLength={4000}
      value={form.reason}
      onChange={reason => form.set({ reason })}
    />
  )
}
