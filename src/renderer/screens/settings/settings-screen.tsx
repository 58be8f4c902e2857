// Settings of this device: language, look, locking, the local network, presence; and a check of the
// archive. Every change is kept at once.
import { useEffect, useState } from 'react'
import { Lock } from 'lucide-react'
import type { Settings } from '#shared/contract'
import { useAppearance } from '../../shell/appearance.tsx'
import { useAct, useAnswer, useCore, useShell } from '../../shell/core-client.ts'
import { chordText } from '../../shell/commands/keys.ts'
import { languageNames, languages } from '../../shell/frame/languages.ts'
import { useHelp } from '../help/help.tsx'
import type { Route } from '../../shell/router.ts'
import { Limits } from '../start/limits.tsx'
import { Button, Checkbox, FailureNotice, Link, Segments, Select } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { ArchiveCheck } from './archive-check.tsx'
import { focusPart } from './parts.ts'
import { Safety } from './safety.tsx'
import { Section } from './section.tsx'
import './settings.css'

const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 0] as const
const sizes = [80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200] as const
const themes = ['system', 'light', 'dark'] as const

type SettingsPlace = Extract<Route, { screen: 'settings' }>

export function SettingsScreen({ place }: { place: SettingsPlace }) {
  const core = useCore()
  const shell = useShell()
  const words = useWords()
  const {
    value: settings,
    failure,
    again,
  } = useAnswer('settings.get', undefined, ['network.changed', 'settings.changed'])
  const [version, setVersion] = useState('')
  useEffect(() => {
    void shell.call('runtime').then(runtime => setVersion(runtime.version))
  }, [shell])
  const { at } = place
  const isHere = settings !== undefined
  useEffect(() => {
    if (isHere && at) focusPart(at)
  }, [isHere, at, place])
  const keep = useAct(async (part: Partial<Settings>) => {
    if (!settings) return
    await core.call('settings.set', { ...settings, ...part })
    again()
  })
  const refused = failure ?? keep.failure
  return (
    <div className="screen scroll">
      <header className="screen-head">
        <div className="grow">
          <h1>{words('settings.title')}</h1>
          <p className="screen-lead">{words('settings.lead')}</p>
        </div>
      </header>
      <div className="settings">
        <FailureNotice of={refused} />
        <AppearanceSection />
        {settings ? (
          <DeviceSections settings={settings} onChange={part => void keep.run(part)} />
        ) : null}
        <Safety asksCode={place.code === true} />
        <Section part="archive">
          <ArchiveCheck />
        </Section>
        <p className="small quiet">{words('settings.version', { version })}</p>
      </div>
    </div>
  )
}

function AppearanceSection() {
  const words = useWords()
  const { appearance, change } = useAppearance()
  return (
    <Section part="appearance">
      <Select
        label={words('settings.language')}
        hint={words('settings.languageHint')}
        value={appearance.language}
        onChange={language => void change({ language })}
        choices={languages.map(id => ({ id, text: languageNames[id] }))}
      />
      <div className="field">
        <span className="field-label" id="theme">
          {words('settings.theme')}
        </span>
        <div>
          <Segments
            label={words('settings.theme')}
            value={appearance.theme}
            onChange={theme => void change({ theme })}
            segments={themes.map(id => ({ id, text: words(`settings.theme.${id}`) }))}
          />
        </div>
      </div>
      <Select
        label={words('settings.size')}
        hint={words('settings.sizeHint', {
          larger: chordText('larger'),
          smaller: chordText('smaller'),
        })}
        value={String(appearance.size)}
        onChange={size => void change({ size: Number(size) })}
        choices={sizes.map(each => ({
          id: String(each),
          text: words('settings.size.percent', { percent: each }),
        }))}
      />
    </Section>
  )
}

type DeviceSectionsProps = { settings: Settings; onChange: (part: Partial<Settings>) => void }

function DeviceSections({ settings, onChange }: DeviceSectionsProps) {
  const words = useWords()
  const openHelp = useHelp()
  const shell = useShell()
  const choices = withCurrent(settings.lockAfterMinutes)
  return (
    <>
      <Section part="locking">
        <Select
          label={words('settings.lockAfter')}
          hint={words('settings.lockAfterHint')}
          value={String(settings.lockAfterMinutes)}
          onChange={value => onChange({ lockAfterMinutes: Number(value) })}
          choices={choices.map(each => ({
            id: String(each),
            text:
              each === 0
                ? words('settings.lockNever')
                : words('settings.minutes', { minutes: each }),
          }))}
        />
        <div>
          <Button icon={Lock} onPress={() => void shell.call('lock')}>
            {words('app.lock')}
          </Button>
        </div>
        <p className="small">
          <Limits link="start.limits.title" />
        </p>
        <p className="small">
          <Link onPress={openHelp}>{words('app.help')}</Link>
        </p>
      </Section>
      <Section part="network">
        <Checkbox
          isSelected={settings.localNetwork}
          onChange={localNetwork => onChange({ localNetwork })}
          hint={words('settings.localNetworkHint')}
        >
          {words('settings.localNetwork')}
        </Checkbox>
        <Checkbox
          isSelected={settings.sharePresence}
          onChange={sharePresence => onChange({ sharePresence })}
          hint={words('settings.presenceHint')}
        >
          {words('settings.presence')}
        </Checkbox>
      </Section>
    </>
  )
}

/** The offered minutes, and the kept value where it is another one. */
const withCurrent = (current: number): number[] =>
  minutes.some(each => each === current) ? [...minutes] : [current, ...minutes]
