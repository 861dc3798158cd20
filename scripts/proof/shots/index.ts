export { pictures, type Picture } from './pictures.ts';
