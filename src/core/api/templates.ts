// Answers about a group's own templates.
import { beginFrom, setTemplate, templatesIn } from '#core/drafting/copies'
import type { AnswersOn, ApiContext } from './api-context.ts'
import { namesIn } from '#core/drafting/members'

export const templateAnswers = ({ now, profile }: ApiContext): AnswersOn<'templates'> => ({
  async 'templates.list'({ group }) {
    profile().groups.get(group)
    return templatesIn(profile(), group, document => namesIn(profile(), document))
  },
  'templates.make': ({ document }) => setTemplate(profile(), document, true, now()),
  'templates.withdraw': ({ document }) => setTemplate(profile(), document, false, now()),
  'templates.begin': ({ template, title }) => beginFrom(profile(), template, title),
})
