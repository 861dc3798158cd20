/** Numbers as the terminal shows them. */
import type { Column } from '../terminal/index.ts';

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');
export const dealsText = (value: number): string => (value === 1 ? '1 deal' : `${count(value)} deals`);
export const percent = (share: number): string => `${Math.round(share * 100)} %`;
export const right = (heads: readonly string[]): Column[] => heads.map((head) => ({ head, align: 'right' }));
