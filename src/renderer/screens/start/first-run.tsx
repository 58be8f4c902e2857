// The first run: what Baraza is and is not, on one side; on the other, how to start, the passphrase,
// and then the group to create or to join.
import { useEffect, useRef, useState } from 'react'
import { HardDrive, KeyRound, TriangleAlert, WifiOff } from 'lucide-react'
import { Icon, Logo } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { ChooseStart, type Start } from './choose-start.tsx'
import { CreateGroup } from './create-group.tsx'
import { JoinGroup } from './join-group.tsx'
import { Limits } from './limits.tsx'
import { RestoreBackup } from './restore-backup.tsx'
import { StartFrame } from './start-frame.tsx'

/** `opened`: the archive is there and open, only the group is missing. */
export function FirstRun({ opened = false }: { opened?: boolean }) {
  const [start, setStart] = useState<Start>('create')
  const [chosen, setChosen] = useState(false)
  const words = useWords()
  const card = useRef<HTMLElement>(null)
  const [openedBefore] = useState(opened)
  useEffect(() => {
    // The last group was given up, and what had the focus went with it.
    if (!openedBefore || document.activeElement !== document.body) return
    card.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }, [openedBefore])
  const back = (): void => setChosen(false)
  return (
    <StartFrame className="first-run">
      <Promises />
      <section ref={card} className="first-run-card" aria-label={words('start.card')}>
        {chosen ? (
          <Second start={start} back={back} />
        ) : (
          <ChooseStart
            start={start}
            onStart={setStart}
            needsPassphrase={!opened}
            onDone={() => setChosen(true)}
          />
        )}
      </section>
    </StartFrame>
  )
}

function Second({ start, back }: { start: Start; back: () => void }) {
  const words = useWords()
  const step = words('start.step', { step: 2, steps: 2 })
  switch (start) {
    case 'create':
      return <CreateGroup onBack={back} step={step} />
    case 'join':
      return <JoinGroup onBack={back} step={step} />
    case 'restore':
      return <RestoreBackup onBack={back} step={step} />
  }
}

const points = [
  ['devices', HardDrive],
  ['offline', WifiOff],
  ['passphrase', KeyRound],
  ['unlocked', TriangleAlert],
] as const

function Promises() {
  const words = useWords()
  return (
    <section className="promises">
      <div className="promises-name">
        <Logo size="large" />
        <span>{words('app.name')}</span>
      </div>
      <h1>{words('start.title')}</h1>
      <ul>
        {points.map(([point, icon]) => (
          <li key={point}>
            <Icon of={icon} size="large" />
            <div>
              {words.rich(`start.points.${point}`, { b: chunks => <b>{chunks}</b> })}
              {words.gap}
              {point === 'unlocked' ? <Limits link="start.limits.link" /> : null}
            </div>
          </li>
        ))}
      </ul>
      <p className="small muted">{words('start.swahili')}</p>
    </section>
  )
}
