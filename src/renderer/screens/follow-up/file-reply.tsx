// Filing a reply of the addressee: a file, pasted text, or a document that the same members read. Nothing is
// fetched or opened; the file stays as it is.
import type { DocumentSummary, FiledReply, RecommendationText } from '#shared/contract'
import type { FileGrant, GroupId } from '#shared/ids'
import { ClipboardPaste, FileText, Paperclip } from 'lucide-react'
import { useState } from 'react'
import { useAct, useAnswer, useCore, useShell } from '../../shell/core-client.ts'
import { dateFieldOf } from '../meetings/times.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import {
  Button,
  DayField,
  FormDialog,
  RadioChoice,
  Select,
  TextField,
  say,
} from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { dayInWords } from './days.ts'
import { isDay, Seen, type FormProps } from './recommendation-forms.tsx'

const kinds = ['file', 'text', 'document'] as const
type What = (typeof kinds)[number]
const icons = { file: Paperclip, text: ClipboardPaste, document: FileText } as const

/** Most units of pasted text, and of text that is kept while it is typed. */
const mostPasted = 400_000
const mostKept = 20_000

type Chosen = { file: FileGrant; name: string }

/** `instead`: a reply that was filed by mistake. */
type FilingProps = FormProps & { group: GroupId; instead: FiledReply | null }

/** Pasted text, kept for later where it is short enough. */
const usePasted = (document: RecommendationText['document']) => {
  const { fields, type, forget } = useTyped(document, 'recommendations-reply', { text: '' })
  const [long, setLong] = useState<string | null>(null)
  return {
    pasted: long ?? fields.text,
    paste(text: string) {
      setLong(text.length > mostKept ? text : null)
      if (text.length <= mostKept) type({ text })
    },
    forget,
  }
}

export function FileReply({ text, group, instead, onClose }: FilingProps) {
  const { document, sent, mayFile } = text
  const words = useWords()
  const core = useCore()
  const [now] = useState(() => Date.now())
  const [what, setWhat] = useState<What>(mayFile ? 'file' : 'document')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [other, setOther] = useState('')
  const [day, setDay] = useState(instead?.day ?? dateFieldOf(now))
  const [of, setOf] = useState<string>(instead?.sent ?? sent.at(-1)?.id ?? '')
  const { pasted, paste, forget } = usePasted(document)
  const documents = useReadable(text, group)
  const found = documents.find(({ id }) => id === other)
  const reply =
    what === 'file'
      ? chosen && { what, file: chosen.file }
      : what === 'text'
        ? pasted.trim() !== '' && {
            what,
            name: `${words('follow-up.file.name', { day: isDay(day) ? dayInWords(day, 0, words) : '' })}.txt`,
            text: pasted,
          }
        : found && { what, document: found.id }
  const file = useAct(async () => {
    if (!reply) return
    await core.call('recommendations.file', {
      document,
      sent: sent.find(({ id }) => id === of)?.id ?? null,
      day,
      reply,
      instead: instead?.id ?? null,
    })
    if (what === 'text') forget()
    say(words('follow-up.filed'))
    onClose()
  })
  return (
    <FormDialog
      title={words('follow-up.file')}
      lead={words('follow-up.file.lead')}
      act={words('follow-up.file')}
      reason={
        reply
          ? isDay(day)
            ? undefined
            : words('follow-up.day.missing')
          : words(`follow-up.file.missing.${what}`)
      }
      work={file}
      onClose={onClose}
    >
      <RadioChoice<What>
        label={words('follow-up.file.is')}
        value={what}
        onChange={setWhat}
        ways={kinds
          .filter(id => mayFile || id === 'document')
          .map(id => ({
            id,
            icon: icons[id],
            title: words(`follow-up.file.is.${id}`),
            hint: words(`follow-up.file.is.${id}Hint`),
          }))}
      />
      <ReplyFields
        what={what}
        chosen={chosen}
        onChosen={setChosen}
        pasted={pasted}
        onPaste={paste}
        documents={documents}
        other={other}
        onOther={setOther}
      />
      {sent.length > 1 ? (
        <Select
          label={words('follow-up.file.sent')}
          value={of}
          onChange={setOf}
          choices={sent.map(({ id, to, day: on }) => ({
            id: id as string,
            text: to,
            hint: dayInWords(on, now, words),
          }))}
        />
      ) : null}
      <DayField label={words('follow-up.file.day')} value={day} onChange={setDay} />
      <Seen />
    </FormDialog>
  )
}

type FieldsProps = {
  what: What
  chosen: Chosen | null
  onChosen: (chosen: Chosen) => void
  pasted: string
  onPaste: (text: string) => void
  documents: readonly DocumentSummary[]
  other: string
  onOther: (document: string) => void
}

function ReplyFields(props: FieldsProps) {
  const { what, chosen, onChosen, pasted, onPaste, documents, other, onOther } = props
  const words = useWords()
  if (what === 'file') return <ChooseFile chosen={chosen} onChosen={onChosen} />
  if (what === 'text')
    return (
      <TextField
        label={words('follow-up.file.text')}
        rows={6}
        maxLength={mostPasted}
        value={pasted}
        onChange={onPaste}
      />
    )
  return (
    <Select
      label={words('follow-up.file.document')}
      value={other}
      onChange={onOther}
      choices={[
        { id: '', text: words('follow-up.file.noDocument') },
        ...documents.map(({ id, title }) => ({ id: id as string, text: title })),
      ]}
    />
  )
}

/** Shared documents that the readers of this text read, the newest change first. */
const useReadable = ({ document, audience }: RecommendationText, group: GroupId) => {
  const { value } = useAnswer('documents.list', { group }, ['documents.changed'])
  return (value ?? []).filter(
    ({ id, readers }) =>
      id !== document &&
      (readers.kind === 'group'
        ? audience === group
        : readers.kind === 'circle' && readers.circle === audience),
  )
}

type ChooseProps = { chosen: Chosen | null; onChosen: (chosen: Chosen) => void }

function ChooseFile({ chosen, onChosen }: ChooseProps) {
  const words = useWords()
  const shell = useShell()
  const choose = useAct(async () => {
    const file = await shell.call('dialog.open', { type: 'attachment' })
    if (file) onChosen(file)
  })
  return (
    <div className="choose-reply">
      <Button size="small" icon={Paperclip} onPress={() => void choose.run()}>
        {words('follow-up.file.choose')}
      </Button>
      <span className="small muted" role="status">
        {chosen ? words('follow-up.file.chosen', { name: chosen.name }) : ''}
      </span>
    </div>
  )
}
