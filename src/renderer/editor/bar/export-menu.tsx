// A copy for people outside the app. It leaves the protection of the archive, and that is said
// before anything is saved.
import { memo, useEffect, useState } from 'react'
import {
  ClipboardCheck,
  FileCode,
  FileDiff,
  FilePen,
  FileText,
  FileType,
  FileType2,
  Globe,
  MessagesSquare,
  TriangleAlert,
  Upload,
} from 'lucide-react'
import type { DocumentId } from '#shared/ids'
import { chordText, isKey } from '../../commands/keys.ts'
import { commandsOf, useOffer } from '../../commands/offered.ts'
import { isCovered } from '../../workspace/chords.ts'
import { useDocumentActs } from '../../documents/document-acts.tsx'
import { useAct, useAnswer, useCore, useShell } from '../../core-client.ts'
import { useGo } from '../../router.ts'
import { Button, Checkbox, Dialog, Menu, Notice, say, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useRestricted } from '../restricted/restricted-state.ts'
import { useWordFile, WordFileForm } from './word-file.tsx'
import { exportName } from './export-name.ts'

const formats = ['docx', 'changes', 'annotated', 'odt', 'pdf', 'html', 'md'] as const
type Format = (typeof formats)[number]
const icons = {
  docx: FileText,
  changes: FileDiff,
  annotated: FilePen,
  odt: FileType2,
  pdf: FileType,
  html: Globe,
  md: FileCode,
} as const

type ExportProps = { document: DocumentId; title: string }
type ExportMenuProps = ExportProps & {
  /** Words of respondents stand in it, who consented to something or did not. */
  isAssessment: boolean
}

