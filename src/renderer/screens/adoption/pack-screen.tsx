// The pack of an adopted text before it leaves the group: what is in it, who is named, who signed and who
// still has to; then it is signed, saved and checked.
import { useRef, useState } from 'react'
import { ChevronRight, Hash, PackageCheck, PenLine, Send, TriangleAlert } from 'lucide-react'
import type { Decision, GroupSummary, PackPreview } from '#shared/contract'
import type { ActId, GroupId } from '#shared/ids'
import { useAct, useAnswer, useCore, useShell } from '../../shell/core-client.ts'
import { RegisterDialog } from '../decisions/closing/register-dialog.tsx'
import { type People, usePeople } from '../decisions/people.ts'
import { Signatures } from '../decisions/signatures.tsx'
import { FileProgress } from '../../shell/file-progress.tsx'
import { NoteSentAsk, useTextToNote } from '../follow-up/note-sent.tsx'
import { SentTo } from '../follow-up/recommendation-forms.tsx'
import { useGo } from '../../shell/router.ts'
import { Button, FailureNotice, Icon, Link, Notice, returnFocusTo } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { ExportWays } from '../export/export-ways.tsx'
import { useCheck } from './check-dialog.tsx'
import { PackContents } from './pack-contents.tsx'
import { PackRefused } from './pack-refused.tsx'
import { PackSide } from './pack-side.tsx'
import { StatementText } from './statement-text.tsx'
import '../decisions/decision.css'
import '../decisions/decisions.css'
import './adoption.css'

type PackScreenProps = { group: GroupSummary; decision: ActId }

export function PackScreen({ group, decision }: PackScreenProps) {
  const go = useGo()
  const people = usePeople(group.id)
  const events = ['decisions.changed', 'groups.changed'] as const
  const { value, failure } = useAnswer('decisions.get', { decision }, [...events])
  const [isNamed, setIsNamed] = useState(true)
  const [isPrinted, setIsPrinted] = useState(true)
  const preview = useAnswer(
    'adoption.preview',
    value ? { decision, names: isNamed } : null,
    [...events, 'documents.changed'],
    { about: value ? [value.document] : [] },
  )
  const { check, dialog } = useCheck(group.id)
  return (
    <div className="screen footed-screen pack-screen" aria-busy={!value && failure === undefined}>
      <div className="scroll decision-screen">
        <div className="export-top">
          <Head decision={value} />
          {value ? (
            <ExportWays
              document={value.document}
              group={group.id}
              shows="pack"
              onShow={shows =>
                go({ screen: 'export', document: value.document, shows, format: 'docx' })
              }
            />
          ) : null}
        </div>
        <div className="decision-main">
          <FailureNotice of={failure ?? preview.failure} />
          {preview.value ? <PackRefused refused={preview.value.refused} /> : null}
          {preview.value ? <PackContents preview={preview.value} isPrinted={isPrinted} /> : null}
          {value && preview.value ? <Facts decision={value} preview={preview.value} /> : null}
          {value?.statement ? <StatementText statement={value.statement} /> : null}
          {value ? <Signatures decision={value} people={people} /> : null}
        </div>
        <PackSide
          preview={preview.value}
          people={people}
          isNamed={isNamed}
          onNamed={setIsNamed}
          isPrinted={isPrinted}
          onPrinted={setIsPrinted}
          onCheck={check}
        />
      </div>
      {value && preview.value ? (
        <Foot
          group={group.id}
          decision={value}
          preview={preview.value}
          people={people}
          isNamed={isNamed}
          isPrinted={isPrinted}
          onCheck={check}
        />
      ) : null}
      {dialog}
    </div>
  )
}

function Head({ decision }: { decision: Decision | undefined }) {
  const words = useWords()
  const go = useGo()
  return (
    <header className="decision-head">
      {decision ? (
        <>
          <nav className="row small" aria-label={words('decisions.path')}>
            <Link onPress={() => go({ screen: 'decision', decision: decision.id })}>
              {words('adoption.toDecision', { number: decision.number })}
            </Link>
            <Icon of={ChevronRight} size="small" />
            <span className="muted">{words('adoption.pack')}</span>
          </nav>
          <h1 className="decision-question">
            {words('adoption.title', { title: decision.title })}
          </h1>
        </>
      ) : (
        <h1 className="decision-question">{words('adoption.pack')}</h1>
      )}
      <p className="small muted">{words('adoption.lead')}</p>
    </header>
  )
}

