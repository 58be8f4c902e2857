// References whose paragraph is gone, or has no number any more: the writer learns it before a
// reader does.
import { useState } from 'react'
import { Button, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { usePage, usePageState } from '../page/page-state.ts'

export function LostReferences() {
  const words = useWords()
  const page = usePageState()
  const list = usePage(({ references }) => references)
  const [next, setNext] = useState(0)
  const lost = list.filter(({ reading }) => reading.standing !== 'there')
  const first = lost[next % lost.length]
  if (!first) return null
  return (
    <Notice
      tone="warning"
      action={
        <Button
          size="small"
          onPress={() => {
            page.goTo(first.from.id)
            setNext(at => (at + 1) % lost.length)
          }}
        >
          {words('referring.lost.show')}
        </Button>
      }
    >
      {words('referring.lost', { count: lost.length, words: first.to.was || '—' })}
    </Notice>
  )
}
