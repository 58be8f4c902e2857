// A group's own templates: which there are, making one of a document, and taking that back.
import { type Command } from '../command.ts'
import { onDocument } from './documents.ts'
import { onGroup } from './groups.ts'

export const templates: Command[] = [
  onGroup(
    'templates list',
    'lists the templates of a group and of its circles; new --from begins with one',
    ({ core }, group) => core.answers['templates.list']({ group }),
  ),
  onDocument(
    'templates make',
    'makes a shared document a template for all who can read it',
    ({ core }, document) => core.answers['templates.make']({ document }),
  ),
  onDocument(
    'templates withdraw',
    'makes a template an ordinary document again',
    ({ core }, document) => core.answers['templates.withdraw']({ document }),
  ),
]
