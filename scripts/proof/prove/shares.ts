/** A proof that refuses nothing, or everything, proves nothing: shares that a run must reach. */
import type { Shares } from './prove.ts';

const leastAlone = 0.005;
const allowedBetween = [0.2, 0.6] as const;

export function sharesText({ subject, models, cases, allowed, refused }: Shares): string[] {
  const percent = (part: number) => `${((100 * part) / cases).toFixed(2)} %`;
  return [
    `${subject}: ${cases} writes over ${models} models, ${percent(allowed)} allowed`,
    ...[...refused].map(([code, { all, alone }]) => `  ${code}: refuses ${percent(all)}, alone ${percent(alone)}`),
  ];
}

/** What makes a run hollow; empty when nothing does. `alone`: the least share in which a rule must be the only refuser. */
export function hollow({ subject, cases, allowed, refused }: Shares, alone = leastAlone): string[] {
  const share = allowed / cases;
  const [least, most] = allowedBetween;
  return [
    ...(share < least || share > most
      ? [`${subject}: ${(100 * share).toFixed(1)} % of the writes are allowed, not ${100 * least}–${100 * most} %`]
      : []),
    ...[...refused]
      .filter(([, counts]) => counts.all === 0 || counts.alone < alone * cases)
      .map(([code, { all }]) =>
        all === 0
          ? `${subject}: ${code} refuses nothing`
          : `${subject}: ${code} is the only refuser in fewer than ${100 * alone} % of the writes`,
      ),
  ];
}
