// The word for the status of a document.
import type { StatusOf } from '#shared/has-status'

/** Minutes that members may correct are circulated, wherever they are listed. */
export const statusWordOf = ({ kind, status }: StatusOf) =>
  kind === 'minutes' && status === 'consultation'
    ? ('minutes.life.circulated' as const)
    : (`ui.status.${status}` as const)
