// An unlocked window: the bar, the way around, and one screen at a time. Holds where the window is
// and which group it shows; everything else is asked of core by the screens.
import { useEffect, useMemo, useRef, useState } from 'react'
import type { GroupSummary, WindowPlace } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { createOffered, OfferedContext } from '../commands/offered.ts'
import { DecisionListProvider } from '../../screens/decisions/decision-list.tsx'
import { DecisionNews } from '../../screens/decisions/decision-news.tsx'
import { DocumentActsProvider } from '../../screens/documents/document-acts.tsx'
import { ErrorBoundary } from '../error-boundary.tsx'
import { Frame } from '../frame/frame.tsx'
import { ImportsProvider } from '../../screens/import/imports.tsx'
import { readDocumentFonts } from '../../theme/index.ts'
import { back, forward, go, type Navigation, NavigationContext, firstRoute } from '../router.ts'
import { SavingProvider } from '../saving.tsx'
import { Rail } from './rail.tsx'
import { SavingNotices } from './saving-notices.tsx'
import { enterNavigation } from './areas.ts'
import { Opened } from './opened.tsx'
import { useKeptFocus } from './kept-focus.ts'
import { routeOf, useKeptPlace } from './kept-place.ts'
import { Screen } from './screen.tsx'
import { SideBar } from './side-bar.tsx'
import { useWorkspaceKeys } from './keys.ts'
import { WorkspaceBar } from './workspace-bar.tsx'
import { type Overlay, OverlayContext } from './overlays.ts'
import './workspace.css'

/** `place`: where the window was before a lock; null for none. */
type WorkspaceProps = { groups: readonly GroupSummary[]; place: WindowPlace | null }

export function Workspace({ groups, place }: WorkspaceProps) {
  const [trail, setTrail] = useState(() =>
    go(firstRoute, (place && routeOf(place)) ?? firstRoute.here),
  )
  const [chosen, setChosen] = useState<GroupId | null>(place?.group ?? null)
  const [overlay, setOverlay] = useState<Overlay>(null)
  const group = groups.find(each => each.id === chosen) ?? groups[0]
  const shown = useRef(group?.id)
  useEffect(() => {
    const before = shown.current
    shown.current = group?.id
    if (before === group?.id || groups.some(each => each.id === before)) return
    // The group that was shown was given up: what had the focus went with it.
    setTrail(firstRoute)
    enterNavigation()
  }, [group?.id, groups])

  const navigation: Navigation = useMemo(
    () => ({
      place: trail.here,
      group: group?.id ?? null,
      go: place => setTrail(current => go(current, place)),
      back: () => setTrail(back),
      forward: () => setTrail(forward),
      chooseGroup: next => {
        setChosen(next)
        setTrail(firstRoute)
      },
    }),
    [trail.here, group?.id],
  )
  const overlays = useMemo(() => ({ open: setOverlay, opened: overlay }), [overlay])
  const [offered] = useState(createOffered)
  useEffect(() => {
    const waiting = requestIdleCallback(readDocumentFonts, { timeout: 2000 })
    return () => cancelIdleCallback(waiting)
  }, [])
  useKeptFocus()
  useKeptPlace(group?.id, trail.here)
  if (!group) return null
  const joining = group.state === 'joining'
  const isWide =
    trail.here.screen === 'document' || (trail.here.screen === 'meeting' && !trail.here.dates)
  const writing = isWide && !joining

  return (
    <SavingProvider>
      <NavigationContext value={navigation}>
        <OverlayContext value={overlays}>
          <OfferedContext value={offered}>
            <DecisionListProvider group={joining ? null : group.id}>
              <ImportsProvider group={group} isOn={!joining}>
                <DocumentActsProvider group={group}>
                  <Keys joining={joining} />
                  <DecisionNews key={group.id} />
                  <Frame bar={<WorkspaceBar group={group} />}>
                    <div className="workspace" data-writing={writing || undefined}>
                      {writing ? null : <SideBar group={group} groups={groups} />}
                      <Rail group={group} groups={groups} />
                      <main className="workspace-main" data-area="main">
                        <SavingNotices />
                        <ErrorBoundary key={`${group.id} ${JSON.stringify(trail.here)}`}>
                          <Screen group={group} />
                        </ErrorBoundary>
                      </main>
                    </div>
                  </Frame>
                  <Opened overlay={overlay} onClose={() => setOverlay(null)} group={group} />
                </DocumentActsProvider>
              </ImportsProvider>
            </DecisionListProvider>
          </OfferedContext>
        </OverlayContext>
      </NavigationContext>
    </SavingProvider>
  )
}

function Keys({ joining }: { joining: boolean }) {
  useWorkspaceKeys(joining)
  return null
}
