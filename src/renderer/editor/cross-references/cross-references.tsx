// References to paragraphs on the screen: choosing one, and a line below the page that says where the
// one at the caret leads.
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Pilcrow } from 'lucide-react'
import { afterReturn, Button, Icon } from '../../ui/index.ts'
import { Keys } from '../../shell/commands/shown-keys.tsx'
import { useWords } from '../../words/index.ts'
import { usePage, usePageState } from '../page/page-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { ChooseParagraph } from './choose-paragraph.tsx'
import { ASK_REFERENCE_COMMAND, INSERT_REFERENCE_COMMAND } from './commands.ts'
import { onCommand } from '../input/on-command.ts'
import './cross-references.css'

export function CrossReferences({ bound }: { bound: Bound }) {
  const { editor, shown } = bound
  const [asking, setAsking] = useState(false)
  useEffect(
    () =>
      onCommand(editor, ASK_REFERENCE_COMMAND, () => {
        if (!editor.isEditable()) return false
        setAsking(true)
        return true
      }),
    [editor],
  )
  return (
    <>
      <Here bound={bound} />
      {asking ? (
        <ChooseParagraph
          shown={shown}
          onClose={() => setAsking(false)}
          onPick={block => {
            setAsking(false)
            afterReturn(() => editor.focus())
            editor.dispatchCommand(INSERT_REFERENCE_COMMAND, block)
          }}
        />
      ) : null}
    </>
  )
}

function Here({ bound: { shown } }: { bound: Bound }) {
  const words = useWords()
  const page = usePageState()
  const here = useSyncExternalStore(shown.subscribe, shown.here)
  const target = usePage(({ blocks }) => blocks.find(({ id }) => id === here?.to.block))
  return (
    <output className="citing-here" data-area={here === null ? undefined : 'reference'}>
      {here === null ? null : (
        <>
          <Icon of={Pilcrow} />
          <span className="grow ellipsis">
            <bdi className="strong">{here.reading.words}</bdi>{' '}
            <bdi className="muted">
              {target
                ? target.text.slice(0, 120)
                : words('referring.was', { words: here.to.was || words('referring.unknown') })}
            </bdi>
          </span>
          {target ? (
            <Button size="small" variant="quiet" onPress={() => void page.goTo(target.id)}>
              {words('referring.go')}
              <Keys of="card" />
            </Button>
          ) : null}
        </>
      )}
    </output>
  )
}
