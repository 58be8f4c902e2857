// How high the notices at the foot of the page are, for what is said at the foot of the window: it stands
// above them, since a notice may hold the way out of what it says.
import { useEffect, type RefObject } from 'react'

const property = '--page-notices'

export function useNoticesSpace(notices: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = notices.current
    if (!element) return
    const { style } = document.documentElement
    const watch = new ResizeObserver(() =>
      style.setProperty(property, `${element.getBoundingClientRect().height}px`),
    )
    watch.observe(element)
    return () => {
      watch.disconnect()
      style.removeProperty(property)
    }
  }, [notices])
}
