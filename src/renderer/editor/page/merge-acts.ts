// Acts about a paragraph that was merged: a lost wording is brought back, a value taken, a wording chosen.
import type { Merge } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useCore } from '../../shell/core-client.ts'
import { returnFocusTo, say } from '../../ui/index.ts'
import { sentenceFor, useWords } from '../../words/index.ts'
import { usePage } from './page-state.ts'
import { restoreText } from './restore-text.ts'
import { mayTakeValue, takeValue, type Taken, type TakeOutcome } from './take-value.ts'
import { mayTakeWords, takeWords, type Apart, type Chosen } from './take-words.ts'
import type { Bound } from './use-binding.ts'

/** Each act says what it did, and ends with `onDone` where the merges can be closed. */
export function useMergeActs(document: DocumentId, bound: Bound | null, onDone: () => void) {
  const words = useWords()
  const core = useCore()
  const blocks = usePage(each => each.blocks)
  /** The notice may go with the dialog, before core has answered or after. */
  const toText = (): void => returnFocusTo(bound?.editor.getRootElement() ?? null)
  /** After the paragraph itself, or where that stood. */
  const restore = ({ block, after }: Merge, text: string): void => {
    if (!bound) return
    const isThere = blocks.some(({ id }) => id === block)
    if (!restoreText(bound.editor, text, isThere ? block : after))
      return say(words('editor.rescue.settled'))
    say(words('editor.rescue.restored'))
    toText()
    onDone()
  }
  const mayTake = ({ block }: Merge, taken: Taken): boolean =>
    block === null || (bound !== null && mayTakeValue(bound.editor, block, taken))
  const taking = async (block: Merge['block'], taken: Taken): Promise<TakeOutcome> => {
    if (block !== null)
      return bound ? takeValue(bound.editor, bound.binder.undo, block, taken) : 'refused'
    for (const { name, value } of taken)
      await (name === 'title'
        ? core.call('documents.rename', { document, title: value })
        : core.call('documents.setReference', { document, reference: value }))
    return 'taken'
  }
  const take = async ({ block }: Merge, taken: Taken): Promise<void> => {
    toText()
    try {
      say(words(`editor.merged.${await taking(block, taken)}`))
    } catch (error) {
      say(words(sentenceFor(error)))
    }
    onDone()
  }
  const choose = async (apart: Apart, chosen: Chosen): Promise<void> => {
    if (!bound) return
    toText()
    const { editor, suggesting, binder } = bound
    const isDone = takeWords({ editor, suggesting, undo: binder.undo }, apart, chosen)
    const done = chosen === 'both' ? 'bothKept' : suggesting.isOn() ? 'suggested' : 'taken'
    say(words(`editor.merged.${isDone ? done : 'refused'}`))
    try {
      if (isDone) await core.call('documents.markMerged', { document, block: apart.block })
    } catch (error) {
      say(words(sentenceFor(error)))
    }
    onDone()
  }
  return {
    restore,
    mayTake,
    take,
    mayChoose: (apart: Apart): boolean => bound !== null && mayTakeWords(bound, apart),
    choose,
  }
}
