import type { Part } from '../api/soap/message.ts';

type Content = Part[1];

/** A value of an answer as elements: a list is the element again and again, what is undefined is left out. */
export function partsOfAnswer(answer: Readonly<Record<string, unknown>>): Part[] {
  return Object.entries(answer).flatMap(([name, value]): Part[] => {
    if (value === undefined) return [];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).map((one): Part => [name, contentOf(one)]);
  });
}

function contentOf(value: unknown): Content {
  if (typeof value === 'object' && value !== null) return partsOfAnswer(value as Readonly<Record<string, unknown>>);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
