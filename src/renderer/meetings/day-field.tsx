// A day as a form has it. The order of day and month in the box follows the system, so the day is
// written out above it.
import { TextField } from '../ui/index.ts'
import { useWords } from '../words/index.ts'

type DayFieldProps = {
  label: string
  /** "2018-11-29", or empty. */
  value: string
  onChange: (day: string) => void
  onBlur?: () => void
  autoFocus?: boolean
}

export function DayField({ label, value, onChange, onBlur, autoFocus = false }: DayFieldProps) {
  const words = useWords()
  const time = new Date(`${value}T00:00`).getTime()
  return (
    <TextField
      label={label}
      type="date"
      autoFocus={autoFocus}
      hint={
        Number.isNaN(time)
          ? words('meetings.dayField.none')
          : words.time(time, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
      }
      value={value}
      onChange={onChange}
      {...(onBlur ? { onBlur } : {})}
    />
  )
}
