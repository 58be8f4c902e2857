// Where a change of a whole paragraph is suggested: a new one behind it, other words for it, another kind,
// or no more of it. Ctrl Enter suggests it, Escape gives it up.
import { useState, type KeyboardEvent } from 'react'
import type { DocumentKind } from '#shared/contract'
import {
  longestRemark,
  longestWording,
  type BlockKind,
  type NewParagraphSuggestion,
} from '#shared/document'

import type { ParagraphDraft } from '../comments/comments-state.ts'
import { kindGroups } from '../page/kind-groups.ts'
import type { PageBlock } from '../page/page-state.ts'
import { isKey } from '../../commands/keys.ts'
import { Button, Select, TextField, WordChanges } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

const changes = ['words', 'add', 'kind', 'remove'] as const

export type ParagraphFormProps = {
  draft: ParagraphDraft
  /** The paragraph, or the one that a new one would follow; none at the beginning. */
  block: PageBlock | undefined
  /** What it reads while nothing that waits is taken in. */
  base: string
  document: DocumentKind
  onSuggest: (wanted: NewParagraphSuggestion) => void
  onCancel: () => void
}

export function ParagraphForm(props: ParagraphFormProps) {
  const { draft, block, base, document, onSuggest, onCancel } = props
  const words = useWords()
  const [what, setWhat] = useState(draft.what)
  const [reworded, setReworded] = useState(base)
  const [added, setAdded] = useState('')
  const own = block?.kind ?? 'paragraph'
  const [kind, setKind] = useState<BlockKind>(own === 'pagebreak' ? 'paragraph' : own)
  const [why, setWhy] = useState('')
  const isWords = what === 'words'
  const wording = isWords ? reworded : added
  const unavailable =
    (isWords && wording.trim() === base.trim()) || (what === 'kind' && kind === own)
      ? words('suggesting.nothingChanged')
      : (isWords || what === 'add') && wording.trim() === ''
        ? words('comments.empty')
        : undefined
  const send = (): void => {
    if (unavailable !== undefined) return
    if (what === 'add') return onSuggest({ what, after: draft.block, as: kind, wording, why })
    if (draft.block === null) return
    if (what === 'words') return onSuggest({ what, block: draft.block, wording, why })
    if (what === 'kind') return onSuggest({ what, block: draft.block, as: kind, why })
    onSuggest({ what, block: draft.block, why })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isKey(event.nativeEvent, 'send')) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation()
      onCancel()
    }
  }
  const place = block?.place ?? ''
  const title = place === '' ? words('suggesting.new') : words('suggesting.new.place', { place })
  const kinds = kindGroups(document).flatMap(group => group.kinds)
  return (
    <form
      className="amendment-form"
      aria-label={title}
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <h2 className="amendment-title">{title}</h2>
      <div className="amendment-fields" onKeyDown={onKeyDown} role="presentation">
        <Select
          label={words('suggesting.what')}
          size="small"
          choices={changes.map(id => ({ id, text: words(`suggesting.what.${id}`) }))}
          value={what}
          onChange={setWhat}
        />
        {what === 'add' || what === 'kind' ? (
          <Select
            label={words('suggesting.kind')}
            size="small"
            choices={kinds.map(id => ({ id, text: words(`editor.kind.${id}`) }))}
            value={kind}
            onChange={setKind}
          />
        ) : null}
        {what === 'add' || isWords ? (
          <TextField
            key={what}
            label={words(isWords ? 'suggesting.wording' : 'suggesting.added')}
            rows={5}
            value={wording}
            onChange={isWords ? setReworded : setAdded}
            maxLength={longestWording}
            autoFocus
          />
        ) : null}
        {isWords && unavailable === undefined ? (
          <WordChanges before={base} after={wording} />
        ) : null}
        {what === 'remove' ? <WordChanges before={base} after="" /> : null}
        <TextField
          label={words('amendments.why')}
          hint={words('amendments.optional')}
          rows={2}
          value={why}
          onChange={setWhy}
          maxLength={longestRemark}
        />
      </div>
      <div className="amendment-acts">
        <Button size="small" variant="primary" type="submit" unavailable={unavailable}>
          {words('suggesting.act')}
        </Button>
        <Button size="small" variant="quiet" onPress={onCancel}>
          {words('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
