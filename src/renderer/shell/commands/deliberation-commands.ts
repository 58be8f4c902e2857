// Commands about meetings, decisions and action items, from any screen of the group.
import { useMemo } from 'react'
import { CalendarDays, CalendarPlus, CalendarSearch, ListChecks, Scale } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { useDecisionList } from '../../screens/decisions/decision-list.tsx'
import { stateWords } from '../../screens/decisions/sentences.tsx'
import { useGo } from '../router.ts'
import { useWords } from '../../words/index.ts'
import { useOverlays } from '../workspace/overlays.ts'
import type { Command } from './offered.ts'

export type DeliberationCommands = {
  /** Acts that this member may begin. */
  acts: readonly Command[]
  /** Questions, meetings and open action items. */
  places: readonly Command[]
}

/** Null for a group that this device only asked to join. */
export function useDeliberationCommands(group: GroupSummary | null): DeliberationCommands {
  const words = useWords()
  const go = useGo()
  const { open } = useOverlays()
  const input = group && { group: group.id }
  const { value: asked } = useDecisionList()
  const { value: planned } = useAnswer('meetings.list', input)
  const { value: actions } = useAnswer('actions.list', input)
  return useMemo(() => {
    const ask: Command = {
      id: 'ask',
      text: words('decisions.ask'),
      icon: Scale,
      act: () => open('ask'),
    }
    const plan: Command[] = [
      {
        id: 'plan-meeting',
        text: words('meetings.plan'),
        icon: CalendarPlus,
        act: () => open('plan-meeting'),
      },
      {
        id: 'find-date',
        text: words('meetings.findDate'),
        icon: CalendarSearch,
        act: () => open('find-date'),
      },
    ]
    const decisions = (asked?.decisions ?? []).map((decision): Command => ({
      id: decision.id,
      text: decision.words,
      icon: Scale,
      hint: stateWords(decision, false, words),
      act: () => go({ screen: 'decision', decision: decision.id }),
    }))
    const meetings = (planned?.meetings ?? []).map(({ agenda, title, from, opened }): Command => {
      const time = opened ?? from
      return {
        id: `meeting/${agenda}`,
        text: title,
        icon: CalendarDays,
        ...(time === null ? {} : { hint: words.date(time) }),
        act: () => go({ screen: 'meeting', agenda }),
      }
    })
    const items = (actions ?? [])
      .filter(({ state }) => state === 'open')
      .map(({ document, block, title, words: text }): Command => ({
        id: `action/${document}/${block}`,
        text,
        icon: ListChecks,
        hint: title,
        act: () => go({ screen: 'document', document, block }),
      }))
    return {
      acts: [...(planned?.mayPlan ? plan : []), ...(asked?.mayAsk ? [ask] : [])],
      places: [...decisions, ...meetings, ...items],
    }
  }, [words, go, open, asked, planned, actions])
}
