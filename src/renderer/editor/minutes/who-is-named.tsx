// People in minutes: how they appear in all of them, and in the paragraph of the caret, each choice with the
// words as they will be printed.
import { useState } from 'react'
import { Users } from 'lucide-react'
import type { DocumentSummary, Right } from '#shared/contract'
import { readPage } from '#document/tree'
import { speakerNamings, type Block, type SpeakerNaming } from '#document/model'
import { speakersIn, withSpeakers } from '#document/meetings'
import type * as Y from 'yjs'
import { useAct, useCore } from '../../shell/core-client.ts'
import { Button, FailureNotice, FormDialog, Icon, RadioChoice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { usePage } from '../page/page-state.ts'
import { useReadings, type Readings } from './naming.ts'

type NamedProps = { summary: DocumentSummary; doc: Y.Doc; rights: ReadonlySet<Right> }

/** From the most that is told to the least. */
const choices = speakerNamings.toReversed()

const shortened = (text: string): string => (text.length > 90 ? `${text.slice(0, 88)}…` : text)

/** The words of a block with its members in that way. */
const readAs = (block: Block, naming: SpeakerNaming, read: Readings['read']): string => {
  const page = { blocks: [{ ...block, meeting: { naming } }] } as Parameters<typeof withSpeakers>[0]
  const [shown] = withSpeakers(page, naming, read).blocks
  const text = shortened(shown?.runs.map(each => each.text).join('') ?? '')
  // A text of another direction than the window's keeps its own.
  return `\u2068${text}\u2069`
}

/** Beside the page, above who can read it. */
export function PeopleCard({ summary, doc, rights }: NamedProps) {
  const words = useWords()
  const [isAsking, setAsking] = useState(false)
  const { naming, differing } = useReadings(summary.id, doc, [])
  return (
    <section className="reader-card" aria-labelledby="people-card-title">
      <Icon of={Users} />
      <div>
        <h3 id="people-card-title" className="reader-card-title">
          {words(`minutes.people.${naming}`)}
        </h3>
        <p className="muted">
          {words('minutes.people.where')}
          {words.gap}
          {differing === 0 ? null : words('minutes.people.differing', { count: differing })}
        </p>
        {rights.has('write') ? (
          <Button size="inline" onPress={() => setAsking(true)}>
            {words('minutes.people.change')}
          </Button>
        ) : null}
      </div>
      {isAsking ? (
        <AskNaming summary={summary} doc={doc} naming={naming} onClose={() => setAsking(false)} />
      ) : null}
    </section>
  )
}

type AskProps = Pick<NamedProps, 'summary' | 'doc'> & { naming: SpeakerNaming; onClose: () => void }

function AskNaming({ summary, doc, naming, onClose }: AskProps) {
  const words = useWords()
  const core = useCore()
  const [chosen, choose] = useState(naming)
  const [example] = useState(() =>
    readPage(doc).blocks.find(({ runs }) => runs.some(({ who }) => who !== undefined)),
  )
  const members = useState(() => (example ? speakersIn({ blocks: [example] }) : []))[0]
  const { read } = useReadings(summary.id, doc, members)
  const name = useAct(async () => {
    await core.call('minutes.name', { what: 'minutes', minutes: summary.id, naming: chosen })
    onClose()
  })
  return (
    <FormDialog
      title={words('minutes.people.ask')}
      lead={words('minutes.people.lead')}
      size="small"
      onClose={onClose}
      act={words('minutes.people.set')}
      work={name}
    >
      <RadioChoice
        look="rows"
        label={words('minutes.people.ask')}
        labelUnseen
        value={chosen}
        onChange={choose}
        ways={choices.map(each => ({
          id: each,
          title: words(`minutes.named.${each}`),
          ...(example && { hint: readAs(example, each, read) }),
        }))}
      />
    </FormDialog>
  )
}

/** In the panel: the paragraph of the caret, where it names a member. */
export function WhoIsNamed({ summary, doc, rights }: NamedProps) {
  const current = usePage(page => page.blocks.find(({ id }) => id === page.current))
  // Words of the paragraph are read again when it is another one, or was written in.
  const block = current && readPage(doc).blocks.find(({ id }) => id === current.id)
  if (!current || !block?.id || !block.runs.some(({ who }) => who !== undefined)) return null
  return (
    <LineNaming
      summary={summary}
      doc={doc}
      block={{ ...block, id: block.id }}
      place={current.place}
      may={rights.has('write')}
    />
  )
}

type LineProps = Pick<NamedProps, 'summary' | 'doc'> & {
  block: Block & { id: NonNullable<Block['id']> }
  place: string
  may: boolean
}

function LineNaming({ summary, doc, block, place, may }: LineProps) {
  const words = useWords()
  const core = useCore()
  const { naming, read } = useReadings(summary.id, doc, speakersIn({ blocks: [block] }))
  const own = block.meeting?.naming ?? null
  const name = useAct(async (next: SpeakerNaming | null) => {
    await core.call('minutes.name', {
      what: 'line',
      minutes: summary.id,
      block: block.id,
      naming: next,
    })
  })
  const title = words('minutes.line', { place, placed: place === '' ? 'no' : 'yes' })
  if (!may)
    return (
      <p className="line-naming small muted">
        {title}: {words(`minutes.named.${own ?? naming}`)}
      </p>
    )
  return (
    <div className="line-naming">
      <RadioChoice
        look="rows"
        label={title}
        value={own ?? 'follow'}
        onChange={next => void name.run(next === 'follow' ? null : next)}
        ways={[
          {
            id: 'follow' as const,
            title: words('minutes.line.follow'),
            hint: readAs(block, naming, read),
          },
          ...choices.map(each => ({
            id: each,
            title: words(`minutes.named.${each}`),
            hint: readAs(block, each, read),
          })),
        ]}
      />
      <FailureNotice of={name.failure} />
      <p className="smallest quiet">{words('minutes.line.exports')}</p>
    </div>
  )
}
