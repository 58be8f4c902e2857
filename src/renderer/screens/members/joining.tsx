// The joining side: what was done, the same words as on the other device, and the file that brings
// the group in. Nothing of the group is on this device before.
import { useState } from 'react'
import { FileInput, Info } from 'lucide-react'
import type { Group } from '#shared/contract'
import { useAct, useAnswer, useCore, useShell } from '../../shell/core-client.ts'
import { Button, Link, Notice, say, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { CancelJoining } from './cancel-joining.tsx'
import { strong } from './strong.tsx'
import { useNumbers, VerdictButtons, WordsToCompare } from './words-to-compare.tsx'
import './inviting.css'

type Verdict = 'same' | 'different' | null

export function Joining({ group }: { group: Group }) {
  const words = useWords()
  const [verdict, setVerdict] = useState<Verdict>(null)
  const [givingUp, setGivingUp] = useState(false)
  const step = verdict === 'same' ? 3 : 2
  const steps = [1, 2, 3] as const
  return (
    <div className="members scroll">
      <header className="members-head">
        <div className="grow">
          <h1>{words('members.joining.title', { group: group.name })}</h1>
          <p className="members-lead">{words('members.joining.lead')}</p>
        </div>
        <Button variant="quiet" onPress={() => setGivingUp(true)}>
          {words('members.giveUp')}
        </Button>
      </header>
      <div className="members-columns">
        <div className="members-main">
          <section aria-label={words('members.joining.steps')}>
            <ol className="joining-steps">
              {steps.map(number => (
                <li
                  key={number}
                  data-done={number < step || undefined}
                  {...(number === step ? { 'aria-current': 'step' as const } : {})}
                >
                  <div>
                    <div className="strong">{words(`members.joining.step${number}`)}</div>
                    <p className="muted">{words(`members.joining.step${number}Text`)}</p>
                    {number === 3 && verdict === 'same' ? <OpenTheFile group={group} /> : null}
                  </div>
                </li>
              ))}
            </ol>
          </section>
        </div>
        <div className="members-side">
          <Compare
            group={group}
            verdict={verdict}
            onVerdict={setVerdict}
            onGiveUp={() => setGivingUp(true)}
          />
        </div>
      </div>
      {givingUp ? <CancelJoining group={group} onClose={() => setGivingUp(false)} /> : null}
    </div>
  )
}

type CompareProps = {
  group: Group
  verdict: Verdict
  onVerdict: (verdict: Verdict) => void
  onGiveUp: () => void
}

function Compare({ group, verdict, onVerdict, onGiveUp }: CompareProps) {
  const words = useWords()
  const compare = useAnswer('joining.words', { group: group.id })
  const [asNumbers, setAsNumbers] = useNumbers()
  const [again, setAgain] = useState(false)
  const coming = !compare.value && !compare.failure
  return (
    <section className="card side-card" aria-labelledby="compare-title">
      <h2 id="compare-title">{words('members.joining.check')}</h2>
      <p className="muted check-lead">
        {words(asNumbers ? 'members.joining.checkLeadNumbers' : 'members.joining.checkLead')}
      </p>
      <WordsToCompare compare={compare.value} asNumbers={asNumbers} onSwitch={setAsNumbers} />
      <FailureNotice of={compare.failure} />
      {verdict === null ? (
        <>
          <VerdictButtons
            busy={coming}
            autoFocus={again}
            onSame={() => onVerdict('same')}
            onDifferent={() => onVerdict('different')}
          />
          <Notice icon={Info}>{words.rich('members.joining.between', { b: strong })}</Notice>
        </>
      ) : (
        <>
          <Notice
            tone={verdict === 'same' ? 'good' : 'error'}
            title={words(`members.joining.${verdict}.title`)}
          >
            {verdict === 'same'
              ? words('members.joining.same')
              : words.rich('members.joining.different', {
                  act: chunks => <Link onPress={onGiveUp}>{chunks}</Link>,
                })}
          </Notice>
          <div className="check-acts">
            <Button
              autoFocus
              full
              onPress={() => {
                setAgain(true)
                onVerdict(null)
              }}
            >
              {words('members.joining.again')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

function OpenTheFile({ group }: { group: Group }) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const [notYet, setNotYet] = useState(false)
  const open = useAct(async () => {
    setNotYet(false)
    const chosen = await shell.call('dialog.open', { type: 'locked' })
    if (!chosen) return
    await core.call('exchange.read', { file: chosen.file })
    const { state } = await core.call('groups.get', { group: group.id })
    if (state === 'joining') setNotYet(true)
    else say(words('members.joining.in', { group: group.name }))
  })
  return (
    <div className="joining-open">
      <Button variant="primary" icon={FileInput} busy={open.busy} onPress={() => void open.run()}>
        {words('members.joining.open')}
      </Button>
      {notYet ? <Notice tone="warning">{words('members.joining.notYet')}</Notice> : null}
      <FailureNotice of={open.failure} />
    </div>
  )
}
