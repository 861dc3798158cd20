/** Random writes of snapshots of a customer map. */
import fc from 'fast-check';
import { mapField, snapshotField as own, snapshotKey, snapshotNumbers } from '../../product/customer/index.ts';
import type { SalesModel } from '../../product/model/index.ts';
import { proofDay } from './case-spec.ts';
import { at } from './values.ts';

const few = fc.nat(3);

export const snapshotSpec = fc.record({
  stage: fc.nat(9),
  people: fc.option(few),
  approvers: fc.option(few),
  supporters: fc.option(few),
  opponents: fc.option(few),
  unknown: fc.nat(9),
  weight: fc.option(fc.nat(6)),
  points: fc.nat(60),
  /** What of the copy is not true: of most one thing, of many none. */
  wrong: fc.option(fc.constantFrom('key', 'stage', ...snapshotNumbers), { freq: 4 }),
  /** How it differs: it says nothing, a little less or a little more, or what another rule takes nothing for. */
  by: fc.constantFrom(null, -1, 1, 'blank for -1' as const),
  /** A new one, or a true one that somebody changes later. */
  created: fc.nat(4).map((one) => one > 0),
});
type SnapshotSpec = typeof snapshotSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

type Values = Readonly<Record<string, string | number | null>>;

/** What the deal's own row holds of its map. */
export function mappedDealOf({ stages, closed }: SalesModel, spec: SnapshotSpec): Values {
  const names = [...stages.map(({ name }) => name), closed.won.name, closed.lost.name];
  return {
    StageName: at(names, spec.stage),
    [mapField.people]: spec.people,
    [mapField.approvers]: spec.approvers,
    [mapField.supporters]: spec.supporters,
    [mapField.opponents]: spec.opponents,
    [mapField.unknown]: spec.unknown,
    [mapField.weight]: spec.weight,
    [mapField.points]: spec.points,
  };
}

/** The write of a spec; `dealId` is the 18-character id of the deal. */
export function snapshotCaseOf(
  model: SalesModel,
  spec: SnapshotSpec,
  dealId: string,
): { readonly before: Values | undefined; readonly after: Values } {
  const stage = String(mappedDealOf(model, spec)['StageName']);
  const { people, unknown, weight, points } = spec;
  const copy: Record<string, string | number | null> = {
    [own.deal]: dealId,
    [own.key]: snapshotKey(dealId, stage, proofDay),
    [own.stage]: stage,
    [own.people]: people,
    [own.approvers]: spec.approvers,
    [own.supporters]: spec.supporters,
    [own.opponents]: spec.opponents,
    [own.score]: weight === null || weight === 0 ? null : Math.round((100 * points) / (6 * weight)) / 100,
    [own.unknownShare]: people === null || people === 0 ? null : Math.round((100 * unknown) / (3 * people)),
  };
  const wrong = spec.wrong === null ? {} : { [own[spec.wrong]]: differing(copy[own[spec.wrong]] ?? null, spec.by) };
  return spec.created
    ? { before: undefined, after: { ...copy, ...wrong } }
    : { before: copy, after: { ...copy, ...wrong } };
}

function differing(value: string | number | null, by: SnapshotSpec['by']): string | number | null {
  if (typeof value === 'string') return by === null ? null : `${value}x`;
  // The rule takes -1 for blank, and no number of a map is below 0.
  if (by === 'blank for -1') return value === null ? -2 : null;
  return by === null ? null : (value ?? 0) + by;
}
