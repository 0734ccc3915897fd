export { decidePrecedent } from './decide.ts';
export { contradictionSchema, listContradictions, listExpiring, listPrecedents, readPrecedent } from './read.ts';
