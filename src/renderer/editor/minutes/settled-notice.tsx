// Below minutes while the cursor is in a line that was decided: why nobody writes there, and the way to open it again.
import { useEffect, useMemo, useRef, useState } from 'react'
import { mergeRegister } from 'lexical'
import { Lock, Megaphone, Scale } from 'lucide-react'
import type { DocumentSummary, SettledLine } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Button, FailureNotice, Notice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useAnnounced } from '../page/announced.ts'
import type { Bound } from '../page/use-binding.ts'
import { $settledHere, settleBlocks } from '../blocks/settled-blocks.ts'
import { REFUSED_SETTLED_COMMAND } from '../blocks/settled-state.ts'
import { onCommand } from '../input/on-command.ts'

/** Milliseconds between two questions: each has core read the whole text. */
const pause = 1000

type SettledProps = { bound: Bound; summary: DocumentSummary }

export function SettledNotice({ bound, summary: { id: minutes } }: SettledProps) {
  const words = useWords()
  const { editor } = bound
  const { undo } = bound.binder
  const { value } = useAnswer(
    'minutes.settled',
    { minutes },
    ['decisions.changed', 'documents.changed', 'groups.changed'],
    { pause },
  )
  const lines = useMemo(() => new Map(value?.map(line => [line.block, line])), [value])
  const [here, setHere] = useState<BlockId | null>(null)
  /** The line at which a person was told already. */
  const told = useRef<BlockId | null>(null)
  const [announced, announce] = useAnnounced()
  useEffect(() => {
    if (lines.size === 0) return
    const look = (): void => {
      const next = editor.getEditorState().read($settledHere)
      if (next !== told.current) told.current = null
      setHere(next)
    }
    const settled = new Map([...lines].map(([block, { as }]) => [block, as]))
    const release = mergeRegister(
      onCommand(editor, REFUSED_SETTLED_COMMAND, how => {
        const at = $settledHere()
        // In one line the notice says it already, though to nobody who cannot see it come.
        if (how) say(words(`minutes.settled.${how}`))
        else if (at === null) say(words('minutes.settled'))
        else if (told.current !== at) announce(words('minutes.settled'))
        told.current = at
        return true
      }),
      settleBlocks(editor, undo, settled),
      editor.registerUpdateListener(look),
    )
    look()
    return () => {
      release()
      setHere(null)
    }
  }, [editor, undo, lines, words, announce])
  const line = here && lines.get(here)
  return line ? <Settled line={line} announced={announced} /> : null
}

function Settled({ line, announced }: { line: SettledLine; announced: string }) {
  const words = useWords()
  const go = useGo()
  const core = useCore()
  const debate = useAct(async () => {
    if (line.why !== 'item') return
    await core.call('meetings.item', { agenda: line.agenda, block: line.item, state: 'debated' })
  })
  const action =
    line.why === 'decision' ? (
      <Button
        size="small"
        icon={Scale}
        onPress={() => go({ screen: 'decision', decision: line.question })}
      >
        {words('minutes.decision.see')}
      </Button>
    ) : line.mayReopen ? (
      <Button size="small" icon={Megaphone} onPress={() => void debate.run()}>
        {words('meetings.debated.begin')}
      </Button>
    ) : null
  return (
    <>
      <Notice icon={Lock} action={action}>
        <b>{words('minutes.settled')}</b>
        {words.gap}
        {line.why === 'decision'
          ? words('minutes.settled.decision')
          : words('minutes.settled.item', { may: line.mayReopen ? 'yes' : 'no' })}
        <span className="unseen" role="status">
          {announced}
        </span>
      </Notice>
      <FailureNotice of={debate.failure} />
    </>
  )
}
