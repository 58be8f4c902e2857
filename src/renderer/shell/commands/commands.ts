// The offers of the palette for a few letters: acts, places, documents by title, and paragraphs.
import { createElement, useMemo } from 'react'
import {
  Archive,
  CircleQuestionMark,
  FileInput,
  HardDriveDownload,
  Keyboard,
  Lock,
  Plus,
  Radio,
  Settings2,
  TextSearch,
  UserPlus,
} from 'lucide-react'
import type { DocumentSummary, GroupSummary, SearchHit } from '#shared/contract'
import { placeOf } from '../../screens/archive/place-of.ts'
import { Snippet } from '../../screens/archive/snippet.tsx'
import { useAnswer, useShell } from '../core-client.ts'
import { type DocumentAct, useDocumentActs } from '../../screens/documents/document-acts.tsx'
import { iconOf, kindName } from '../../screens/documents/kinds.ts'
import { useHelp } from '../../screens/help/help.tsx'
import { useImports } from '../../screens/import/imports.tsx'
import { type Navigation, useGo } from '../router.ts'
import { focusNetworkCard } from '../../screens/members/network-card.tsx'
import { afterReturn } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { navigationItems } from '../workspace/navigation-items.ts'
import { type Overlays, useOverlays } from '../workspace/overlays.ts'
import { useDeliberationCommands } from './deliberation-commands.ts'
import { useDocumentCommands } from './document-commands.ts'
import { keysOf } from './keys.ts'
import { actsOf, type Command, type CommandSection, foundIn, useOffers } from './offered.ts'
import { plain, startsWord } from './plain.ts'
import { useSettingsCommands } from './settings-commands.ts'

type Open = Overlays['open']
/** Documents, questions, meetings and action items together. */
const mostTitles = 8
const mostParagraphs = 4

export function useCommands(
  text: string,
  group: GroupSummary,
): { sections: CommandSection[]; searchAll: Command | undefined } {
  const words = useWords()
  const shell = useShell()
  const go = useGo()
  const { open } = useOverlays()
  const openHelp = useHelp()
  const { start } = useDocumentActs()
  const { choose } = useImports()
  const joining = group.state === 'joining'
  const offers = useOffers()
  const deliberation = useDeliberationCommands(joining ? null : group)
  const asked = text.trim()
  const settings = useSettingsCommands()
  const { value: whole } = useAnswer('groups.get', joining ? null : { group: group.id })
  const mayInvite = whole?.acts.includes('invite') === true
  const { value: documents } = useAnswer('documents.list', joining ? null : { group: group.id })
  const byName = useDocumentCommands(joining ? null : group, documents)
  const { value: found } = useAnswer(
    'search.first',
    asked.length < 2 || joining ? null : { text: asked, limit: mostParagraphs },
  )

  return useMemo(() => {
    const fitting = (commands: Command[], hints?: 'and hints'): Command[] =>
      fittingIn(commands, asked, hints)
    const inDocument = foundIn(offers, asked)
    const here = actsOf(offers)
    const acts: Command[] = [
      ...here,
      ...(joining ? [] : groupActs(words, { go, start, open, choose, mayInvite })),
      ...deliberation.acts.filter(({ id }) => here.every(each => each.id !== id)),
      ...windowActs(words, go, { open, openHelp }, () => void shell.call('lock')),
      ...(asked === '' ? [] : settings.acts),
    ]
    const places = [
      ...(joining ? [] : screens(words, go)),
      ...(asked === '' ? [] : settings.places),
    ]
    const titles = titled(documents ?? [], words, go)
    const searchAll: Command | undefined =
      asked === '' || joining
        ? undefined
        : {
            id: 'search-all',
            text: words('commands.searchAll', { text: asked }),
            icon: Archive,
            keys: keysOf('searchAll'),
            act: () => go({ screen: 'archive', text: asked }),
          }
    const paragraphs = paragraphsOf(found ?? [], go)
    const sections: CommandSection[] = [
      ...(inDocument ? [inDocument] : []),
      {
        title: words('commands.acts'),
        commands: [
          ...fitting(acts, 'and hints'),
          ...byName.templates(asked),
          ...byName.acts(asked, new Set(here.map(({ id }) => id))),
        ],
      },
      {
        title: words('commands.places'),
        commands: [
          ...fitting(places),
          ...fitting([...titles, ...deliberation.places]).slice(0, mostTitles),
        ],
      },
      {
        title: words('commands.inText'),
        commands: [...paragraphs, ...(searchAll ? [searchAll] : [])],
      },
    ]
    return { sections: sections.filter(section => section.commands.length > 0), searchAll }
  }, [
    words,
    asked,
    joining,
    documents,
    found,
    go,
    open,
    openHelp,
    start,
    choose,
    shell,
    offers,
    deliberation,
    byName,
    settings,
    mayInvite,
  ])
}

