// Remote changes, for people who cannot see them happen: one sentence at most every ten seconds.
import { useEffect, useRef, useState } from 'react'
import type { Group } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useWords, type Words } from '../../words/index.ts'
import type { RemoteChange, WindowReplica } from '../replica/window-replica.ts'
import { type PageState, usePageState } from './page-state.ts'
import { useGroupHere } from '../stable-summary.ts'

/** Milliseconds between two sentences. */
const summaryPause = 10_000

type Changes = Map<MemberId | null, Set<string>>

function sentences(
  changes: Changes,
  page: PageState,
  group: Group | undefined,
  words: Words,
): string {
  const { blocks } = page.snapshot()
  const lines = [...changes].map(([by, ids]) => {
    const member = group?.memberList.find(each => each.id === by)
    const who = member?.handle ?? words('editor.changes.someone')
    const places = blocks.filter(block => ids.has(block.id) && block.place !== '')
    return places.length === 0
      ? words('editor.changesText', { who })
      : words('editor.changes', {
          who,
          count: places.length,
          places: words.list(places.map(block => block.place)),
        })
  })

  return words.phrases(lines)
}

export function RemoteSummary({ replica }: { replica: WindowReplica }) {
  const group = useGroupHere()
  const words = useWords()
  const page = usePageState()
  const [said, setSaid] = useState('')
  const latest = useRef({ words, group })
  useEffect(() => void (latest.current = { words, group }))

  useEffect(() => {
    const changes: Changes = new Map()
    let timer: ReturnType<typeof setTimeout> | undefined
    let saidAt = -Infinity
    const speak = (): void => {
      timer = undefined
      saidAt = performance.now()
      setSaid(sentences(changes, page, latest.current.group, latest.current.words))
      changes.clear()
    }
    const hear = ({ by, blocks }: RemoteChange): void => {
      const known = changes.get(by) ?? new Set()
      for (const block of blocks) known.add(block)
      changes.set(by, known)
      // A first change waits a little for those that belong to it.
      timer ??= setTimeout(speak, Math.max(1500, saidAt + summaryPause - performance.now()))
    }
    const stop = replica.onRemoteChange(hear)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [replica, page])
  return (
    <div className="unseen" role="status" data-remote-summary>
      {said}
    </div>
  )
}
