// Paragraphs that were changed here and elsewhere while apart: both are in the text, and somebody
// should read what came of it.
import { useState } from 'react'
import type { DocumentSummary } from '#shared/contract'
import type { Clash, Side } from '#shared/document'
import type { Session } from '../session/session.ts'
import { useClashes } from '../session/use-clashes.ts'
import { Button, Dialog, Link, Notice } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { type PageBlock, usePage, usePageState } from './page-state.ts'

export type MergedNoticeProps = { session: Session; summary: DocumentSummary }
type Named = { clash: Clash; block: PageBlock | undefined; name: string }

const longest = 40
const none: readonly PageBlock[] = []

function named(clash: Clash, blocks: readonly PageBlock[], words: Words): Named {
  const block = blocks.find(each => each.id === clash.block)
  if (block && block.place !== '') return { clash, block, name: block.place }
  const whole = Array.from(block?.text || clash.before)
  const text = whole.slice(0, longest).join('').trim()
  const cut = whole.length > longest ? `${text}…` : text
  return { clash, block, name: words('editor.merged.unnumbered', { text: cut }) }
}

export function MergedNotice({ session, summary }: MergedNoticeProps) {
  const words = useWords()
  const page = usePageState()
  const [clashes, forget] = useClashes(session, summary)
  const blocks = usePage(each => (clashes.length > 0 ? each.blocks : none))
  const [comparing, setComparing] = useState(false)
  if (clashes.length === 0) return null
  const list = clashes.map(clash => named(clash, blocks, words))
  const close = (): void => setComparing(false)
  return (
    <Notice
      tone="warning"
      title={words('editor.merged.title')}
      action={
        <span className="notice-acts">
          <Button size="small" onPress={() => setComparing(true)}>
            {words('editor.merged.compare')}
          </Button>
          <Button size="small" variant="quiet" onPress={forget}>
            {words('editor.merged.read')}
          </Button>
        </span>
      }
    >
      {words('editor.merged', { count: list.length })}{' '}
      <span className="merged-places">
        {list.map(({ clash, block, name }) =>
          block ? (
            <Link key={clash.block} onPress={() => void page.goTo(block.id)}>
              {name}
            </Link>
          ) : (
            <span key={clash.block}>{name}</span>
          ),
        )}
      </span>
      <Dialog
        isOpen={comparing}
        size="large"
        title={words('editor.merged.dialog')}
        lead={words('editor.merged.lead')}
        onClose={close}
        foot={
          <>
            <span className="grow" />
            <Button autoFocus onPress={close}>
              {words('ui.close')}
            </Button>
          </>
        }
      >
        {list.map(each => (
          <Comparison
            key={each.clash.block}
            {...each}
            onGo={() => {
              close()
              // The dialog gives the focus back first.
              setTimeout(() => each.block && page.goTo(each.block.id))
            }}
          />
        ))}
      </Dialog>
    </Notice>
  )
}

function Comparison({ clash, block, name, onGo }: Named & { onGo: () => void }) {
  const words = useWords()
  const sideText = (side: Side): string => side.text ?? words('editor.merged.removed')
  const rows = [
    ['before', clash.before || words('editor.merged.nothing')],
    ['mine', sideText(clash.mine)],
    ['theirs', sideText(clash.theirs)],
    ['now', block ? block.text || words('editor.merged.nothing') : words('editor.merged.removed')],
  ] as const
  return (
    <section className="comparison" aria-label={name}>
      <div className="row">
        <h3 className="grow">
          {block && block.place !== '' ? words('editor.merged.place', { place: name }) : name}
        </h3>
        {block ? <Link onPress={onGo}>{words('editor.merged.go')}</Link> : null}
      </div>
      <dl>
        {rows.map(([row, text]) => (
          <div key={row} data-row={row}>
            <dt>{words(`editor.merged.${row}`)}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
