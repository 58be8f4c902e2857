// A group's own templates: which there are, making one of a document, and taking that back.
import { type Command } from '../command.ts'
import { documentOf } from './documents.ts'
import { groupOrOnly } from './groups.ts'

export const templates: Command[] = [
  {
    name: 'templates list',
    summary: 'lists the templates of a group and of its circles; new --from begins with one',
    usage: 'templates list --group G',
    options: ['group'],
    async run(context) {
      return context.core.answers['templates.list']({ group: await groupOrOnly(context) })
    },
  },
  {
    name: 'templates make',
    summary: 'makes a shared document a template for all who can read it',
    usage: 'templates make --document D',
    required: ['document'],
    async run(context) {
      await context.core.answers['templates.make']({ document: await documentOf(context) })
    },
  },
  {
    name: 'templates withdraw',
    summary: 'makes a template an ordinary document again',
    usage: 'templates withdraw --document D',
    required: ['document'],
    async run(context) {
      await context.core.answers['templates.withdraw']({ document: await documentOf(context) })
    },
  },
]
