// Choosing the passphrase of this device: five words are offered, and typing what was chosen shows
// that it has been noted. Anything but the five words is typed twice.
import { useCallback, useEffect, useState } from 'react'
import { Copy, RefreshCw } from 'lucide-react'
import { useCore, useShell } from '../../shell/core-client.ts'
import { Button, Icon, PassphraseField, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Check } from 'lucide-react'
import type { NewPassphrase } from './new-passphrase.ts'
import { tidy, type Strength } from './passphrase.ts'

export function PassphraseChoice({ chosen }: { chosen: NewPassphrase }) {
  const { value, onChange, again, onAgain, offered, onOffered, isOffered, isNear, strength } =
    chosen
  // A part of the offered words says nothing yet.
  const isBegun = !isOffered && offered.startsWith(tidy(value))
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const [differs, setDiffers] = useState(false)

  const offer = useCallback(async () => {
    onOffered(await core.call('profile.suggest'))
  }, [core, onOffered])
  useEffect(() => void offer(), [offer])

  const copy = async (): Promise<void> => {
    await shell.call('clipboard.copySecret', { text: offered })
    say(words('start.passphrase.copied'))
  }

  return (
    <div className="passphrase-choice">
      <div className="field-label">{words('start.passphrase.offered')}</div>
      <div className="field-hint">{words('start.passphrase.offeredHint')}</div>
      <div className="offered">
        <bdi className="offered-words" aria-live="polite">
          {offered}
        </bdi>
        <Button size="small" icon={RefreshCw} onPress={() => void offer()}>
          {words('start.passphrase.others')}
        </Button>
        <Button size="small" icon={Copy} onPress={() => void copy()}>
          {words('start.passphrase.copy')}
        </Button>
      </div>
      <PassphraseField
        label={words('start.passphrase.label')}
        hint={words('start.passphrase.hint')}
        purpose="new-password"
        value={value}
        onChange={onChange}
      />
      <StrengthLine
        strength={isBegun ? { state: 'empty' } : strength}
        isOffered={isOffered}
        isNear={isNear}
      />
      {strength.state === 'good' && !isOffered ? (
        <PassphraseField
          label={words('start.passphrase.again')}
          purpose="new-password"
          value={again}
          onChange={next => {
            onAgain(next)
            setDiffers(false)
          }}
          onBlur={() => setDiffers(again !== '' && tidy(again) !== tidy(value))}
          error={differs ? words('start.passphrase.differs') : undefined}
        />
      ) : null}
    </div>
  )
}

type StrengthLineProps = { strength: Strength; isOffered: boolean; isNear: boolean }

function StrengthLine({ strength, isOffered, isNear }: StrengthLineProps) {
  const words = useWords()
  if (strength.state === 'empty') return <div className="strength" />
  const said = isNear ? 'near' : strength.state
  const hints = {
    good: 'start.strength.goodHint',
    weak: 'start.strength.weakHint',
    near: 'start.strength.nearHint',
  } as const
  return (
    <output className="strength" data-state={strength.state}>
      <span className="strength-meter" aria-hidden>
        {[1, 2, 3, 4].map(step => (
          <i key={step} data-on={step <= strength.steps || undefined} />
        ))}
      </span>
      <span>
        <b>{words(`start.strength.${said}`)}</b>
        {words.gap}
        <span className="muted">{words(isOffered ? 'start.strength.offered' : hints[said])}</span>
      </span>
      {isOffered ? <Icon of={Check} size="small" /> : null}
    </output>
  )
}
