// The consents of a field assessment's respondents, by their codes: known ones, missing ones, and a
// form to record one. All readers of the document read this too.
import { type ReactNode, useRef, useState } from 'react'
import { CircleAlert, CircleCheck, CircleSlash, Eye } from 'lucide-react'
import type { ConsentItem, DocumentSummary, Group } from '#shared/contract'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { Button, CloseButton, Dialog, Icon, Notice, FailureNotice, say } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { ConsentForm, type GivenConsent } from './consent-form.tsx'
import './consents.css'

const icons = {
  covers: CircleCheck,
  nobody: CircleSlash,
  unknown: CircleAlert,
  withdrawn: CircleAlert,
  group: CircleAlert,
  expired: CircleAlert,
} as const satisfies Record<ConsentItem['standing'], unknown>

export type ConsentsDialogProps = { document: DocumentSummary; onClose: () => void }

export function ConsentsDialog({ document, onClose }: ConsentsDialogProps) {
  const words = useWords()
  const core = useCore()
  const { value, failure } = useAnswer('consents.list', { document: document.id }, [
    'documents.changed',
  ])
  const { value: group } = useAnswer('groups.get', { group: document.group }, ['groups.changed'])
  const members = group?.memberList ?? []
  const [chosen, setChosen] = useState<ConsentItem | null>(null)
  const form = useRef<HTMLDivElement>(null)
  const save = useAct(async (given: GivenConsent) => {
    await core.call('consents.put', { document: document.id, ...given })
    say(words('consents.done', { code: given.code }))
  })
  const choose = (item: ConsentItem): void => {
    // The form says the refusal of its own consent.
    if (save.busy) return
    save.forget()
    setChosen(item)
    form.current?.querySelector('input')?.focus()
  }
  const { items = [], rights = [] } = value ?? {}
  const writes = rights.includes('write')
  return (
    <Dialog
      size="large"
      isOpen
      onClose={onClose}
      busy={save.busy}
      title={words('consents.title')}
      lead={words('consents.lead')}
      foot={
        <>
          <span className="row small muted grow">
            <Notice icon={Eye}>
              {words('consents.readers', {
                members: document.readers.kind === 'only-you' ? 1 : document.readers.members,
              })}
            </Notice>
          </span>
          <CloseButton>{words('ui.close')}</CloseButton>
        </>
      }
    >
      <FailureNotice of={failure} />
      {value && items.length === 0 ? <p className="muted">{words('consents.none')}</p> : null}
      <ul className="consents">
        {items.map(item => (
          <Consent key={item.code} item={item} members={members}>
            {writes ? (
              <Button size="small" aria-disabled={save.busy} onPress={() => choose(item)}>
                {words(item.scope === null ? 'consents.say' : 'consents.change')}
                <span className="unseen"> {item.code}</span>
              </Button>
            ) : null}
          </Consent>
        ))}
      </ul>
      {writes ? (
        <div ref={form}>
          <ConsentForm
            key={chosen?.code ?? ''}
            document={document.id}
            item={chosen}
            save={save}
            onDone={() => setChosen(null)}
          />
        </div>
      ) : (
        // The right can go while a consent is being recorded, and the form with it.
        <FailureNotice of={save.failure} />
      )}
    </Dialog>
  )
}

type ConsentProps = { item: ConsentItem; members: Group['memberList']; children: ReactNode }

/** `children`: the act of its row. */
function Consent({ item, members, children }: ConsentProps) {
  const words = useWords()
  return (
    <li className="consent" data-standing={item.standing}>
      <span className="consent-code">
        <bdi>{item.code}</bdi>
      </span>
      <span className="grow">
        <span className="consent-standing">
          <Icon of={icons[item.standing]} size="small" />
          {standingLine(item, words)}
        </span>
        {item.what.map(what => (
          <span key={what} className="consent-what">
            <bdi>{what}</bdi>
          </span>
        ))}
        <span className="smallest quiet">
          {words.phrases([...placesLines(item, words), ...saidLine(item, members, words)])}
        </span>
      </span>
      {children}
    </li>
  )
}

function standingLine({ standing, scope, until, apart }: ConsentItem, words: Words): string {
  const covering = scope === 'public' ? 'public' : 'outside'
  const line =
    standing !== 'covers'
      ? words(`consents.standing.${standing}`, { until: until ?? '' })
      : until === null
        ? words(`consents.standing.${covering}`)
        : words(`consents.standing.${covering}Until`, { until })
  return apart ? words('consents.apart', { line }) : line
}

/** Each part of the document where the code stands; one line where it stands in none. */
function placesLines(item: ConsentItem, words: Words): string[] {
  const { blocks } = item
  const places = blocks.map(({ place }) => place).filter(place => place !== '')
  const inText =
    places.length === 0
      ? words('consents.inText')
      : words('consents.in', { count: places.length, places: words.list(places) })
  const lines = [
    ...(item.inTitle ? [words('consents.inTitle')] : []),
    ...(blocks.length > 0 ? [inText] : []),
    ...(item.inComments ? [words('consents.inComments')] : []),
    ...(item.inSuggestions ? [words('consents.inSuggestions')] : []),
  ]
  return lines.length > 0 ? lines : [words('consents.nowhere')]
}

/** The member who recorded it last; nothing where there is none. */
function saidLine(item: ConsentItem, members: Group['memberList'], words: Words): string[] {
  const last = item.record.at(-1)
  if (!last) return []
  const handle = members.find(({ id }) => id === last.by)?.handle ?? words('consents.somebody')
  return [words('consents.by', { handle, date: words.date(last.at) })]
}
