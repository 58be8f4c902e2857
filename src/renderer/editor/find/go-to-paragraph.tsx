// Ctrl G: to a paragraph or section by its number, with the list of what the number may mean.
import { Hash } from 'lucide-react'
import { findPlaces } from '#document/reading'
import { QuickPick } from '../../shell/commands/quick-pick.tsx'
import { useWords } from '../../words/index.ts'
import { type PageBlock, usePage, usePageState } from '../page/page-state.ts'

/** As many as anyone reads; more letters narrow them. */
const most = 100

/** Blocks that `typed` may mean; those with a number where nothing was typed. */
export const placesFor = (blocks: readonly PageBlock[], typed: string): PageBlock[] =>
  (typed.trim() === ''
    ? blocks.filter(({ number }) => number !== '')
    : findPlaces(blocks, typed).flatMap(index => blocks[index] ?? [])
  ).slice(0, most)

export function GoToParagraph({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  return (
    <QuickPick
      label={words('finding.goTo')}
      placeholder={words('finding.goTo.placeholder')}
      icon={Hash}
      onClose={onClose}
      none={text =>
        text === '' ? words('finding.goTo.noNumbers') : words('finding.goTo.none', { text })
      }
      picksFor={typed =>
        placesFor(blocks, typed).map(({ id, place, text, withheld }) => ({
          id,
          mark: place,
          text: withheld
            ? words('finding.goTo.restricted')
            : text.trim() === ''
              ? words('finding.goTo.empty')
              : text.slice(0, 200),
        }))
      }
      onPick={id => {
        onClose()
        page.goTo(id)
      }}
    />
  )
}
