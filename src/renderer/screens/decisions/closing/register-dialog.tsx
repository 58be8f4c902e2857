// Writing down the symbol that the secretariat gave to an adopted text.
import type { Decision } from '#shared/contract'
import { useAct, useCore } from '../../../shell/core-client.ts'
import { DayField, FormDialog, say, TextField } from '../../../ui/index.ts'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { useWords } from '../../../words/index.ts'

type RegisterDialogProps = { decision: Decision; onClose: () => void }

export function RegisterDialog({ decision, onClose }: RegisterDialogProps) {
  const words = useWords()
  const core = useCore()
  const place = `register/${decision.id}`
  const first = { symbol: '', day: '' }
  const { fields, type, forget } = useTyped(decision.document, place, first)
  const { symbol, day } = fields
  const register = useAct(async () => {
    const input = { decision: decision.id, symbol, day: day === '' ? null : day }
    await core.call('decisions.register', input)
    forget()
    say(words('decisions.register.done'))
    onClose()
  })
  return (
    <FormDialog
      size="small"
      title={words('decisions.register.title')}
      lead={words('decisions.register.lead')}
      act={words('decisions.register.act')}
      reason={symbol.trim() === '' ? words('decisions.register.missing') : undefined}
      work={register}
      onClose={onClose}
    >
      <TextField
        label={words('decisions.register.symbol')}
        maxLength={60}
        value={symbol}
        onChange={next => type({ symbol: next })}
      />
      <DayField
        label={words('decisions.register.day')}
        value={day}
        onChange={next => type({ day: next })}
      />
    </FormDialog>
  )
}
