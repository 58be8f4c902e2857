// A recovery code, or shares of one: typed, or in the files that colleagues gave back.
import { useState } from 'react'
import { FilePlus2, X } from 'lucide-react'
import type { FileGrant } from '#shared/ids'
import { useAct, useShell } from '../../shell/core-client.ts'
import { Button, IconButton, TextField, FailureNotice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

export type Recovering = {
  text: string
  onText: (text: string) => void
  files: { file: FileGrant; name: string }[]
  onFiles: (files: { file: FileGrant; name: string }[]) => void
  /** As the calls take it; one line is one code or share. */
  given: { texts: string[]; files: FileGrant[] }
  isEmpty: boolean
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

export function useRecovering(): Recovering {
  const [text, onText] = useState('')
  const [files, onFiles] = useState<Recovering['files']>([])
  const given = { texts: linesOf(text), files: files.map(({ file }) => file) }
  return {
    text,
    onText,
    files,
    onFiles,
    given,
    isEmpty: given.texts.length + given.files.length === 0,
  }
}

export function RecoveryFields({ recovering }: { recovering: Recovering }) {
  const words = useWords()
  const shell = useShell()
  const { text, onText, files, onFiles } = recovering
  const choose = useAct(async () => {
    const chosen = await shell.call('dialog.open', { type: 'share' })
    if (chosen) onFiles([...files, chosen])
  })
  return (
    <>
      <TextField
        label={words('start.recover.code')}
        hint={words('start.recover.codeHint')}
        rows={3}
        value={text}
        onChange={onText}
        autoComplete="off"
        spellCheck="false"
      />
      <div className="field">
        <div className="field-label">{words('start.recover.pieces')}</div>
        <ul className="share-files">
          {files.map(({ file, name }) => (
            <li key={file} className="row">
              <bdi className="grow">{name}</bdi>
              <IconButton
                icon={X}
                size="small"
                label={words('start.recover.without', { name })}
                onPress={() => onFiles(files.filter(each => each.file !== file))}
              />
            </li>
          ))}
        </ul>
        <div>
          <Button icon={FilePlus2} busy={choose.busy} onPress={() => void choose.run()}>
            {words('start.recover.addPiece')}
          </Button>
        </div>
      </div>
      <FailureNotice of={choose.failure} />
    </>
  )
}
