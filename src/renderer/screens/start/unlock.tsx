// Locked: names no group and no document. The passphrase goes to core and is forgotten here as soon
// as it was sent.
import { useEffect, useRef, useState } from 'react'
import { Hourglass, Info } from 'lucide-react'
import { useAct, useCore } from '../../shell/core-client.ts'
import { Button, Link, Logo, Notice, PassphraseField } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import { EraseDevice } from './erase-device.tsx'
import { Recover } from './recover.tsx'
import { useWait } from './use-wait.ts'
import { StartFrame } from './start-frame.tsx'

const timeOf = (seconds: number) =>
  seconds > 90
    ? { unit: 'minutes', count: Math.ceil(seconds / 60) }
    : { unit: 'seconds', count: seconds }

export function Unlock() {
  const core = useCore()
  const words = useWords()
  const [passphrase, setPassphrase] = useState('')
  const [asking, setAsking] = useState<'recover' | 'erase' | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const unlock = useAct(async () => {
    const given = passphrase
    setPassphrase('')
    await core.call('profile.unlock', { passphrase: given })
  })
  const { left, ask } = useWait()
  const submit = async (): Promise<void> => {
    if (await unlock.run()) return
    field.current?.focus()
    await ask()
  }
  const waiting = left > 0 ? words('start.unlock.wait', timeOf(left)) : undefined
  const needed = passphrase === '' && !unlock.busy ? words('start.unlock.needed') : undefined
  return (
    <StartFrame className="unlock">
      <form
        className="unlock-card"
        onSubmit={event => {
          event.preventDefault()
          if (passphrase !== '' && left === 0) void submit()
        }}
      >
        <Logo size="large" />
        <h1>{words('start.unlock.title')}</h1>
        <p className="muted">{words('start.unlock.text')}</p>
        <PassphraseField
          ref={field}
          label={words('start.unlock.passphrase')}
          purpose="current-password"
          size="large"
          value={passphrase}
          onChange={setPassphrase}
          error={unlock.failure === undefined ? undefined : words(sentenceOf(unlock.failure))}
        />
        <Button
          type="submit"
          variant="primary"
          size="large"
          full
          busy={unlock.busy}
          unavailable={waiting ?? needed}
        >
          {words(unlock.busy ? 'start.unlock.busy' : 'start.unlock.act')}
        </Button>
        {waiting === undefined ? null : (
          <Notice tone="warning" icon={Hourglass}>
            {waiting}
          </Notice>
        )}
        <div className="unlock-foot small">
          <Link onPress={() => setAsking('recover')}>{words('start.unlock.forgotten')}</Link>
          <Link onPress={() => setAsking('erase')}>{words('start.erase.link')}</Link>
        </div>
      </form>
      <div className="unlock-note">
        <Notice icon={Info}>{words('start.unlock.note')}</Notice>
      </div>
      {asking === 'recover' ? <Recover onClose={() => setAsking(null)} /> : null}
      {asking === 'erase' ? <EraseDevice onClose={() => setAsking(null)} /> : null}
    </StartFrame>
  )
}
