export { Documents, weeks } from './documents.ts';
export { pictures, type Picture } from './pictures.ts';
