// The mark of Baraza: people seated in a ring that stays open.
import './logo.css'

const seats =
  'M9.77 3.70A8.6 8.6 0 0 1 14.23 3.70M16.29 4.55A8.6 8.6 0 0 1 19.45 7.71M20.30 9.77A8.6 8.6 0 0 1 20.30 14.23M19.45 16.29A8.6 8.6 0 0 1 16.29 19.45M7.71 19.45A8.6 8.6 0 0 1 4.55 16.29M3.70 14.23A8.6 8.6 0 0 1 3.70 9.77M4.55 7.71A8.6 8.6 0 0 1 7.71 4.55'

export function Logo({ size = 'medium' }: { size?: 'medium' | 'large' }) {
  return (
    <svg className="logo" data-size={size} viewBox="0 0 24 24" aria-hidden focusable={false}>
      <path d={seats} fill="none" stroke="currentColor" strokeWidth="4.2" />
    </svg>
  )
}
