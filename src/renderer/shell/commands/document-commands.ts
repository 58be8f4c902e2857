// Commands on documents by name, from any screen: the acts of a document, and a beginning for a new one.
import { useMemo } from 'react'
import type { DocumentSummary, GroupSummary } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { useDocumentActs } from '../../screens/documents/document-acts.tsx'
import { useDocumentMenu } from '../../screens/documents/document-menu.tsx'
import { iconOf } from '../../screens/documents/kinds.ts'
import { beginningCards } from '../../screens/documents/template-cards.ts'
import { LayoutTemplate } from 'lucide-react'
import { useNavigation } from '../router.ts'
import { useWords } from '../../words/index.ts'
import type { Command } from './offered.ts'
import { plain, startsWord } from './plain.ts'

/** So many of each at once. */
const most = 8

const partsOf = (asked: string): string[] => plain(asked).split(/\s+/).filter(Boolean)

/**
 * Acts for letters that begin a word of the act's name; further words narrow the documents by title. The
 * document that is shown comes first. Null for a group that this device only asked to join.
 */
export function useDocumentCommands(
  group: GroupSummary | null,
  documents: readonly DocumentSummary[] | undefined,
): {
  /** `here`: ids of the acts that the shown document offers itself. */
  acts: (asked: string, here: ReadonlySet<string>) => Command[]
  templates: (asked: string) => Command[]
} {
  const words = useWords()
  const { place } = useNavigation()
  const { start } = useDocumentActs()
  const menuOf = useDocumentMenu()
  const { value: own } = useAnswer('templates.list', group && { group: group.id })
  const shown = place.screen === 'document' ? place.document : null
  return useMemo(() => {
    const sorted = (documents ?? []).toSorted((a, b) => +(b.id === shown) - +(a.id === shown))
    const all = sorted.flatMap(document =>
      menuOf(document)
        .flatMap(({ acts }) => acts)
        .map(({ id, text, onAct }) => {
          const act = text.replace(/…$/, '')
          return {
            ...{ act, id },
            isShown: document.id === shown,
            title: document.title,
            command: {
              id: `document/${id}/${document.id}`,
              text: words('commands.onDocument', { act, title: document.title }),
              icon: iconOf(document.kind),
              act: onAct,
            },
          }
        }),
    )
    const beginnings = group
      ? beginningCards(own ?? [], [], words).map(({ id, title, icon }): Command => ({
          id: `template/${id}`,
          text: words('commands.onDocument', { act: words('documents.new.button'), title }),
          hint: words('commands.template'),
          icon: icon ?? LayoutTemplate,
          act: () => start({ kind: 'new', beginning: id }),
        }))
      : []
    return {
      acts(asked, here) {
        const parts = partsOf(asked)
        if (parts.join('').length < 2) return []
        return all
          .filter(({ id, isShown }) => !(isShown && here.has(id)))
          .filter(({ act }) => parts.some(part => startsWord(act, part)))
          .filter(({ act, title }) =>
            parts.every(part => startsWord(act, part) || plain(title).includes(part)),
          )
          .map(({ command }) => command)
          .slice(0, most)
      },
      templates(asked) {
        const parts = partsOf(asked)
        if (parts.join('').length < 2) return []
        return beginnings
          .filter(({ text, hint = '' }) =>
            parts.every(part => startsWord(text, part) || startsWord(hint, part)),
          )
          .slice(0, most)
      },
    }
  }, [documents, group, menuOf, own, shown, start, words])
}
