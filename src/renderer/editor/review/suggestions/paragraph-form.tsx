// Where a change of a whole paragraph is suggested: a new one behind it, other words for it, another kind,
// or no more of it.
import { useState } from 'react'
import type { DocumentKind } from '#shared/contract'
import type { BlockId, DocumentId } from '#shared/ids'
import { cutShort } from '#document/tree'
import { isBlockId } from '#document/ids'
import { longestWording } from '#document/review/comments'
import type { BlockKind } from '#document/model'
import type { NewParagraphSuggestion } from '#document/review/suggestions'

import type { ParagraphDraft } from '../comments/comments-state.ts'
import { kindGroups } from '../../page/kind-groups.ts'
import type { PageBlock } from '../../page/page-state.ts'
import { ProposalForm, WhyField } from '../amendments/proposal-form.tsx'
import { suggestionPlace } from '../../unsent/places.ts'
import { labelOf, sectionOf, splitsIn } from './labels.ts'
import { Select, TextField, WordChanges } from '../../../ui/index.ts'
import { useTyped } from '../../../shell/typed/use-typed.ts'
import { useWords } from '../../../words/index.ts'

/** In the place of a paragraph: before all of them. */
const beginning = '-'
type After = BlockId | typeof beginning
/** UTF-16 units of what a second paragraph would begin with. */
const longestSplit = 60

const changes = [
  ...(['words', 'add', 'kind', 'remove'] as const),
  ...(['move', 'split', 'join'] as const),
] as const

export type ParagraphFormProps = {
  draft: ParagraphDraft
  /** The paragraph, or the one that a new one would follow; none at the beginning. */
  block: PageBlock | undefined
  blocks: readonly PageBlock[]
  /** Its words without waiting suggestions. */
  base: string
  kind: DocumentKind
  document: DocumentId
  /** False when it was refused. */
  onSuggest: (wanted: NewParagraphSuggestion) => boolean
  onCancel: () => void
}

type Fields = {
  what: ParagraphDraft['what']
  /** Null for the beginning of the text. */
  block: BlockId | null
  kind: BlockKind
  wording: string
  why: string
  after: After
  /** The blocks that move along. */
  section: BlockId[]
  splitAt: string
}

/** The suggestion that the fields describe; null where there is none. */
const suggestionFrom = (fields: Fields): NewParagraphSuggestion | null => {
  const { what, block, kind, wording, why, after, section, splitAt } = fields
  if (what === 'add') return { what, after: block, as: kind, wording, why }
  if (block === null) return null
  if (what === 'words') return { what, block, wording, why }
  if (what === 'kind') return { what, block, as: kind, why }
  if (what === 'move') {
    const behind = after === beginning ? null : after
    return { what, block, after: behind, along: section, why }
  }
  if (what === 'split') return { what, block, place: Number(splitAt), why }
  return { what, block, why }
}

type Checked = Pick<Fields, 'what' | 'wording' | 'splitAt'> & { base: string; isOtherKind: boolean }

/** Why the fields make no suggestion; null when they do. */
const lackOf = ({ what, wording, base, isOtherKind, splitAt }: Checked) => {
  const isSame =
    (what === 'words' && wording.trim() === base.trim()) ||
    (what === 'kind' && !isOtherKind) ||
    (what === 'split' && splitAt === '')
  if (isSame) return 'suggesting.nothingChanged'
  const isEmpty = (what === 'words' || what === 'add') && wording.trim() === ''
  return isEmpty ? 'comments.empty' : null
}

