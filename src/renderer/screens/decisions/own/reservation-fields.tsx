// One reservation: the paragraph that it stands at, the printed name, and its words.
import { X } from 'lucide-react'
import type { BlockId } from '#shared/ids'
import { IconButton, Select, TextField } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { AppearanceSelect, type Appearing } from '../appearance.tsx'
import type { ExactLines } from '../lines.ts'
import { reservableIn } from '../place-names.ts'
import type { Reserved } from './use-position-form.ts'

type ReservationFieldsProps = {
  value: Reserved
  lines: ExactLines['lines']
  appearing: Appearing
  onChange: (value: Reserved) => void
  /** Null where it is the only one. */
  onRemove: (() => void) | null
}

const whole = 'whole'

export function ReservationFields(props: ReservationFieldsProps) {
  const { value, lines, appearing, onChange, onRemove } = props
  const words = useWords()
  const places = reservableIn(lines ?? [], words)
  const { as, own, block } = value
  const chosen = block === null ? undefined : places.find(each => each.blocks.includes(block))
  return (
    <div className="reservation-fields">
      <div className="reservation-heads">
        <Select
          label={words('decisions.reservation.to')}
          size="small"
          value={chosen?.block ?? block ?? whole}
          onChange={next =>
            onChange({ ...value, block: next === whole ? null : (next as BlockId) })
          }
          choices={[
            { id: whole, text: words('decisions.place.whole') },
            ...places.map(({ block: id, name, begins }) => ({
              id,
              text: name,
              ...(begins !== '' && { hint: begins }),
            })),
          ]}
        />
        <AppearanceSelect
          value={{ as, own }}
          appearing={appearing}
          onChange={next => onChange({ ...value, ...next })}
        />
        {onRemove ? (
          <IconButton
            size="small"
            icon={X}
            label={words('decisions.reservation.remove')}
            onPress={onRemove}
          />
        ) : null}
      </div>
      <TextField
        label={words('decisions.reservation.words')}
        rows={2}
        maxLength={4000}
        value={value.words}
        onChange={next => onChange({ ...value, words: next })}
      />
    </div>
  )
}
