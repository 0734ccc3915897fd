export { decidePrecedent } from './decide.ts';
export { importPrecedents, precedentImportSchema } from './import.ts';
export { contradictionSchema, listContradictions, listExpiring, listPrecedents, readPrecedent } from './read.ts';
