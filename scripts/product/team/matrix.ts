/** Who is asked for at which stage: a table of a model, stage by role. */
import type { Language } from '../messages/index.ts';
import { tracksOf, type SalesModel, type Stage } from '../model/index.ts';

/** What a stage asks of a role. */
export interface MatrixCell {
  readonly code: string;
  readonly gate: 'hard' | 'advisory';
  /** Tracks it is asked on, where those are not all tracks of the stage. */
  readonly tracks: readonly string[] | undefined;
}

export interface MatrixRow {
  /** Name of the role in the model; null: people who have none, by what they are called. */
  readonly role: string | null;
  readonly label: string;
  /** Team Role of the org; null: none. */
  readonly member: string | null;
  /** In the order of the stages: what each asks of it, mostly nothing or one thing. */
  readonly cells: readonly (readonly MatrixCell[])[];
}

export interface Matrix {
  readonly stages: readonly { readonly id: number; readonly label: string }[];
  readonly rows: readonly MatrixRow[];
}

/** Roles of the team first, then people without a role, in the order of the stages that ask for them. */
export function matrixOf(model: SalesModel, language: Language): Matrix {
  const roles = model.team?.roles ?? [];
  const cellsBy = (isIt: (one: Stage['people'][number]) => boolean): MatrixRow['cells'] =>
    model.stages.map((stage) =>
      stage.people.filter(isIt).map((one) => {
        const tracks = tracksOf(stage, one);
        const isEvery = stage.tracks.every((track) => tracks.includes(track));
        return { code: one.code, gate: one.gate, tracks: isEvery ? undefined : tracks };
      }),
    );
  const others = [
    ...new Set(
      model.stages.flatMap(({ people }) => people.flatMap(({ role, label }) => (role ? [] : [label[language] ?? '']))),
    ),
  ];
  return {
    stages: model.stages.map(({ id, short }) => ({ id, label: short[language] ?? '' })),
    rows: [
      ...roles.map(({ name, label, member }) => ({
        role: name,
        label: label[language] ?? '',
        member,
        cells: cellsBy(({ role }) => role === name),
      })),
      ...others.map((name) => ({
        role: null,
        label: name,
        member: null,
        cells: cellsBy(({ role, label }) => role === undefined && label[language] === name),
      })),
    ],
  };
}
