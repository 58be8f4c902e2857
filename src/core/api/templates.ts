// Answers about a group's own templates.
import { beginFrom, setTemplate, templatesIn } from '#core/drafting/copies'
import type { Answers, ApiContext } from './api-context.ts'
import { namesIn } from '#core/drafting/members'

type TemplateCalls = Extract<keyof Answers, `templates.${string}`>

export const templateAnswers = ({ now, profile }: ApiContext): Pick<Answers, TemplateCalls> => ({
  async 'templates.list'({ group }) {
    profile().groups.get(group)
    return templatesIn(profile(), group, document => namesIn(profile(), document))
  },
  'templates.make': ({ document }) => setTemplate(profile(), document, true, now()),
  'templates.withdraw': ({ document }) => setTemplate(profile(), document, false, now()),
  'templates.begin': ({ template, title }) => beginFrom(profile(), template, title),
})
