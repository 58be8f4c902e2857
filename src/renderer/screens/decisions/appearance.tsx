// How a member wants to be printed outside the group: as exact words, and not at all by default.
import type { Member } from '#shared/contract'
import { Select, TextField } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'

const appearances = ['hidden', 'member', 'role', 'name', 'own'] as const
export type Appearance = (typeof appearances)[number]
export const isAppearance = (text: string): text is Appearance =>
  (appearances as readonly string[]).includes(text)

export type Appears = { as: Appearance; own: string }
export const notShown: Appears = { as: 'hidden', own: '' }

/** The longest text that an act can hold. */
export const longestAppearance = 120

/** The member who appears, and the name of the group. */
export type Appearing = { self: Member | undefined; group: string }

/** The words that would be printed; empty for none. */
export function printedAs({ as, own }: Appears, { self, group }: Appearing, words: Words): string {
  const role = words(`members.role.${self?.role ?? 'member'}`)
  const handle = self?.handle ?? ''
  const text = {
    hidden: '',
    member: words('decisions.as.member', { group }),
    role: words('decisions.as.role', { role }),
    name: words('decisions.as.name', { handle, role }),
    own: own.trim(),
  }[as]
  return text.slice(0, longestAppearance)
}

/** The office is a way to appear for members who hold one. */
export const waysOf = ({ self }: Appearing): Appearance[] =>
  appearances.filter(way => way !== 'role' || (self !== undefined && self.role !== 'member'))

type AppearanceFieldsProps = {
  value: Appears
  onChange: (value: Appears) => void
  appearing: Appearing
}

export function AppearanceSelect({ value, onChange, appearing }: AppearanceFieldsProps) {
  const words = useWords()
  return (
    <>
      <Select
        label={words('decisions.as')}
        size="small"
        value={value.as}
        onChange={as => onChange({ ...value, as })}
        choices={waysOf(appearing).map(id => ({
          id,
          text:
            id === 'hidden' || id === 'own'
              ? words(`decisions.as.${id}`)
              : printedAs({ as: id, own: '' }, appearing, words),
        }))}
      />
      {value.as === 'own' ? (
        <TextField
          label={words('decisions.as.ownWords')}
          maxLength={longestAppearance}
          value={value.own}
          onChange={own => onChange({ ...value, own })}
        />
      ) : null}
    </>
  )
}
