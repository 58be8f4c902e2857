// Text that one person let go and another kept, while they were apart: a person is asked.
import { useState } from 'react'
import { Button, Notice } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import type { GoneFrom } from './brackets.ts'
import { useBracketsNow, usePuttingBack } from './brackets-state.ts'

const nameOf = ({ version, block }: GoneFrom): string => `${version} ${block}`

export function BracketConflicts({ writable }: { writable: boolean }) {
  const words = useWords()
  const putBack = usePuttingBack()
  const { apart } = useBracketsNow()
  const [left, setLeft] = useState<readonly string[]>([])
  if (!writable) return null
  return apart
    .filter(each => !left.includes(nameOf(each)))
    .map(each => (
      <Notice
        key={nameOf(each)}
        tone="warning"
        title={words('brackets.apart.title')}
        action={
          <span className="notice-acts">
            <Button size="small" onPress={() => putBack(each)}>
              {words('brackets.tab.back')}
            </Button>
            <Button
              size="small"
              variant="quiet"
              onPress={() => setLeft(all => [...all, nameOf(each)])}
            >
              {words('brackets.apart.leave')}
            </Button>
          </span>
        }
      >
        {words('brackets.apart', { text: each.text.slice(0, 140) })}
      </Notice>
    ))
}
