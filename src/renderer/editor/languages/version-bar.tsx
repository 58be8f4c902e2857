// Above the page of a version: what it is a version of, how far it is, and the ways through what waits.
import { useState } from 'react'
import { ArrowDown, ArrowUp, Languages as LanguagesIcon } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { useGo } from '../../shell/router.ts'
import { chordText } from '../../shell/commands/keys.ts'
import { Button, Icon, IconButton, Link, Notice, Segments } from '../../ui/index.ts'
import { sentenceOf, useWords, type Words } from '../../words/index.ts'
import { ConfirmSeen } from './confirm-seen.tsx'
import { countRows, type Row } from './rows.ts'
import type { SideBySide } from './use-side-by-side.ts'
import { useVersionsHere } from './versions-state.ts'
import './languages.css'

export type Counts = {
  stale: number
  missing: number
  added: number
  withheld: number
  unchecked: number
}

/** The open work, in words; or that there is none. */
export const sayCounts = (counts: Counts, words: Words): string => {
  const parts = (['stale', 'unchecked', 'missing', 'added', 'withheld'] as const).flatMap(each =>
    counts[each] > 0 ? [words(`languages.count.${each}`, { count: counts[each] })] : [],
  )
  return parts.length === 0 ? words('languages.count.none') : words.list(parts)
}

export type VersionBarProps = { summary: DocumentSummary; beside: SideBySide | null }

export function VersionBar({ summary, beside }: VersionBarProps) {
  const words = useWords()
  const go = useGo()
  const versions = useVersionsHere()
  const { languages, isVersion, original, showBeside } = versions
  const [asked, setAsked] = useState<readonly Row[] | null>(null)
  if (!isVersion) return null
  if (original === null)
    return (
      <div className="version-bar" data-area="version">
        <Notice>{words('languages.notHere')}</Notice>
      </div>
    )
  const listed = languages?.versions.find(({ document }) => document === summary.id)
  const counts = beside?.isReady ? countRows(beside.rows) : listed && countsOf(listed)
  return (
    <div
      className="version-bar"
      data-area="version"
      role="group"
      aria-label={words('languages.bar')}
      aria-busy={beside !== null && !beside.isReady && beside.failure === undefined}
    >
      <Icon of={LanguagesIcon} />
      <div className="version-of">
        <span>
          {words.rich('languages.translationOf', {
            title: <bdi>{original.title}</bdi>,
            language: words(`editor.language.${original.language}`),
            link: chunks => (
              <Link onPress={() => go({ screen: 'document', document: original.document })}>
                {chunks}
              </Link>
            ),
          })}
        </span>
        <span className="muted" data-counts>
          {beside && !beside.isReady && beside.failure === undefined
            ? words('languages.comparing')
            : counts && sayCounts(counts, words)}
        </span>
      </div>
      {beside?.isReady ? <BesideActs beside={beside} onAsk={() => setAsked(beside.seen)} /> : null}
      <Segments
        label={words('languages.shown')}
        segments={[
          { id: 'alone', text: words('languages.alone') },
          { id: 'beside', text: words('languages.beside') },
        ]}
        value={versions.beside ? 'beside' : 'alone'}
        onChange={shown => showBeside(shown === 'beside')}
      />
      {beside?.failure === undefined ? null : (
        <div className="version-failed">
          <Notice
            tone="error"
            action={
              <Button size="small" onPress={beside.again}>
                {words('languages.again')}
              </Button>
            }
          >
            {words.sentences([words('languages.failed'), words(sentenceOf(beside.failure))])}
          </Notice>
        </div>
      )}
      {asked && beside ? (
        <ConfirmSeen
          count={asked.length}
          untranslated={beside.rows.filter(({ is }) => is === 'untranslated').length}
          onConfirm={() => beside.confirm(asked)}
          onClose={() => setAsked(null)}
        />
      ) : null}
      <span className="unseen" role="status" data-beside-news>
        {beside?.announced}
      </span>
    </div>
  )
}

/** Counts of the list: a paragraph is either confirmed or in one of the other states. */
export const countsOf = (listed: {
  paragraphs: number
  checked: number
  stale: number
  missing: number
  added: number
  withheld: number
}): Counts => {
  const { paragraphs, checked, stale, missing, added, withheld } = listed
  const unchecked = Math.max(0, paragraphs - checked - stale - missing - withheld)
  return { stale, missing, added, withheld, unchecked }
}

function BesideActs({ beside, onAsk }: { beside: SideBySide; onAsk: () => void }) {
  const words = useWords()
  const { rows, writes, seen } = beside
  const [busy, setBusy] = useState(false)
  const { stale, unchecked, missing, withheld } = countRows(rows)
  const nothing = stale + unchecked + missing + withheld === 0
  const bring = async (): Promise<void> => {
    setBusy(true)
    await beside.bring()
    setBusy(false)
  }
  return (
    <>
      {writes && missing > 0 ? (
        <Button size="small" busy={busy} onPress={() => void bring()}>
          {words('languages.bring', { count: missing })}
        </Button>
      ) : null}
      {writes && stale + unchecked > 0 ? (
        <Button
          size="small"
          unavailable={seen.length === 0 ? words('languages.seen.none') : undefined}
          onPress={onAsk}
        >
          {words('languages.seen.act', { count: seen.length })}
        </Button>
      ) : null}
      <span className="version-steps">
        <IconButton
          icon={ArrowUp}
          label={words('languages.previous')}
          keys={chordText('previousBeside')}
          size="small"
          isDisabled={nothing}
          onPress={() => beside.go(-1)}
        />
        <IconButton
          icon={ArrowDown}
          label={words('languages.next')}
          keys={chordText('nextBeside')}
          size="small"
          isDisabled={nothing}
          onPress={() => beside.go(1)}
        />
      </span>
    </>
  )
}
