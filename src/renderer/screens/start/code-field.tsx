// An invitation's code, typed: Baraza looks on the local network for the device that wrote it. The
// network is switched on here only by the person who presses the button that says so.
import { useEffect, useState } from 'react'
import { Check, Search, X } from 'lucide-react'
import type { FileGrant } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { Button, Icon, TextField } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'

export type CodeFieldProps = {
  /** The invitation that the code names, as a file. */
  onFound: (file: FileGrant) => Promise<void>
  /** The found result no longer matches the typed code. */
  onChange: () => void
}

/** Sixteen unambiguous letters and digits, however they are spaced. */
const isWhole = (code: string): boolean =>
  /^[A-HJ-NP-Z2-9]{16}$/.test(
    code
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s\p{Pd}]/gu, ''),
  )

export function CodeField({ onFound, onChange }: CodeFieldProps) {
  const core = useCore()
  const words = useWords()
  const [code, setCode] = useState('')
  const network = useAnswer('network.status', undefined, ['network.changed'])
  const whole = isWhole(code)
  const on = network.value?.on === true
  const look = useAct(async () => {
    if (!on) {
      const settings = await core.call('settings.get')
      await core.call('settings.set', { ...settings, localNetwork: true })
    }
    const { file } = await core.call('invitations.byCode', { code })
    await onFound(file)
  })
  const stop = (): void => void core.call('joining.stopLooking')
  // Going back ends the search and the question.
  useEffect(() => () => void core.call('joining.stopLooking'), [core])
  const { busy, failure } = look
  const start = (): void => {
    if (whole && !busy) void look.run()
  }

  return (
    <div className="code-typed">
      <TextField
        code
        label={words('start.join.code')}
        hint={words(on ? 'start.join.codeHint' : 'start.join.codeOff')}
        value={code}
        onChange={next => {
          setCode(next)
          if (busy) stop()
          look.forget()
          onChange()
        }}
        onKeyDown={event => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          start()
        }}
        {...(failure && failure !== 'cancelled' && { error: words(sentenceOf(failure)) })}
        autoComplete="off"
        spellCheck="false"
        maxLength={60}
        after={
          <Button
            icon={busy ? X : Search}
            unavailable={whole ? undefined : words('start.join.codeNeeded')}
            onPress={busy ? stop : start}
          >
            {words(busy ? 'start.join.stop' : on ? 'start.join.look' : 'start.join.lookOn')}
          </Button>
        }
      />
      <output className="invitation-read">
        {whole ? (
          <>
            <Icon of={Check} size="small" />
            <span>{words(busy ? 'start.join.looking' : 'start.join.codeWhole')}</span>
          </>
        ) : null}
      </output>
    </div>
  )
}
