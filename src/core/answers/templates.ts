// Answers about a group's own templates.
import { beginFrom, setTemplate, templatesIn } from '../templates.ts'
import type { Answers, Workings } from './answers.ts'
import { namesIn } from './comments.ts'

type TemplateCalls = Extract<keyof Answers, `templates.${string}`>

export const templateAnswers = ({ now, session }: Workings): Pick<Answers, TemplateCalls> => ({
  async 'templates.list'({ group }) {
    session().groups.get(group)
    return templatesIn(session(), group, document => namesIn(session(), document))
  },
  'templates.make': ({ document }) => setTemplate(session(), document, true, now()),
  'templates.withdraw': ({ document }) => setTemplate(session(), document, false, now()),
  'templates.begin': ({ template, title }) => beginFrom(session(), template, title),
})
