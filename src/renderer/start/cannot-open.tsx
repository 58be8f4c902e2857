// The archive cannot be opened now: why, what is safe, what to do. Nothing was changed.
import { useShell } from '../core.ts'
import { Frame } from '../frame/frame.tsx'
import { LanguageChoice } from '../frame/language-choice.tsx'
import { Button, Logo } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import './start.css'

export type CannotOpenProps = { reason: 'in-use' | 'newer' | 'damaged' | 'failed' }

const keys = { 'in-use': 'inUse', newer: 'newer', damaged: 'damaged', failed: 'failed' } as const

export function CannotOpen({ reason }: CannotOpenProps) {
  const shell = useShell()
  const words = useWords()
  const key = keys[reason]
  return (
    <Frame
      bare
      bar={
        <>
          <span className="grow" />
          <LanguageChoice />
        </>
      }
    >
      <main className="unlock scroll" data-area="main">
        <div className="unlock-card" role="alert">
          <Logo size="large" />
          <h1>{words(`start.cannot.${key}.title`)}</h1>
          <p className="muted">{words(`start.cannot.${key}.text`)}</p>
          <Button
            variant="primary"
            size="large"
            full
            onPress={() => void shell.call('window.close')}
          >
            {words('start.cannot.close')}
          </Button>
        </div>
      </main>
    </Frame>
  )
}