export function ParagraphForm(props: ParagraphFormProps) {
  const { draft, block, blocks, base, document, onCancel } = props
  const words = useWords()
  const [what, setWhat] = useState(draft.what)
  const first = { reworded: base, added: '', why: '' }
  const { fields, type, forget } = useTyped(document, suggestionPlace(draft.block), first)
  const { reworded, added, why } = fields
  const isTyped = reworded !== base || added !== '' || why !== ''
  const own = block?.kind ?? 'paragraph'
  const [kind, setKind] = useState<BlockKind>(own === 'pagebreak' ? 'paragraph' : own)
  const [after, setAfter] = useState<After>(beginning)
  const splits = splitsIn(base)
  const [splitAt, setSplitAt] = useState(`${splits[0] ?? ''}`)
  const section = draft.block === null ? [] : sectionOf(blocks, draft.block)
  const moving = new Set<string | null>([draft.block, ...section])
  const isWords = what === 'words'
  const wording = isWords ? reworded : added
  const lack = lackOf({ what, wording, base, isOtherKind: kind !== own, splitAt })
  const unavailable = lack === null ? undefined : words(lack)
  const wanted = (): NewParagraphSuggestion | null =>
    suggestionFrom({ what, block: draft.block, kind, wording, why, after, section, splitAt })
  const send = (): void => {
    const suggested = unavailable === undefined ? wanted() : null
    if (suggested && props.onSuggest(suggested)) forget()
  }
  const place = block?.place ?? ''
  const title = place === '' ? words('suggesting.new') : words('suggesting.new.place', { place })
  return (
    <ProposalForm
      title={title}
      act={words('suggesting.act')}
      unavailable={unavailable}
      isTyped={isTyped}
      onSend={send}
      forget={forget}
      onCancel={onCancel}
    >
      <Select
        label={words('suggesting.what')}
        size="small"
        choices={changes.map(id => ({ id, text: words(`suggesting.what.${id}`) }))}
        value={what}
        onChange={setWhat}
      />
      {what === 'add' || what === 'kind' ? (
        <KindChoice of={props.kind} value={kind} onChange={setKind} />
      ) : null}
      {what === 'move' ? (
        <Where blocks={blocks} moving={moving} value={after} onChange={setAfter} />
      ) : null}
      {what === 'move' && section.length > 0 ? (
        <p className="quiet">{words('suggesting.would.along', { count: section.length })}</p>
      ) : null}
      {what === 'split' && splits.length > 0 ? (
        <SplitAt base={base} splits={splits} value={splitAt} onChange={setSplitAt} />
      ) : null}
      {what === 'add' || isWords ? (
        <TextField
          key={what}
          label={words(isWords ? 'suggesting.wording' : 'suggesting.added')}
          rows={5}
          value={wording}
          onChange={next => type(isWords ? { reworded: next } : { added: next })}
          maxLength={longestWording}
          autoFocus
        />
      ) : null}
      {what === 'remove' || (isWords && unavailable === undefined) ? (
        <WordChanges before={base} after={isWords ? wording : ''} />
      ) : null}
      <WhyField value={why} onChange={next => type({ why: next })} />
    </ProposalForm>
  )
}

type WhereProps = {
  blocks: readonly PageBlock[]
  moving: ReadonlySet<string | null>
  value: After
  onChange: (after: After) => void
}

/** The paragraph after which the moved ones would stand. */
function Where({ blocks, moving, value, onChange }: WhereProps) {
  const words = useWords()
  return (
    <Select
      label={words('suggesting.where')}
      size="small"
      choices={[
        { id: beginning, text: words('suggesting.where.first') },
        ...blocks.flatMap(each =>
          isBlockId(each.id) && !moving.has(each.id)
            ? [
                {
                  id: each.id,
                  text: words('suggesting.where.after', { place: labelOf(each, words) }),
                },
              ]
            : [],
        ),
      ]}
      value={value}
      onChange={onChange}
    />
  )
}

type SplitAtProps = {
  base: string
  splits: readonly number[]
  value: string
  onChange: (at: string) => void
}

function SplitAt({ base, splits, value, onChange }: SplitAtProps) {
  const words = useWords()
  return (
    <Select
      label={words('suggesting.splitAt')}
      size="small"
      choices={splits.map(at => ({ id: `${at}`, text: cutShort(base.slice(at), longestSplit) }))}
      value={value}
      onChange={onChange}
    />
  )
}

type KindChoiceProps = { of: DocumentKind; value: BlockKind; onChange: (kind: BlockKind) => void }

function KindChoice({ of, value, onChange }: KindChoiceProps) {
  const words = useWords()
  const kinds = kindGroups(of).flatMap(group => group.kinds)
  return (
    <Select
      label={words('suggesting.kind')}
      size="small"
      choices={kinds.map(id => ({ id, text: words(`editor.kind.${id}`) }))}
      value={value}
      onChange={onChange}
    />
  )
}
