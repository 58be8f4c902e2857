// Opening a member's file, and what came of it in words.
import { useState } from 'react'
import { FileDown } from 'lucide-react'
import type { Received } from '#shared/contract'
import { useAct, useCore, useShell } from '../../shell/core-client.ts'
import { Button, Icon, Notice, useHoldsDialog } from '../../ui/index.ts'
import { sentenceOf, useWords, type Words } from '../../words/index.ts'
import { FileProgress } from '../../shell/file-progress.tsx'

export type Opened = { name: string; at: number; received: Received }

/** The results of a file, one sentence each, the good ones first. */
function sentencesOf(
  { accepted, known, refused, waiting, documents }: Received,
  words: Words,
): string[] {
  const sentences: string[] = []
  if (accepted > 0 && documents.length > 0)
    sentences.push(words('members.exchange.added', { accepted, documents: documents.length }))
  else if (accepted > 0) sentences.push(words('members.exchange.addedRecords', { accepted }))
  else if (refused === 0 && waiting === 0) sentences.push(words('members.exchange.known'))
  // The member who gave the file read there how many changes it holds.
  if (accepted > 0 && known > 0) sentences.push(words('members.exchange.rest'))
  if (waiting > 0) sentences.push(words('members.exchange.waiting', { waiting }))
  if (refused > 0) sentences.push(words('members.exchange.refused', { refused }))
  return sentences
}

function Result({ opened }: { opened: Opened }) {
  const words = useWords()
  const { name, at, received } = opened
  return (
    <Notice
      tone={received.refused > 0 ? 'warning' : 'good'}
      title={words('members.exchange.openedName', { name, when: words.when(at, at) })}
    >
      {sentencesOf(received, words).map(sentence => (
        <div key={sentence}>{sentence}</div>
      ))}
    </Notice>
  )
}

export function OpenFile() {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const [opened, setOpened] = useState<Opened | null>(null)
  const open = useAct(async () => {
    const chosen = await shell.call('dialog.open', { type: 'locked' })
    if (!chosen) return
    const received = await core.call('exchange.read', { file: chosen.file })
    setOpened({ name: chosen.name, at: Date.now(), received })
  })
  useHoldsDialog(open.busy)
  return (
    <section className="card exchange-card" aria-labelledby="open-title">
      <div className="row exchange-head">
        <Icon of={FileDown} size="large" />
        <h3 id="open-title">{words('members.exchange.open')}</h3>
      </div>
      <div className="choose-file">
        <p className="small">{words('members.exchange.openHint')}</p>
        <Button size="small" busy={open.busy} onPress={() => void open.run()}>
          {words('members.exchange.choose')}
        </Button>
      </div>
      <FileProgress task="exchange.read" busy={open.busy} />
      {open.failure === 'cancelled' ? (
        <Notice>{words('members.exchange.read.stopped')}</Notice>
      ) : open.failure ? (
        <Notice tone="error">{words(sentenceOf(open.failure))}</Notice>
      ) : null}
      {opened ? (
        <div className="opened">
          <div className="field-label small">{words('members.exchange.opened')}</div>
          <Result opened={opened} />
        </div>
      ) : null}
    </section>
  )
}
