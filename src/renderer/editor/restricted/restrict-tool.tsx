// The tool above the page: restricts the paragraph with the caret, or makes a restricted one below it.
// There for who writes in a circle.
import { useState } from 'react'
import { Lock, LockKeyhole, SquarePlus } from 'lucide-react'
import { isBlockId } from '#shared/document'
import type { DocumentId, GroupId } from '#shared/ids'
import { IconButton, Menu, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { usePageState } from '../page/page-state.ts'
import type { Bound } from '../page/use-binding.ts'
import { type Asked, RestrictDialog } from './restrict-dialog.tsx'
import { useOwnCircles } from './restricted-state.ts'

export type RestrictToolProps = {
  bound: Bound | null
  document: DocumentId
  group: GroupId
  writable: boolean
}

export function RestrictTool({ bound, document, group, writable }: RestrictToolProps) {
  const words = useWords()
  const page = usePageState()
  const circles = useOwnCircles(group)
  const [asked, setAsked] = useState<Asked | null>(null)
  if (circles.length === 0) return null

  const ask = (act: Asked['act']) => (): void => {
    const { blocks, current } = page.snapshot()
    const found = blocks.find(({ id }) => id === current)
    if (!found || !isBlockId(found.id) || found.kind === 'pagebreak' || found.kind === 'figure')
      return say(words('restricted.none'))
    const { id: block, kind, place } = found
    setAsked({ act, block, kind, place })
  }
  return (
    <>
      <Menu
        label={words('restricted.tool')}
        groups={[
          {
            acts: [
              {
                ...{ id: 'put', icon: LockKeyhole, text: words('restricted.put') },
                ...{ hint: words('restricted.put.hint'), onAct: ask('put') },
              },
              {
                ...{ id: 'add', icon: SquarePlus, text: words('restricted.add') },
                ...{ hint: words('restricted.add.hint'), onAct: ask('add') },
              },
            ],
          },
        ]}
      >
        <IconButton icon={Lock} label={words('restricted.tool')} isDisabled={!writable || !bound} />
      </Menu>
      {asked ? (
        <RestrictDialog {...{ document, group, circles, asked }} onClose={() => setAsked(null)} />
      ) : null}
    </>
  )
}
