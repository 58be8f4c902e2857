// A final text goes to the Secretariat in one act: to whom, which text, as what, who reads it then, and one button.
import { useState } from 'react'
import {
  EyeOff,
  ListChecks,
  MessageCircleWarning,
  Send,
  Undo2,
  UserRoundCheck,
  Users,
} from 'lucide-react'
import type { Decision, FileChoices } from '#shared/contract'
import type { ActId, GroupId } from '#shared/ids'
import { type Act, useAct, useAnswer, useCore, useShell } from '../../shell/core-client.ts'
import { languageName } from '../decisions/exact-text.tsx'
import { usePeople } from '../decisions/people.ts'
import { FileProgress } from '../../shell/file-progress.tsx'
import { useGo } from '../../shell/router.ts'
import { PackRefused } from '../adoption/pack-refused.tsx'
import { AskButton, isToAsk, useAskForLook } from '../second-look/export-look.tsx'
import {
  Button,
  CloseButton,
  type Consequence,
  Consequences,
  Dialog,
  FailureNotice,
  Link,
  Notice,
  RadioChoice,
  Select,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { type Done, DoneDialog } from './done-dialog.tsx'
import { type Giving, type To, useGiving } from './giving.ts'
import './secretariat.css'

type GiveDialogProps = { group: GroupId | null; decision: ActId; onClose: () => void }

export function GiveDialog({ group, decision, onClose }: GiveDialogProps) {
  const words = useWords()
  const { value, failure } = useAnswer('decisions.get', { decision }, ['decisions.changed'])
  if (value) return <Given group={group} decision={value} onClose={onClose} />
  return (
    <Dialog isOpen title={words('secretariat.title')} size="wide" onClose={onClose}>
      <FailureNotice of={failure} />
    </Dialog>
  )
}

type GivenProps = { group: GroupId | null; decision: Decision; onClose: () => void }

function Given({ group, decision, onClose }: GivenProps) {
  const words = useWords()
  const giving = useGiving(decision)
  const [done, setDone] = useState<Done | null>(null)
  const give = useGive(decision, giving, setDone)
  const ask = useAskForLook()
  if (done) return <DoneDialog {...{ group, done, onClose }} document={decision.document} />
  return (
    <Dialog
      isOpen
      title={words('secretariat.title')}
      size="wide"
      onClose={onClose}
      busy={give.busy || ask.busy}
      foot={<Foot {...{ decision, giving, give, ask, onClose }} />}
    >
      <div className="dialog-form" aria-busy={!giving.prepared}>
        {giving.prepared ? <Choices decision={decision} giving={giving} /> : null}
        {giving.prepared ? <Readers group={group} giving={giving} /> : null}
        <Failed giving={giving} give={give} />
        <FileProgress task={taskOf(giving)} busy={give.busy} />
      </div>
    </Dialog>
  )
}

const taskOf = ({ format }: Giving) => (format === 'pack' ? 'adoption.pack' : 'paper.export')

/** Gives the text to the member, or saves the file where the person chooses. */
function useGive(decision: Decision, giving: Giving, onDone: (done: Done) => void): Act<[]> {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const { recipient, isGone, format, language } = giving
  const fileName = words('adoption.fileName')
  const save = async (): Promise<void> => {
    const chosen = await shell.call('dialog.save', { type: format, name: fileName })
    if (!chosen) return
    const { file, name } = chosen
    if (format !== 'pack') {
      await core.call('secretariat.save', { decision: decision.id, language, format, file })
      return onDone({ name, officers: null, given: null })
    }
    const input = { decision: decision.id, names: true, pdf: true, file }
    return onDone({ name, officers: await core.call('adoption.pack', input), given: null })
  }
  return useAct(async () => {
    if (isGone) return
    if (!recipient) return save()
    const { officers, ...given } = await core.call('secretariat.give', {
      ...{ decision: decision.id, language, format, fileName },
      ...{ member: recipient.member, readers: recipient.readers },
      circle: recipient.circle?.id ?? null,
      circleName: words('members.role.secretariat'),
    })
    const isNew = recipient.circle === null
    return onDone({ name: recipient.handle, officers, given: { ...given, isNew } })
  })
}

type ChoicesProps = { decision: Decision; giving: Giving }

function Choices({ decision, giving }: ChoicesProps) {
  const words = useWords()
  const { prepared, format, languages } = giving
  if (!prepared) return null
  const { recipients, mayGive, mayMakePack } = prepared
  const formats = (['pack', 'docx', 'pdf'] as const).filter(id => mayMakePack || id !== 'pack')
  return (
    <>
      <RadioChoice<To>
        look="rows"
        label={words('secretariat.to')}
        value={giving.to}
        onChange={giving.setTo}
        ways={[
          ...recipients.map(({ member, handle, circle }) => ({
            id: member,
            title: handle,
            hint: words('secretariat.to.member', {
              isNew: circle === null ? 'yes' : 'no',
              circle: circle?.name ?? '',
            }),
          })),
          {
            id: 'outside' as const,
            title: words('secretariat.outside'),
            hint: words('secretariat.outsideHint'),
          },
        ]}
      />
      {mayGive ? null : <Notice>{words('secretariat.noRight')}</Notice>}
      {mayGive && recipients.length === 0 ? <Notice>{words('secretariat.none')}</Notice> : null}
      <div className="given-text">
        <span className="field-label">{words('secretariat.text')}</span>
        <p>
          <bdi className="strong">{prepared.title}</bdi>{' '}
          <span className="small muted">
            {words('secretariat.final', {
              number: decision.number,
              numbered: decision.number === '' ? 'no' : 'yes',
            })}
          </span>
        </p>
        {languages.length > 1 ? (
          <Select
            label={words('secretariat.language')}
            size="small"
            value={giving.language}
            onChange={giving.setLanguage}
            choices={languages.map(id => ({ id, text: languageName(id) }))}
          />
        ) : null}
      </div>
      <RadioChoice
        look="rows"
        label={words('secretariat.as')}
        value={format}
        onChange={giving.setFormat}
        ways={formats.map(id => ({
          id,
          title: words(`secretariat.as.${id}`),
          hint: words(`secretariat.as.${id}Hint`),
        }))}
      />
      {mayMakePack ? null : <p className="small muted">{words('secretariat.noPack')}</p>}
    </>
  )
}

function Readers({ group, giving }: { group: GroupId | null; giving: Giving }) {
  const words = useWords()
  const people = usePeople(group)
  const { prepared, recipient, names } = giving
  const count = names.count
  const readers = recipient
    ? words('secretariat.readers.circle', {
        names: people.names(recipient.readers),
        circle: recipient.circle?.name ?? words('members.role.secretariat'),
        isNew: recipient.circle === null ? 'yes' : 'no',
      })
    : words('secretariat.readers.file')
  const { reservations, isAmended } = names
  const leaves = giving.format !== 'pack' ? 'file' : isAmended ? 'amended' : 'pack'
  const beside: Consequence[] = [
    ...(reservations > 0
      ? [
          {
            id: 'reservations',
            icon: MessageCircleWarning,
            text: words('secretariat.reservations', { count: reservations }),
          },
        ]
      : []),
    ...(isAmended
      ? [{ id: 'amendments', icon: ListChecks, text: words('secretariat.amendments') }]
      : []),
  ]
  const items: Consequence[] = [
    ...(giving.isGone ? [] : [{ id: 'readers', icon: Users, text: readers }]),
    { id: 'final', icon: Undo2, text: words('secretariat.recall') },
    ...(count === undefined
      ? []
      : [{ id: 'names', icon: UserRoundCheck, text: words('secretariat.names', { count }) }]),
    ...beside,
    { id: 'out', icon: EyeOff, text: words('secretariat.out', { leaves }) },
    ...(prepared && prepared.withheld > 0
      ? [
          {
            id: 'withheld',
            icon: EyeOff,
            text: words('secretariat.withheld', { count: prepared.withheld }),
          },
        ]
      : []),
  ]
  return (
    <section aria-labelledby="given-readers" className="given-readers">
      <h3 id="given-readers" className="field-label">
        {words('secretariat.readers')}
      </h3>
      <Consequences items={items} />
    </section>
  )
}

type WorkProps = { giving: Giving; give: Act<[]> }

/** Why nothing was given. */
function Failed({ giving, give }: WorkProps) {
  const words = useWords()
  const { failure } = give
  return (
    <>
      <PackRefused refused={giving.names.refusedInPack} />
      {giving.names.isRefused && giving.names.refusedInPack.length === 0 ? (
        <Notice tone="error">{words('export.refused.reason')}</Notice>
      ) : null}
      {giving.isApart ? <Notice tone="error">{words('failure.textApart')}</Notice> : null}
      {giving.isGone && giving.prepared ? (
        <Notice tone="warning">{words('failure.readersChanged')}</Notice>
      ) : null}
      {giving.standing?.isNeeded === true ? (
        <Notice tone="warning">
          {giving.standing.mayAsk ? words('secretariat.look') : words('second-look.mayNot')}
          {words.gap}
          {isToAsk(giving.standing) ? null : giving.lookReason}
        </Notice>
      ) : null}
      {failure === 'cancelled' ? (
        <Notice>{words(giving.format === 'pack' ? 'adoption.stopped' : 'export.stopped')}</Notice>
      ) : (
        <FailureNotice of={failure ?? giving.failure} />
      )}
    </>
  )
}

type FootProps = WorkProps & { decision: Decision; ask: Act<[FileChoices]>; onClose: () => void }

function Foot({ decision, giving, give, ask, onClose }: FootProps) {
  const words = useWords()
  const go = useGo()
  const { prepared, recipient, choices, standing, names } = giving
  const refused = giving.isApart
    ? words('failure.textApart')
    : giving.isGone
      ? words('failure.readersChanged')
      : names.isRefused
        ? words('export.refused.reason')
        : undefined
  const isKnown = prepared && names.count !== undefined
  const reason = refused ?? (isKnown ? giving.lookReason : words('export.making'))
  const seeAll = (): void => {
    onClose()
    if (!choices) return go({ screen: 'pack', decision: decision.id })
    const format = choices.format === 'pdf' ? 'pdf' : 'docx'
    return go({ screen: 'export', document: choices.document, shows: 'text', format })
  }
  return (
    <>
      {give.busy || ask.busy ? null : <Link onPress={seeAll}>{words('secretariat.all')}</Link>}
      <span className="grow" />
      <CloseButton>{words('ui.cancel')}</CloseButton>
      {choices && standing && isToAsk(standing) ? (
        <AskButton {...{ ask, choices, standing, reason }} />
      ) : (
        <Button
          variant="primary"
          icon={Send}
          busy={give.busy}
          unavailable={reason}
          onPress={() => void give.run()}
        >
          {recipient
            ? words('secretariat.act', { name: recipient.handle })
            : words(giving.isGone ? 'secretariat.begin' : 'secretariat.actFile')}
        </Button>
      )}
    </>
  )
}
