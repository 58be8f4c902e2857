// The text of the mockups, and texts of other lengths.
import type { NewBlock } from '#document/blocks'

const block = (kind: NewBlock['kind'], text: string): NewBlock => ({ kind, runs: [{ text }] })

export const exampleBlocks: NewBlock[] = [
  block('h1', 'Context'),
  block(
    'num1',
    'Women human rights defenders work tirelessly to uphold, promote and secure the human rights of women and girls.',
  ),
  block(
    'num1',
    'On 27 November 2013 the General Assembly adopted by consensus resolution A/RES/68/181, the first dedicated to women human rights defenders. It calls on States to prevent discrimination and violence against women human rights defenders and to let them work freely.',
  ),
  block('h1', 'Recommendations'),
  block('h2', 'Safe and enabling environment'),
  block(
    'num1',
    'The Advisory Group recommends that UN Women, in the strategy to be rolled out in the fourth quarter of 2018:',
  ),
  block(
    'num2',
    'Build on paragraph 42 of the CSW62 agreed conclusions and support open, inclusive and transparent engagement with civil society;',
  ),
  block(
    'num2',
    'Encourage Governments to protect women human rights defenders, in particular those in rural areas who work on labour rights, environment, land and natural resources;',
  ),
  block(
    'num2',
    'Combat impunity by supporting prompt and impartial investigation of threats, harassment and violence.',
  ),
  block('h2', 'Investigating threats'),
  block('num1', 'Investigations should begin at once, and say who was asked.'),
  block('h2', 'Country and regional work'),
  block('num1', 'Country groups report twice a year.'),
  block('h1', 'Follow-up'),
  block('num1', 'The group returns to this text at its next session.'),
]

export const longBlocks = (paragraphs: number): NewBlock[] =>
  Array.from({ length: paragraphs }, (_, index) =>
    index % 20 === 0
      ? block('h1', `Section ${index / 20 + 1}`)
      : block(
          'num1',
          `Paragraph ${index} says that prompt and impartial investigation of threats is part of a safe and enabling environment, and that it is not separate from it in any country.`,
        ),
  )