/** A word that begins with the letters comes before one that holds them. */
const fittingIn = (commands: Command[], asked: string, hints?: 'and hints'): Command[] =>
  commands
    .filter(({ text, hint = '' }) => plain(hints ? `${text} ${hint}` : text).includes(plain(asked)))
    .toSorted((a, b) => +startsWord(b.text, asked) - +startsWord(a.text, asked))

const titled = (
  documents: readonly DocumentSummary[],
  words: Words,
  go: Navigation['go'],
): Command[] =>
  documents.map(document => ({
    id: document.id,
    text: document.title,
    icon: iconOf(document.kind),
    hint: kindName(document.kind, words),
    act: () => go({ screen: 'document', document: document.id }),
  }))

const paragraphsOf = (found: readonly SearchHit[], go: Navigation['go']): Command[] =>
  found.map((hit, index) => ({
    id: `hit-${index}`,
    text: hit.snippet.map(piece => piece.text).join(''),
    label: createElement(Snippet, { hit }),
    icon: TextSearch,
    hint: hit.title,
    act: () => go(placeOf(hit)),
  }))

const screens = (words: Words, go: Navigation['go']): Command[] =>
  navigationItems.map(item => ({
    id: item.screen,
    text: words(item.name),
    icon: item.icon,
    keys: keysOf(item.key),
    act: () => go({ screen: item.screen }),
  }))

/** Acts on the documents of a group. */
type Starts = {
  go: Navigation['go']
  start: (act: DocumentAct) => void
  open: Open
  choose: () => void
  mayInvite: boolean
}

const groupActs = (words: Words, { go, start, open, choose, mayInvite }: Starts): Command[] => [
  {
    id: 'new',
    text: words('documents.new.button'),
    icon: Plus,
    keys: keysOf('newDocument'),
    act: () => start({ kind: 'new' }),
  },
  { id: 'import', text: words('documents.import.button'), icon: FileInput, act: choose },
  ...(mayInvite
    ? [{ id: 'invite', text: words('members.invite'), icon: UserPlus, act: () => open('invite') }]
    : []),
  {
    id: 'exchange',
    text: words('members.exchange'),
    icon: HardDriveDownload,
    act: () => open('exchange'),
  },
  {
    id: 'network',
    text: words('members.network.title'),
    icon: Radio,
    act: () => {
      go({ screen: 'members', network: true })
      afterReturn(focusNetworkCard)
    },
  },
]

/** Acts on the window as a whole. */
const windowActs = (
  words: Words,
  go: Navigation['go'],
  { open, openHelp }: { open: Open; openHelp: () => void },
  lock: () => void,
): Command[] => [
  { id: 'lock', text: words('app.lock'), icon: Lock, keys: keysOf('lock'), act: lock },
  {
    id: 'settings',
    text: words('app.settings'),
    icon: Settings2,
    act: () => go({ screen: 'settings' }),
  },
  {
    id: 'help',
    text: words('app.help'),
    icon: CircleQuestionMark,
    keys: keysOf('help'),
    act: openHelp,
  },
  {
    id: 'shortcuts',
    text: words('commands.allShortcuts'),
    icon: Keyboard,
    keys: keysOf('shortcuts'),
    act: () => open('shortcuts'),
  },
]
