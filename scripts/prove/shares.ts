/** A proof that refuses nothing, or everything, proves nothing: shares that a run must reach. */
import type { Shares } from './prove.ts';

/** The rules on Opportunity; the gates of all stages count as one. */
const families = ['TAS-G', 'TAS-M1', 'TAS-M2', 'TAS-M3', 'TAS-M4', 'TAS-M5', 'TAS-M6', 'TAS-M7', 'TAS-M8'];

const leastAlone = 0.005;
const allowedBetween = [0.2, 0.6] as const;

export function sharesText({ models, cases, allowed, refused }: Shares): string[] {
  const percent = (part: number) => `${((100 * part) / cases).toFixed(2)} %`;
  return [
    `${cases} cases over ${models} models: ${percent(allowed)} allowed`,
    ...families.map((code) => {
      const { all, alone } = refused.get(code) ?? { all: 0, alone: 0 };
      return `  ${code}: refuses ${percent(all)}, alone ${percent(alone)}`;
    }),
  ];
}

/** What makes a run hollow; empty when nothing does. */
export function hollow({ cases, allowed, refused }: Shares): string[] {
  const share = allowed / cases;
  const [least, most] = allowedBetween;
  return [
    ...(share < least || share > most
      ? [`${(100 * share).toFixed(1)} % of the cases are allowed, not ${100 * least}–${100 * most} %`]
      : []),
    ...families
      .filter((code) => (refused.get(code)?.alone ?? 0) < leastAlone * cases)
      .map((code) => `${code} is the only refuser in fewer than ${100 * leastAlone} % of the cases`),
  ];
}
