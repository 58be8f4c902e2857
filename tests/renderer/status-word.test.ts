// One word for one status, wherever a document is listed.
import { expect, test } from 'vitest'
import { sayIn } from '#tests/screen-states'
import { statusWordOf } from '../../src/renderer/ui/status-word.ts'

test.each(['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const)(
  '%s: minutes that members may correct are circulated, as the meeting says',
  language => {
    const say = sayIn(language)
    expect(statusWordOf({ kind: 'minutes', status: 'draft' })).toBe('ui.status.draft')
    expect(statusWordOf({ kind: 'statement', status: 'consultation' })).toBe(
      'ui.status.consultation',
    )
    const word = say(statusWordOf({ kind: 'minutes', status: 'consultation' }))
    expect(word).toBe(say('minutes.life.circulated'))
  },
)
