import type { ComponentName } from './component.ts';

/** What became of one component, as the platform reports it. */
export interface DeployMessage extends ComponentName {
  readonly fileName: string;
  readonly change: 'created' | 'changed' | 'unchanged' | 'deleted';
  readonly problem?: string;
  readonly problemType?: 'Error' | 'Warning';
  /** From 1, in `fileName`. */
  readonly place?: { readonly line: number; readonly column: number };
}

export const isError = ({ problemType }: DeployMessage): boolean => problemType === 'Error';
