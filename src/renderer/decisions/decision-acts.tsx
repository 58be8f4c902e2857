// The acts of officers, and of members who may sign, on a decision now. No act pushes itself forward.
import { Ear, Forward, Gavel, Hash, Package, PenLine, Undo2 } from 'lucide-react'
import { type Decision, type DecisionAct, Language } from '#shared/contract'
import { isAgreed } from '#shared/outcome'
import { type Command, useOffer } from '../commands/offered.ts'
import { type Route, useGo } from '../router.ts'
import { Button } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import type { Appearing } from './appearance.tsx'
import { CloseDialog } from './closing/close-dialog.tsx'
import { DeclareDialog } from './closing/declare-dialog.tsx'
import { ExplainDialog, type Explaining } from './closing/explain-dialog.tsx'
import { HearDialog } from './closing/hear-dialog.tsx'
import { ReopenOrWithdraw } from './closing/reopen-or-withdraw.tsx'
import { RegisterDialog } from './closing/register-dialog.tsx'
import { Panel } from './panel.tsx'
import type { People } from './people.ts'

export type Opened = Extract<
  DecisionAct,
  'close' | 'reopen' | 'withdraw' | 'hear' | 'declare' | 'register'
>

const buttons: readonly (readonly [Opened, typeof Gavel])[] = [
  ['hear', Ear],
  ['close', Gavel],
  ['withdraw', Undo2],
  ['declare', PenLine],
  ['register', Hash],
]

/** The way to forward an adopted and declared text, in its first language. */
function forwardingOf({ id, purpose, state, outcome, texts }: Decision): Route | null {
  const language = Language.options.find(each => each === texts[0]?.language)
  const isAdopted =
    purpose === 'adopt' &&
    (state === 'declared' || state === 'final') &&
    outcome !== null &&
    isAgreed(outcome.code)
  return isAdopted && language ? { screen: 'forward', decision: id, language } : null
}

/** The way to the pack of a final adoption, for officers. */
const packOf = ({ id, purpose, state, outcome, acts }: Decision): Route | null =>
  purpose === 'adopt' &&
  state === 'final' &&
  outcome !== null &&
  isAgreed(outcome.code) &&
  acts.includes('register')
    ? { screen: 'pack', decision: id }
    : null

type DecisionActsProps = { decision: Decision; onOpen: (opened: Opened) => void }

export function DecisionActs({ decision, onOpen }: DecisionActsProps) {
  const words = useWords()
  const go = useGo()
  const { acts, own, state, id, late } = decision
  const signing: Route = { screen: 'adoption', decision: id }
  const isDeclared = state === 'declared' || state === 'final'
  const forwarding = forwardingOf(decision)
  const pack = packOf(decision)
  const may = buttons.filter(([act]) => acts.includes(act))
  const reopens = acts.includes('reopen')
  useOffer({
    acts: (): Command[] => [
      ...may.map(([act, icon]) => ({
        id: `decision-${act}`,
        text: words(`decisions.${act}.button`),
        icon,
        act: () => onOpen(act),
      })),
      ...(reopens
        ? [
            {
              id: 'decision-reopen',
              text: words('decisions.reopen.button'),
              icon: Undo2,
              act: () => onOpen('reopen'),
            },
          ]
        : []),
      ...(pack
        ? [
            {
              id: 'decision-pack',
              text: words('adoption.begin'),
              icon: Package,
              act: () => go(pack),
            },
          ]
        : []),
      ...(forwarding
        ? [
            {
              id: 'decision-forward',
              text: words('forwarding.begin'),
              icon: Forward,
              act: () => go(forwarding),
            },
          ]
        : []),
    ],
  })
  // Reopening stands with what came late, where there is something.
  const shown = reopens && late.length === 0 ? [...may, ['reopen', Undo2] as const] : may
  if (shown.length === 0 && !isDeclared) return null
  return (
    <Panel
      title={words(
        state === 'open'
          ? 'decisions.acts'
          : isDeclared
            ? 'decisions.acts.signing'
            : 'decisions.acts.next',
      )}
    >
      {state === 'closed' && acts.includes('declare') ? (
        <p className="small muted">{words('decisions.acts.final')}</p>
      ) : null}
      <div className="panel-buttons">
        {isDeclared ? (
          <Button
            icon={PenLine}
            variant={acts.includes('sign') && !own.hasSigned ? 'primary' : 'plain'}
            onPress={() => go(signing)}
          >
            {words(
              acts.includes('sign') && !own.hasSigned
                ? 'decisions.sign.button'
                : 'decisions.sign.see',
            )}
          </Button>
        ) : null}
        {pack ? (
          <Button icon={Package} onPress={() => go(pack)}>
            {words('adoption.begin')}
          </Button>
        ) : null}
        {forwarding ? (
          <Button icon={Forward} onPress={() => go(forwarding)}>
            {words('forwarding.begin')}
          </Button>
        ) : null}
        {shown.map(([act, icon]) => (
          <Button key={act} icon={icon} onPress={() => onOpen(act)}>
            {words(`decisions.${act}.button`)}
          </Button>
        ))}
      </div>
    </Panel>
  )
}

type OpenedDialogProps = {
  decision: Decision
  people: People
  appearing: Appearing
  opened: Opened | null
  explaining: Explaining | null
  onClose: () => void
}

export function OpenedDialog(props: OpenedDialogProps) {
  const { decision, people, appearing, opened, explaining, onClose } = props
  if (explaining)
    return (
      <ExplainDialog
        decision={decision}
        explaining={explaining}
        appearing={appearing}
        onClose={onClose}
      />
    )
  switch (opened) {
    case null:
      return null
    case 'close':
      return <CloseDialog decision={decision} people={people} onClose={onClose} />
    case 'hear':
      return <HearDialog decision={decision} people={people} onClose={onClose} />
    case 'declare':
      return <DeclareDialog decision={decision} people={people} onClose={onClose} />
    case 'register':
      return <RegisterDialog decision={decision} onClose={onClose} />
    case 'reopen':
    case 'withdraw':
      return <ReopenOrWithdraw decision={decision} act={opened} onClose={onClose} />
  }
}
