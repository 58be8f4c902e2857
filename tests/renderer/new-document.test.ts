// The templates that a person is offered under “New document”.
import { expect, test } from 'vitest'
import { TemplateName } from '#shared/contract'
import { templateSections } from '../../src/renderer/screens/documents/kinds.ts'

test('every template is offered, and none of them twice', () => {
  const offered = Object.values(templateSections).flat()
  expect(offered.toSorted()).toEqual(TemplateName.options.toSorted())
})
