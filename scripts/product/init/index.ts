export { initProject, type InitResult } from './init-project.ts';
