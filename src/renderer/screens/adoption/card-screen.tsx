// The card of the group: its six words, which two officers compare aloud, and the file that a reader gets by
// hand before any pack. No member is named on it.
import { useMemo, useState } from 'react'
import {
  Ban,
  ChevronRight,
  HandHelping,
  IdCard,
  Minus,
  PackageCheck,
  Printer,
  RefreshCw,
} from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { codeOfText } from '#shared/picture-code'
import { useAct, useAnswer, useCore, useShell } from '../../shell/core-client.ts'
import { Panel } from '../decisions/panel.tsx'
import { usePeople } from '../decisions/people.ts'
import { QrCode } from '../members/qr-code.tsx'
import { useNumbers, WordsToCompare } from '../members/words-to-compare.tsx'
import { useGo } from '../../shell/router.ts'
import {
  Button,
  Consequences,
  EmptyState,
  FailureNotice,
  Icon,
  Link,
  Logo,
  Notice,
  ScrollRegion,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useCheck } from './check-dialog.tsx'
import '../decisions/decision.css'
import '../members/side-cards.css'
import './adoption.css'

export function CardScreen({ group }: { group: GroupSummary }) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const go = useGo()
  const people = usePeople(group.id)
  const { check, dialog } = useCheck(group.id)
  const [saved, setSaved] = useState<string[]>([])
  const answer = useAnswer('adoption.showCard', { group: group.id }, [
    'groups.changed',
    'decisions.changed',
  ])
  const { value } = answer
  const save = useAct(async () => {
    setSaved([])
    const file = await shell.call('dialog.save', { type: 'card', name: 'card' })
    if (!file) return
    const page = await shell.call('dialog.save', {
      type: 'verifyPage',
      name: words('adoption.card.pageName'),
    })
    await core.call('adoption.card', { group: group.id, file: file.file, page: page?.file ?? null })
    setSaved([file.name, ...(page ? [page.name] : [])])
    answer.again()
  })
  const print = useAct(async () => {
    setSaved([])
    const name = words('adoption.card.printName')
    const file = await shell.call('dialog.save', { type: 'pdf', name })
    if (!file) return
    await core.call('adoption.printCard', { group: group.id, file: file.file })
    setSaved([file.name])
    answer.again()
  })
  const role = people.self?.role
  const isOfficer = role === 'chair' || role === 'rapporteur'
  const isMissing = answer.failure === 'not-found'
  return (
    <div className="screen scroll decision-screen card-screen">
      <header className="card-screen-head">
        <div className="decision-head grow">
          <nav className="row small" aria-label={words('decisions.path')}>
            <Link onPress={() => go({ screen: 'members' })}>{words('members.title')}</Link>
            <Icon of={ChevronRight} size="small" />
            <span className="muted">{words('adoption.card')}</span>
          </nav>
          <h1 className="decision-question">{words('adoption.card')}</h1>
          <p className="small muted">{words('adoption.card.lead')}</p>
        </div>
        <div className="panel-buttons">
          <Button icon={PackageCheck} onPress={check}>
            {words('adoption.check.title')}
          </Button>
          {value ? (
            <Button icon={Printer} busy={print.busy} onPress={() => void print.run()}>
              {words('adoption.card.print')}
            </Button>
          ) : null}
          {value || isOfficer ? (
            <Button
              variant="primary"
              icon={IdCard}
              busy={save.busy}
              onPress={() => void save.run()}
            >
              {words('adoption.card.save')}
            </Button>
          ) : null}
        </div>
      </header>
      <div className="decision-main">
        <FailureNotice of={isMissing ? undefined : answer.failure} />
        <FailureNotice of={save.failure ?? print.failure} />
        {saved.length > 0 ? (
          <Notice tone="good" title={words('adoption.card.saved', { names: words.list(saved) })}>
            {words('adoption.card.savedText')}
          </Notice>
        ) : null}
        {isMissing ? (
          <EmptyState icon={IdCard} title={words('adoption.card.none')}>
            {words(isOfficer ? 'adoption.card.noneOfficer' : 'adoption.card.noneMember')}
          </EmptyState>
        ) : (
          <Face group={group.name} card={value} />
        )}
      </div>
      <Side />
      {dialog}
    </div>
  )
}

type Shown = {
  card: string
  words: Parameters<typeof WordsToCompare>[0]['compare']
  officers: number
  needs: number
  isOn: boolean
  isOfficer: boolean
}

/** Light in every theme, as it is printed. */
function Face({ group, card }: { group: string; card: Shown | undefined }) {
  const words = useWords()
  const [asNumbers, setAsNumbers] = useNumbers()
  const text = card?.card ?? ''
  const code = useMemo(() => (text === '' ? null : codeOfText(text)), [text])
  return (
    <div className="card-table">
      <article className="group-card" data-theme="light" aria-labelledby="group-card-name">
        <header className="row">
          <Logo />
          <span className="strong grow">{words('adoption.card')}</span>
          {card ? (
            <span className="small quiet">
              {words('adoption.card.needs', { needs: card.needs, officers: card.officers })}
            </span>
          ) : null}
        </header>
        <h2 id="group-card-name" dir="auto">
          {group}
        </h2>
        <div className="group-card-parts">
          <div className="grow">
            <h3>{words('adoption.card.words')}</h3>
            <WordsToCompare compare={card?.words} asNumbers={asNumbers} onSwitch={setAsNumbers} />
          </div>
          {code ? (
            <figure className="group-card-code">
              <QrCode code={code} label={words('adoption.card.code')} />
              <figcaption className="smallest quiet">{words('adoption.card.codeHint')}</figcaption>
            </figure>
          ) : null}
        </div>
        <h3>{words('adoption.card.key')}</h3>
        <ScrollRegion label={words('adoption.card.key')} className="group-card-key">
          <pre dir="ltr" translate="no">
            {text}
          </pre>
        </ScrollRegion>
        <p className="group-card-how">{words('adoption.card.how')}</p>
        <footer className="small quiet">{words('adoption.card.notUn')}</footer>
      </article>
      {card?.isOfficer === true && !card.isOn ? (
        <Notice tone="warning">{words('adoption.card.notOn')}</Notice>
      ) : null}
    </div>
  )
}

function Side() {
  const words = useWords()
  const rows = ['once', 'never', 'new'] as const
  const icons = { once: HandHelping, never: Ban, new: RefreshCw }
  const limits = ['who', 'many', 'name'] as const
  return (
    <aside className="decision-side" aria-label={words('adoption.card.side')} data-area="panel">
      <Panel title={words('adoption.card.compare')}>
        <p className="small muted">{words('adoption.card.compareText')}</p>
      </Panel>
      <Panel title={words('adoption.card.give')}>
        <Consequences
          items={rows.map(id => ({
            id,
            icon: icons[id],
            title: words(`adoption.card.${id}`),
            text: words(`adoption.card.${id}Text`),
          }))}
        />
      </Panel>
      <Panel title={words('adoption.card.hidden')}>
        <ul className="card-limits">
          {limits.map(id => (
            <li key={id} className="row">
              <Icon of={Minus} size="small" />
              {words(`adoption.card.hidden.${id}`)}
            </li>
          ))}
        </ul>
      </Panel>
    </aside>
  )
}
