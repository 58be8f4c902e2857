// Words that fell into a removed paragraph are offered back, each once.
import { useEffect, useState } from 'react'
import type { MemberId } from '#shared/ids'
import type { Opened } from '../replica/use-window-replica.ts'
import { Button, Notice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Rescued } from '../collab/rescue.ts'
import { restoreText } from './restore-text.ts'
import { usePageState } from './page-state.ts'
import type { Bound } from './use-binding.ts'
import { useGroupHere } from '../stable-summary.ts'

type Found = Rescued & { by: MemberId | null; own: boolean; number: number; after: string | null }
type RescueNoticesProps = { bound: Bound | null; opened: Opened }

const longest = 140
const cut = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text

export function RescueNotices({ bound, opened }: RescueNoticesProps) {
  const group = useGroupHere()
  const words = useWords()
  const page = usePageState()
  const [found, setFound] = useState<readonly Found[]>([])
  useEffect(() => {
    if (!bound) return
    let number = 0
    return bound.onRescued(rescued => {
      if (rescued.text.trim() === '') return
      const { doc } = opened.replica.state()
      const by = opened.replica.author()
      // The blocks as the outline knows them are those of before the removal.
      const { blocks } = page.snapshot()
      const at = blocks.findIndex(block => block.id === rescued.block)
      const after = at > 0 ? (blocks[at - 1]?.id ?? null) : null
      const own = rescued.client === doc.clientID
      setFound(all => [...all, { ...rescued, by, own, number: number++, after }])
    })
  }, [bound, opened, page])

  const forget = (one: Found): void => setFound(all => all.filter(each => each !== one))
  const restore = (one: Found): void => {
    if (bound && !restoreText(bound.editor, one.text.trim(), one.after))
      return say(words('editor.rescue.settled'))
    say(words('editor.rescue.restored'))
    forget(one)
    bound?.editor.focus()
  }
  const who = (one: Found): string =>
    (one.own ? group?.handle : group?.memberList.find(member => member.id === one.by)?.handle) ??
    words('editor.changes.someone')

  return found.map(one => (
    <Notice
      key={one.number}
      tone="warning"
      title={words('editor.rescue.title')}
      action={
        <span className="notice-acts">
          <Button size="small" onPress={() => restore(one)}>
            {words('editor.rescue.restore')}
          </Button>
          <Button size="small" variant="quiet" onPress={() => forget(one)}>
            {words('editor.rescue.leave')}
          </Button>
        </span>
      }
    >
      {words('editor.rescue', { who: who(one), text: cut(one.text.trim()) })}
    </Notice>
  ))
}
