export * from './model.ts';
export * from './project.ts';
