// The archive cannot be opened now: why, what is safe, what to do. Nothing was changed.
import { useState } from 'react'
import { useShell } from '../../shell/core-client.ts'
import { Button, Logo } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { RestoreBackup } from './restore-backup.tsx'
import { StartFrame } from './start-frame.tsx'

export type CannotOpenProps = { reason: 'in-use' | 'newer' | 'damaged' | 'failed' }

const keys = { 'in-use': 'inUse', newer: 'newer', damaged: 'damaged', failed: 'failed' } as const

export function CannotOpen({ reason }: CannotOpenProps) {
  const words = useWords()
  const [restoring, setRestoring] = useState(false)
  return (
    <StartFrame className="unlock">
      {restoring ? (
        <section className="first-run-card" aria-label={words('start.restore.heading')}>
          <RestoreBackup damaged onBack={() => setRestoring(false)} />
        </section>
      ) : (
        <Reason reason={reason} onRestore={() => setRestoring(true)} />
      )}
    </StartFrame>
  )
}

function Reason({ reason, onRestore }: CannotOpenProps & { onRestore: () => void }) {
  const shell = useShell()
  const words = useWords()
  const key = keys[reason]
  const damaged = reason === 'damaged'
  return (
    <div className="unlock-card" role="alert">
      <Logo size="large" />
      <h1>{words(`start.cannot.${key}.title`)}</h1>
      <p className="muted">{words(`start.cannot.${key}.text`)}</p>
      {damaged ? (
        <Button variant="primary" size="large" full onPress={onRestore}>
          {words('start.cannot.damaged.restore')}
        </Button>
      ) : null}
      <Button
        variant={damaged ? 'plain' : 'primary'}
        size="large"
        full
        onPress={() => void shell.call('window.close')}
      >
        {words('start.cannot.close')}
      </Button>
    </div>
  )
}
