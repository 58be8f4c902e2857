// Paragraphs that were changed here and elsewhere while apart: both are in the text, and a person
// should read the result.
import { useState } from 'react'
import type { DocumentSummary, Merge } from '#shared/contract'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { afterReturn, Button, Dialog, Link, Notice } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { Comparison, type Named } from './comparison.tsx'
import { useMergeActs } from './merge-acts.ts'
import { valueLabel } from './value-words.ts'
import { type PageBlock, usePage, usePageState } from './page-state.ts'
import type { Bound } from './use-binding.ts'
import { useGroupHere } from '../stable-summary.ts'

export type MergedNoticeProps = { summary: DocumentSummary; bound: Bound | null; writable: boolean }
/** All that was found of one paragraph: it may have happened more than once. */
type Found = Named & { id: Merge['block']; merges: Merge[] }

const longest = 40
const none: readonly PageBlock[] = []
const nothing: Merge[] = []

function named(merge: Merge, blocks: readonly PageBlock[], words: Words): Named {
  if (merge.block === null) {
    const labels = merge.values.map(({ name }) => valueLabel(name, true, words))
    return { block: undefined, name: labels.join(' · ') }
  }
  const block = blocks.find(each => each.id === merge.block)
  if (block && block.place !== '') return { block, name: block.place }
  const whole = Array.from(block?.text || merge.before)
  const text = whole.slice(0, longest).join('').trim()
  const cut = whole.length > longest ? `${text}…` : text
  return { block, name: words('editor.merged.unnumbered', { text: cut }) }
}

export function MergedNotice({ summary, bound, writable }: MergedNoticeProps) {
  const words = useWords()
  const core = useCore()
  const page = usePageState()
  const document = summary.id
  const { value: merges = nothing } = useAnswer('documents.merges', { document }, [
    'documents.changed',
  ])
  const blocks = usePage(each => (merges.length > 0 ? each.blocks : none))
  const [comparing, setComparing] = useState(false)
  const { run: forget, busy } = useAct(async (ids: Merge['block'][]) => {
    for (const block of ids) await core.call('documents.markMerged', { document, block })
  })
  if (merges.length === 0) return null
  const list: Found[] = [...Map.groupBy(merges, ({ block }) => block)].map(([id, all]) => ({
    id,
    merges: all,
    ...named(all[0] as Merge, blocks, words),
  }))
  return (
    <Notice
      tone="warning"
      title={words('editor.merged.title')}
      action={
        <span className="notice-acts">
          <Button size="small" onPress={() => setComparing(true)}>
            {words('editor.merged.compare')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            busy={busy}
            onPress={() => void forget(list.map(({ id }) => id))}
          >
            {words('editor.merged.read')}
          </Button>
        </span>
      }
    >
      {words('editor.merged', { count: list.length })}
      {words.gap}
      <span className="merged-places">
        {list.map(({ id, block, name }) =>
          block ? (
            <Link key={id} onPress={() => void page.goTo(block.id)}>
              {name}
            </Link>
          ) : (
            <span key={id}>{name}</span>
          ),
        )}
      </span>
      {merges.some(({ areEarlierGone }) => areEarlierGone) ? (
        <p>{words('editor.merged.earlierGone')}</p>
      ) : null}
      <MergesDialog
        summary={summary}
        bound={bound}
        writable={writable}
        list={list}
        isOpen={comparing}
        onClose={() => setComparing(false)}
      />
    </Notice>
  )
}

type MergesDialogProps = MergedNoticeProps & {
  list: readonly Found[]
  isOpen: boolean
  onClose: () => void
}

/** The merges side by side, with the ways to restore a lost wording or value. */
function MergesDialog({ summary, bound, writable, list, isOpen, onClose }: MergesDialogProps) {
  const words = useWords()
  const page = usePageState()
  const acts = useMergeActs(summary.id, bound, onClose)
  const group = useGroupHere()
  const { self = null, memberList = [], pastMembers = [] } = group ?? {}
  // Also of members who left: an owner may be one of them.
  const members = { self, list: [...memberList, ...pastMembers] }
  return (
    <Dialog
      isOpen={isOpen}
      size="large"
      title={words('editor.merged.dialog')}
      lead={words(writable ? 'editor.merged.lead' : 'editor.merged.leadFixed')}
      onClose={onClose}
      foot={
        <>
          <span className="grow" />
          <Button autoFocus onPress={onClose}>
            {words('ui.close')}
          </Button>
        </>
      }
    >
      {list.flatMap(each =>
        each.merges.map((merge, index) => (
          <Comparison
            key={`${each.id} ${index}`}
            {...each}
            document={summary.id}
            merge={merge}
            members={members}
            onBringBack={writable ? text => acts.restore(merge, text) : null}
            mayTake={taken => acts.mayTake(merge, taken)}
            onTake={writable ? taken => void acts.take(merge, taken) : null}
            mayChoose={acts.mayChoose}
            onChoose={writable ? (...chosen) => void acts.choose(...chosen) : null}
            onGo={() => {
              onClose()
              afterReturn(() => each.block && page.goTo(each.block.id))
            }}
          />
        )),
      )}
    </Dialog>
  )
}
