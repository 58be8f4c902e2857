// The ways to open this device beside the passphrase: a code on paper, pieces held by colleagues.
// Shows the existing ones, and makes or ends each.
import { useRef, useState } from 'react'
import { KeyRound, Puzzle, Trash2 } from 'lucide-react'
import { useAnswer, useCore } from '../../shell/core-client.ts'
import { ConfirmDialog } from '../../shell/confirm-dialog.tsx'
import { Button, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { RecoveryCode } from './recovery-code.tsx'
import { RecoveryShares } from './recovery-shares.tsx'

type Asking = 'code' | 'shares' | 'end code' | 'end shares' | null

export function Recovery({ asksCode }: { asksCode: boolean }) {
  const core = useCore()
  const words = useWords()
  const { value: status, failure, again } = useAnswer('recovery.status', undefined)
  const [asking, setAsking] = useState<Asking>(asksCode ? 'code' : null)
  const own = useRef<HTMLDivElement>(null)
  const close = (): void => {
    setAsking(null)
    own.current?.scrollIntoView({ block: 'center' })
    again()
  }
  const [kind, text] =
    asking === 'end shares' ? (['shares', 'pieces'] as const) : (['code', 'code'] as const)
  const since = (time: number | null | undefined): string =>
    time ? words('settings.recovery.since', { date: words.date(time) }) : ''
  return (
    <>
      <p className="muted">
        {words('settings.recovery.text')} {words('settings.recovery.away')}
      </p>
      <FailureNotice of={failure} />
      <div className="recovery-way" ref={own}>
        <div className="grow">
          <h3>{words('settings.recovery.code')}</h3>
          <p className="small muted">
            {status?.code
              ? `${words('settings.recovery.code.there')} ${since(status.code.since)}`
              : words(
                  status?.waiting ? 'settings.recovery.code.waiting' : 'settings.recovery.none',
                )}
          </p>
        </div>
        <Button icon={KeyRound} onPress={() => setAsking('code')}>
          {words(status?.code ? 'settings.recovery.code.another' : 'settings.recovery.code.make')}
        </Button>
        {status?.code ? (
          <Button icon={Trash2} variant="quiet" onPress={() => setAsking('end code')}>
            {words('settings.recovery.code.end')}
          </Button>
        ) : null}
      </div>
      <div className="recovery-way">
        <div className="grow">
          <h3>{words('settings.recovery.pieces')}</h3>
          <p className="small muted">
            {status?.shares
              ? `${words('settings.recovery.pieces.there', {
                  needed: status.shares.needed,
                  of: status.shares.of,
                })} ${since(status.shares.since)}`
              : words('settings.recovery.pieces.none')}
          </p>
        </div>
        <Button icon={Puzzle} onPress={() => setAsking('shares')}>
          {words(
            status?.shares ? 'settings.recovery.pieces.another' : 'settings.recovery.pieces.make',
          )}
        </Button>
        {status?.shares ? (
          <Button icon={Trash2} variant="quiet" onPress={() => setAsking('end shares')}>
            {words('settings.recovery.pieces.end')}
          </Button>
        ) : null}
      </div>
      {asking === 'code' ? <RecoveryCode onClose={close} /> : null}
      {asking === 'shares' ? <RecoveryShares onClose={close} /> : null}
      {asking === 'end code' || asking === 'end shares' ? (
        <ConfirmDialog
          danger
          title={words(`settings.recovery.${text}.endTitle`)}
          act={words(`settings.recovery.${text}.end`)}
          safe={words('settings.recovery.keep')}
          done={words(`settings.recovery.${text}.ended`)}
          onAct={() => core.call('recovery.remove', { kind }).then(close)}
          onClose={() => setAsking(null)}
        >
          <p>{words(`settings.recovery.${text}.endText`)}</p>
        </ConfirmDialog>
      ) : null}
    </>
  )
}