export const ExportMenu = memo(function ExportMenu(props: ExportMenuProps) {
  const { document, title, isAssessment } = props
  const words = useWords()
  const core = useCore()
  const go = useGo()
  const { start } = useDocumentActs()
  const openConsents = useAct(async () => {
    start({ kind: 'consents', document: await core.call('documents.get', { document }) })
  })
  const [asked, setAsked] = useState<Format | null>(null)
  const hints: Partial<Record<Format, string>> = {
    docx: words('editor.export.docxHint'),
    changes: words('editor.export.changesHint'),
    annotated: words('editor.export.annotatedHint'),
    odt: words('editor.export.odtHint'),
    pdf: words('editor.export.pdfHint'),
  }
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!isKey(event, 'export') || isCovered()) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  const files = formats.map(format => ({
    id: format,
    text: words(`editor.export.${format}`),
    icon: icons[format],
    ...(hints[format] === undefined ? {} : { hint: hints[format] }),
    onAct: () => setAsked(format),
  }))
  const people = {
    id: 'consultation',
    text: words('consultation.menu'),
    icon: MessagesSquare,
    onAct: () => go({ screen: 'consultation', document }),
  }
  const consents = {
    id: 'consents',
    text: words('documents.consents.menu'),
    icon: ClipboardCheck,
    onAct: () => void openConsents.run(),
  }
  const beside = isAssessment ? [consents, people] : [people]
  useOffer({
    acts: () =>
      commandsOf([...files, ...beside]).map(command => ({
        ...command,
        ...(beside.some(({ id }) => id === command.id) ? {} : { hint: words('editor.export') }),
        id: `export-${command.id}`,
      })),
  })
  return (
    <>
      <Menu
        label={words('editor.export')}
        groups={[{ acts: files }, { acts: beside }]}
        isOpen={isOpen}
        onOpenChange={setOpen}
      >
        <Button size="small" icon={Upload}>
          {words('editor.export')}
        </Button>
      </Menu>
      {asked ? (
        <ExportDialog
          document={document}
          title={title}
          format={asked}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  )
})

/** Numbers that are named in the dialog; of a text that was only begun all are without words. */
const mostNamed = 8

/** In one line and in its own direction, whatever is around: "7 (a)". */
const whole = (place: string): string => `\u2068${place.replaceAll(' ', '\u00a0')}\u2069`

type ExportDialogProps = ExportProps & { format: Format; onClose: () => void }

function ExportDialog({ document, title, format, onClose }: ExportDialogProps) {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const shown = format === 'changes' || format === 'annotated' ? format : null
  const written = format === 'changes' || format === 'annotated' ? 'docx' : format
  const isPaged = written === 'docx' || written === 'odt'
  const choices = useWordFile(document)
  const changes = shown && choices.of(shown)
  const [restricted, setRestricted] = useState(false)
  const all = useRestricted(document)
  const { value: missing = [] } = useAnswer('consents.missing', { document, restricted }, [
    'documents.changed',
  ])
  const lacking =
    missing.length === 0 ? undefined : words('consents.missing', { codes: words.list(missing) })
  const unnamed = shown === null || changes ? undefined : words('editor.export.noVersion')
  const reason = lacking ?? unnamed
  const readable = all.filter(({ is }) => is === 'open').length
  const places = all.filter(({ is }) => is !== 'unplaced').length
  const withheld = restricted ? places - readable : places
  const save = useAct(async () => {
    const chosen = await shell.call('dialog.save', {
      type: written,
      name: exportName(title) || words('editor.export.untitled'),
    })
    if (!chosen) return
    const { file, name } = chosen
    if (written === 'pdf') await shell.call('print.pdf', { document, file, restricted })
    else
      await core.call('paper.export', {
        document,
        format: written,
        file,
        restricted,
        ...(isPaged && { paper: choices.paper }),
        ...(changes && { changes }),
      })
    say(words('editor.export.done', { name }))
    onClose()
  })
  return (
    <Dialog
      size="small"
      isOpen
      onClose={onClose}
      title={words('editor.export.title', { format })}
      foot={
        <>
          <span className="grow" />
          <Button autoFocus onPress={onClose}>
            {words('ui.cancel')}
          </Button>
          <Button
            variant="primary"
            busy={save.busy}
            unavailable={reason}
            onPress={() => void save.run()}
          >
            {words('editor.export.act', { format })}
          </Button>
        </>
      }
    >
      <div className="dialog-form">
        <Notice tone="warning" icon={TriangleAlert}>
          {words('editor.export.warning')}
        </Notice>
        {lacking === undefined ? null : <Notice tone="error">{lacking}</Notice>}
        {unnamed === undefined ? null : <Notice>{unnamed}</Notice>}
        {isPaged ? <WordFileForm shown={shown} choices={choices} /> : null}
        <MissingParts document={document} restricted={restricted} />
        {withheld === 0 ? null : <p>{words('restricted.export.withheld', { count: withheld })}</p>}
        {readable === 0 || shown !== null ? null : (
          <Checkbox
            isSelected={restricted}
            onChange={setRestricted}
            hint={words('restricted.export.hint')}
          >
            {words('restricted.export.with', { count: readable })}
          </Checkbox>
        )}
        <FailureNotice of={save.failure} />
      </div>
    </Dialog>
  )
}

/** Figures without a description or a picture, and numbers without words. */
function MissingParts({ document, restricted }: { document: DocumentId; restricted: boolean }) {
  const words = useWords()
  const { value: figures = [] } = useAnswer('figures.list', { document }, ['documents.changed'])
  const named = (lacking: typeof figures) => ({
    count: lacking.length,
    keys: chordText('figure'),
    figures: words.list(lacking.map(({ number }) => number)),
  })
  const silent = named(figures.filter(({ hasAlternative }) => !hasAlternative))
  const absent = named(figures.filter(({ isHere }) => !isHere))
  const { value: bare = [] } = useAnswer('paper.bare', { document, restricted }, [
    'documents.changed',
  ])
  const numbers = words.list([
    ...bare.slice(0, mostNamed).map(whole),
    ...(bare.length > mostNamed ? ['…'] : []),
  ])
  return (
    <>
      {silent.count === 0 ? null : (
        <Notice tone="warning">{words('figures.export.silent', silent)}</Notice>
      )}
      {absent.count === 0 ? null : (
        <Notice tone="warning">{words('figures.export.absent', absent)}</Notice>
      )}
      {bare.length === 0 ? null : (
        <Notice tone="warning">
          {words('editor.export.bare', { count: bare.length, numbers })}
        </Notice>
      )}
    </>
  )
}