function Facts({ decision, preview }: { decision: Decision; preview: PackPreview }) {
  const words = useWords()
  const go = useGo()
  const [isRegistering, setIsRegistering] = useState(false)
  const { edition, number, replaces, replacedBy, declarations, acts } = decision
  const symbol = declarations.find(each => !each.isOvertaken && each.symbol !== '')?.symbol ?? ''
  const facts = [
    { id: 'edition', text: edition === '' ? words('adoption.fact.first') : edition },
    { id: 'number', text: number },
    { id: 'reference', text: preview.reference || words('adoption.fact.none') },
    { id: 'symbol', text: symbol || words('adoption.fact.noSymbol') },
  ] as const
  return (
    <section className="card pack-facts" aria-label={words('adoption.facts')}>
      <div className="card-head">
        <h2>{words('adoption.facts')}</h2>
        {acts.includes('register') ? (
          <div className="end">
            <Button size="small" icon={Hash} onPress={() => setIsRegistering(true)}>
              {words('decisions.register.button')}
            </Button>
          </div>
        ) : null}
      </div>
      <dl>
        {facts.map(({ id, text }) => (
          <div key={id}>
            <dt>{words(`adoption.fact.${id}`)}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
        <div>
          <dt>{words('adoption.fact.replaces')}</dt>
          <dd>{words(replaces === null ? 'adoption.fact.nothing' : 'adoption.fact.earlier')}</dd>
        </div>
      </dl>
      {replacedBy === null ? null : (
        <Notice tone="warning">
          {words('adoption.replaced')}
          {words.gap}
          <Link onPress={() => go({ screen: 'decision', decision: replacedBy })}>
            {words('adoption.replaced.see')}
          </Link>
        </Notice>
      )}
      {isRegistering ? (
        <RegisterDialog decision={decision} onClose={() => setIsRegistering(false)} />
      ) : null}
    </section>
  )
}

type Saved = { name: string; signed: number; needs: number }

type FootProps = {
  group: GroupId
  decision: Decision
  preview: PackPreview
  people: People
  isNamed: boolean
  isPrinted: boolean
  onCheck: () => void
}

function Foot(props: FootProps) {
  const { group, decision, preview, people, isNamed, isPrinted, onCheck } = props
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const [saved, setSaved] = useState<Saved | null>(null)
  const name = words('adoption.fileName')
  const make = useAct(async () => {
    setSaved(null)
    const file = await shell.call('dialog.save', { type: 'pack', name })
    if (!file) return
    const input = { decision: decision.id, names: isNamed, pdf: isPrinted, file: file.file }
    setSaved({ ...(await core.call('adoption.pack', input)), name: file.name })
  })
  const add = useAct(async () => {
    setSaved(null)
    const pack = await shell.call('dialog.open', { type: 'pack' })
    if (!pack) return
    const file = await shell.call('dialog.save', { type: 'pack', name })
    if (!file) return
    const input = { decision: decision.id, pack: pack.file, file: file.file }
    setSaved({ ...(await core.call('adoption.sign', input)), name: file.name })
  })
  const failure = make.failure ?? add.failure
  const refused = preview.refused.length > 0 ? words('export.refused.reason') : undefined
  const others = preview.officers.filter(({ member }) => member !== people.self?.id)
  return (
    <footer className="screen-foot">
      {saved ? (
        <SavedNotice
          group={group}
          decision={decision}
          saved={saved}
          others={people.handles(others.map(({ member }) => member))}
          onCheck={onCheck}
        />
      ) : null}
      {failure === 'cancelled' ? (
        <Notice>{words('adoption.stopped')}</Notice>
      ) : (
        <FailureNotice of={failure} />
      )}
      <FileProgress task="adoption.pack" busy={make.busy} />
      <div className="row">
        <Icon of={TriangleAlert} />
        <p className="small grow">
          {words.rich('adoption.foot', {
            b: chunks => <b>{chunks}</b>,
            names: new Set(preview.named.map(({ as }) => as)).size,
            reservations: preview.reservations,
          })}
        </p>
        <Button icon={PenLine} busy={add.busy} unavailable={refused} onPress={() => void add.run()}>
          {words('adoption.add')}
        </Button>
        <Button
          variant="primary"
          icon={PenLine}
          busy={make.busy}
          unavailable={refused}
          onPress={() => void make.run()}
        >
          {words('adoption.make')}
        </Button>
      </div>
    </footer>
  )
}

type SavedNoticeProps = {
  group: GroupId
  decision: Decision
  saved: Saved
  /** The officers besides this member, as words. */
  others: string
  onCheck: () => void
}

function SavedNotice({ group, decision, saved, others, onCheck }: SavedNoticeProps) {
  const words = useWords()
  const text = useTextToNote(group, decision.document)
  const [isNoting, setIsNoting] = useState(false)
  const [isNoted, setIsNoted] = useState(false)
  const checkIt = useRef<HTMLButtonElement>(null)
  // The text may have been sent before, to another addressee.
  const toNote = isNoted ? null : text
  const noted = (): void => {
    returnFocusTo(checkIt.current)
    setIsNoted(true)
  }
  return (
    <Notice
      tone="good"
      title={words('adoption.saved', { name: saved.name })}
      action={
        <span className="row">
          {toNote ? (
            <Button size="small" icon={Send} onPress={() => setIsNoting(true)}>
              {words('follow-up.noteSent')}
            </Button>
          ) : null}
          <Button ref={checkIt} size="small" icon={PackageCheck} onPress={onCheck}>
            {words('adoption.checkIt')}
          </Button>
        </span>
      }
    >
      {words('adoption.saved.signed', { signed: saved.signed, needs: saved.needs })}
      {words.gap}
      {saved.signed < saved.needs ? words('adoption.saved.more', { names: others }) : null}
      {toNote ? (
        <>
          {words.gap}
          <NoteSentAsk />
        </>
      ) : null}
      {isNoting && toNote ? (
        <SentTo text={toNote} onNoted={noted} onClose={() => setIsNoting(false)} />
      ) : null}
    </Notice>
  )
}
