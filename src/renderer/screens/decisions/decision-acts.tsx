// The acts of officers, and of members who may sign, on a decision now. No act pushes itself forward.
import { Ear, Forward, Gavel, Hash, Package, PenLine, Send, Undo2 } from 'lucide-react'
import { type Decision, type DecisionAct, Language } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { isAgreed } from '#shared/outcome'
import { type Command, useOffer } from '../../shell/commands/offered.ts'
import { type Route, useGo } from '../../shell/router.ts'
import { GiveDialog } from '../secretariat/give-dialog.tsx'
import { isFinalText } from '../secretariat/final-text.ts'
import { Button } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import type { Appearing } from './appearance.tsx'
import { CloseDialog } from './closing/close-dialog.tsx'
import { DeclareDialog } from './closing/declare-dialog.tsx'
import { ExplainDialog, type Explaining } from './closing/explain-dialog.tsx'
import { HearDialog } from './closing/hear-dialog.tsx'
import { ReopenOrWithdraw } from './closing/reopen-or-withdraw.tsx'
import { RegisterDialog } from './closing/register-dialog.tsx'
import { Panel } from './panel.tsx'
import type { People } from './people.ts'

export type Opened =
  | Extract<DecisionAct, 'close' | 'reopen' | 'withdraw' | 'hear' | 'declare' | 'register'>
  | 'give'

const buttons: readonly (readonly [Exclude<Opened, 'give'>, typeof Gavel])[] = [
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
const packOf = (decision: Decision): Route | null =>
  isFinalText(decision) && decision.acts.includes('register')
    ? { screen: 'pack', decision: decision.id }
    : null

/** The ways on from an adopted text: to the Secretariat, as a pack, and to a wider group. */
const waysOn = (
  decision: Decision,
  words: Words,
  go: (place: Route) => void,
  onOpen: (opened: Opened) => void,
): Command[] => {
  const forwarding = forwardingOf(decision)
  const pack = packOf(decision)
  const give: Command = {
    id: 'decision-give',
    text: words('secretariat.begin'),
    icon: Send,
    act: () => onOpen('give'),
  }
  return [
    ...(isFinalText(decision) ? [give] : []),
    ...(pack
      ? [{ id: 'decision-pack', text: words('adoption.begin'), icon: Package, act: () => go(pack) }]
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
  ]
}

type DecisionActsProps = { decision: Decision; onOpen: (opened: Opened) => void }

export function DecisionActs({ decision, onOpen }: DecisionActsProps) {
  const words = useWords()
  const go = useGo()
  const { acts, own, state, id, late } = decision
  const signing: Route = { screen: 'adoption', decision: id }
  const isDeclared = state === 'declared' || state === 'final'
  const ways = waysOn(decision, words, go, onOpen)
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
      ...ways,
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
        {ways.map(({ id, text, icon, act }) => (
          <Button key={id} icon={icon} onPress={act}>
            {text}
          </Button>
        ))}
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
  group: GroupId
  decision: Decision
  people: People
  appearing: Appearing
  opened: Opened | null
  explaining: Explaining | null
  onClose: () => void
}

export function OpenedDialog(props: OpenedDialogProps) {
  const { group, decision, people, appearing, opened, explaining, onClose } = props
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
    case 'give':
      return <GiveDialog group={group} decision={decision.id} onClose={onClose} />
    case 'register':
      return <RegisterDialog decision={decision} onClose={onClose} />
    case 'reopen':
    case 'withdraw':
      return <ReopenOrWithdraw decision={decision} act={opened} onClose={onClose} />
  }
}
