// To which paragraph or figure: a few letters of its number or of its words, and a list that follows them.
import { Pilcrow } from 'lucide-react'
import type { BlockId } from '#shared/ids'
import { QuickPick } from '../../shell/commands/quick-pick.tsx'
import { useWords } from '../../words/index.ts'
import { usePage } from '../page/page-state.ts'
import { choicesFor } from './choices.ts'
import type { ReferenceTexts } from './reference-texts.ts'

export type ChooseParagraphProps = {
  shown: ReferenceTexts
  onPick: (block: BlockId) => void
  onClose: () => void
}

export function ChooseParagraph({ shown, onPick, onClose }: ChooseParagraphProps) {
  const words = useWords()
  const blocks = usePage(each => each.blocks)
  return (
    <QuickPick
      label={words('referring.choose')}
      placeholder={words('referring.choose.placeholder')}
      icon={Pilcrow}
      onClose={onClose}
      none={text =>
        text === '' ? words('finding.goTo.noNumbers') : words('referring.choose.none', { text })
      }
      picksFor={typed =>
        choicesFor(blocks, typed).map(({ id, kind, number, text }) => ({
          id,
          mark: kind === 'figure' ? number : shown.read({ block: id, bare: true }).words,
          text: text.trim() === '' ? words('finding.goTo.empty') : text.slice(0, 200),
        }))
      }
      onPick={onPick}
    />
  )
}
