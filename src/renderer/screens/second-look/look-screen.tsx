// The second look: another member reads the list of what leaves with a file, made on the own device from the same choices,
// and confirms the file or declines it.
import { useState } from 'react'
import { ChevronRight, TriangleAlert } from 'lucide-react'
import {
  leavingChoicesOf,
  type AskedFile,
  type FileCheck,
  type GroupSummary,
} from '#shared/contract'
import type { ActId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useNow } from '../../ui/use-now.ts'
import { usePeople, type People } from '../decisions/people.ts'
import { useExportKeys } from '../export/export-keys.ts'
import { ChangesPreview } from '../export/changes-preview.tsx'
import { LeavingLists } from '../export/leaving-lists.tsx'
import { useNavigation } from '../../shell/router.ts'
import { Button, FailureNotice, Icon, Link, Notice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { calm, requestEvents } from './asked-file.ts'
import { ChoicesPanel } from './choices-panel.tsx'
import { DeclineDialog } from './decline-dialog.tsx'
import { LookPanel } from './people-list.tsx'
import '../decisions/decision.css'
import '../decisions/decisions.css'
import '../export/export.css'

type LookScreenProps = { group: GroupSummary; request: ActId }

export function LookScreen({ group, request: id }: LookScreenProps) {
  const words = useWords()
  const people = usePeople(group.id)
  const { value, failure } = useAnswer('exports.get', { request: id }, requestEvents, calm)
  const { choices } = value?.request ?? {}
  const list = useAnswer(
    'paper.leaving',
    choices ? leavingChoicesOf(choices) : null,
    requestEvents,
    calm,
  )
  useExportKeys()
  const isLoading = !value || (choices !== null && !list.value && list.failure === undefined)
  const { go } = useNavigation()
  return (
    <div className="screen footed-screen export-screen" aria-busy={isLoading && !failure}>
      <div className="scroll decision-screen">
        <div className="export-top">
          {value ? <Head request={value.request} people={people} /> : null}
          <FailureNotice of={failure ?? list.failure} />
          {value ? <CheckNotice {...value} people={people} /> : null}
        </div>
        <div className="decision-main">
          {choices?.changes && list.value?.refused.length === 0 ? (
            <ChangesPreview wanted={leavingChoicesOf(choices)} />
          ) : null}
          {value && list.value ? (
            <LeavingLists
              document={value.request.document}
              leaving={list.value}
              people={people}
              restricted={choices?.restricted === true}
              onOpen={block =>
                go({
                  screen: 'document',
                  document: value.request.document,
                  ...(block && { block }),
                })
              }
            />
          ) : null}
        </div>
        {value ? (
          <aside className="decision-side" data-area="panel" aria-label={words('export.side')}>
            <ChoicesPanel request={value.request} />
            <LookPanel people={people} request={value.request} />
          </aside>
        ) : null}
      </div>
      {value ? <LookFoot {...value} people={people} /> : null}
    </div>
  )
}

type PartProps = { request: AskedFile; people: People }

function Head({ request, people }: PartProps) {
  const words = useWords()
  const now = useNow()
  const { go } = useNavigation()
  const { document, title, by, at, isOwn } = request
  const shown = title || words('editor.export.untitled')
  const said = { name: people.handle(by), when: words.when(at, now) }
  return (
    <header className="decision-head">
      <nav className="row small" aria-label={words('decisions.path')}>
        <Link onPress={() => go({ screen: 'documents' })}>{words('app.nav.documents')}</Link>
        <Icon of={ChevronRight} size="small" />
        <Link onPress={() => go({ screen: 'document', document })}>
          <bdi>{shown}</bdi>
        </Link>
      </nav>
      <h1 className="export-title">
        {words.rich('second-look.title', { title: <bdi>{shown}</bdi> })}
      </h1>
      <p className="small muted">{words(isOwn ? 'second-look.own' : 'second-look.by', said)}</p>
    </header>
  )
}

const checkWords = {
  same: 'second-look.check.same',
  'text-changed': 'second-look.check.textChanged',
  differs: 'second-look.check.differs',
  withheld: 'second-look.check.withheld',
  unknown: 'second-look.check.unknown',
} as const satisfies Record<FileCheck, string>

function CheckNotice({ request, check, people }: PartProps & { check: FileCheck }) {
  const words = useWords()
  const name = people.handle(request.by)
  if (request.state === 'withdrawn')
    return <Notice tone="warning">{words('second-look.state.withdrawn', { name })}</Notice>
  return (
    <Notice tone={check === 'same' ? 'plain' : 'warning'}>
      {words(checkWords[check], { name })}
    </Notice>
  )
}

function LookFoot({ request, check, people }: PartProps & { check: FileCheck }) {
  const words = useWords()
  const core = useCore()
  const { go } = useNavigation()
  const [isDeclining, setDeclining] = useState(false)
  const { document, id, by, isOwn, mayAnswer, state } = request
  const name = people.handle(by)
  const confirm = useAct(async () => {
    const now = await core.call('exports.confirm', { request: id })
    const done = now.state === 'confirmed' ? 'second-look.confirmDone' : 'second-look.confirmWaits'
    say(words(done, { name }))
    go({ screen: 'document', document })
  })
  if (isOwn || state === 'withdrawn') return null
  const refused = mayAnswer ? undefined : words('second-look.mayNotAnswer')
  const reason = check === 'same' ? undefined : words(checkWords[check], { name })
  return (
    <footer className="screen-foot">
      <FailureNotice of={confirm.failure} />
      <div className="row">
        <Icon of={TriangleAlert} />
        <p className="small grow">
          {words.rich('export.warning', { b: chunks => <b>{chunks}</b> })}
        </p>
        <Button unavailable={refused} onPress={() => setDeclining(true)}>
          {words('second-look.decline')}
        </Button>
        <Button
          variant="primary"
          busy={confirm.busy}
          unavailable={refused ?? reason}
          onPress={() => void confirm.run()}
        >
          {words('second-look.confirm')}
        </Button>
      </div>
      {isDeclining ? (
        <DeclineDialog request={request} name={name} onClose={() => setDeclining(false)} />
      ) : null}
    </footer>
  )
}
