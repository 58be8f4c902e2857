// After an admission: the new device is still empty, and the card says what to do about it.
import { FileOutput, X } from 'lucide-react'
import type { ComingIn } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { Button, IconButton } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { OthersEnded } from './answered-twice.tsx'

export type Admitted = {
  member: MemberId
  handle: string
  kind: ComingIn
  outside: boolean
  /** The names under which others answered the same invitation: their replies have ended. */
  ended: string[]
}

export function AdmittedCard(props: Admitted & { onGive: () => void; onClose: () => void }) {
  const words = useWords()
  const text = props.kind === 'device' ? 'members.admittedDevice.text' : 'members.admitted.text'
  return (
    <section className="card side-card" aria-labelledby="admitted-title">
      <div className="row side-head">
        <h2 id="admitted-title" className="grow">
          {words(
            props.kind === 'device' ? 'members.admittedDevice.title' : 'members.admitted.title',
            { handle: props.handle },
          )}
        </h2>
        <IconButton icon={X} label={words('members.check.close')} onPress={props.onClose} />
      </div>
      <OthersEnded handle={props.handle} ended={props.ended} />
      <p className="small muted">
        {words(props.outside ? (`${text}.outside` as const) : text, { handle: props.handle })}
      </p>
      <div className="side-acts">
        <Button autoFocus icon={FileOutput} onPress={props.onGive}>
          {words('members.admitted.act')}
        </Button>
      </div>
    </section>
  )
}
