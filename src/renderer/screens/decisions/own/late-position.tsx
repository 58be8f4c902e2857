// A position after the close: it is kept and shown, and counts nothing unless the decision is reopened.
import { useState } from 'react'
import { Button } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { Panel } from '../panel.tsx'
import { GivePosition, type PositionFormProps } from './position-form.tsx'

type LatePositionProps = Omit<PositionFormProps, 'onDone' | 'onCancel'>

export function LatePosition(props: LatePositionProps) {
  const words = useWords()
  const [isAsked, setAsked] = useState(false)
  return (
    <Panel title={words('decisions.position')}>
      {isAsked ? (
        <GivePosition {...props} onDone={() => setAsked(false)} onCancel={() => setAsked(false)} />
      ) : (
        <>
          <p className="small">{words('decisions.does.late')}</p>
          <div>
            <Button onPress={() => setAsked(true)}>{words('decisions.late.give')}</Button>
          </div>
        </>
      )}
    </Panel>
  )
}
