// Tables, read from the cells of a page, and the changes of their rows and columns.
export { countedNames, largestTable, newTable, renameCells, tableOfNames } from './new-tables.ts'
export {
  isWithinTable,
  partsOf,
  placeInTable,
  tableActs,
  tableChange,
  type Celled,
  type Part,
  type PlaceInTable,
  type TableAct,
  type TableChange,
  type TablePart,
  type TableRemoval,
} from './tables.ts'
