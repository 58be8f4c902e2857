// The parts of the settings, each with a heading of its own, in their order.
export const settingsParts = [
  ...(['appearance', 'locking', 'network', 'passphrase', 'recovery'] as const),
  ...(['backup', 'travel', 'erase', 'archive'] as const),
]
export type SettingsPart = (typeof settingsParts)[number]

export const headingOf = (part: SettingsPart): string => `settings-${part}`

export const focusPart = (part: SettingsPart): void =>
  document.getElementById(headingOf(part))?.focus()
