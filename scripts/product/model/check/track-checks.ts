/** Tracks: each name known, each stage reachable, each track able to start in the first stage and end in the last. */
import type { Finding, ModelPath } from '../problem.ts';
import type { SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';

export function checkTracks(model: SalesModel): Finding[] {
  const known = new Set(model.tracks.map(({ name }) => name));
  const named: { name: string; path: ModelPath }[] = [
    { name: model.ungradedTrack, path: ['ungradedTrack'] },
    ...model.grades.map(({ track }, index) => ({ name: track, path: ['grades', index, 'track'] })),
    ...model.stages.flatMap(({ tracks }, index) =>
      tracks.map((name, at) => ({ name, path: ['stages', index, 'tracks', at] })),
    ),
    ...requirementsOf(model).flatMap(({ requirement, path }) =>
      (requirement.tracks ?? []).map((name, at) => ({ name, path: [...path, 'tracks', at] })),
    ),
  ];
  const unknown = named
    .filter(({ name }) => !known.has(name))
    .map(({ name, path }): Finding => ({
      kind: 'unknownName',
      path,
      what: `Track \`${name}\` does not exist.`,
      why: 'Only the names under `tracks` are tracks.',
      fix: `Use one of ${[...known].join(', ')}.`,
    }));
  return [...unknown, ...checkStages(model), ...checkWays(model), ...checkOutside(model)];
}

/** A stage whose tracks no grade leads to, and tender stages where the way must not break. */
function checkStages(model: SalesModel): Finding[] {
  const used = new Set([model.ungradedTrack, ...model.grades.map(({ track }) => track)]);
  return model.stages.flatMap((stage, index): Finding[] => {
    const findings: Finding[] = [];
    if (!stage.tracks.some((track) => used.has(track)))
      findings.push({
        kind: 'unreachable',
        path: ['stages', index, 'tracks'],
        what: `No deal can reach stage \`${stage.name}\`.`,
        why: 'No grade leads to any of its tracks.',
        fix: 'Add a track that a grade leads to, or delete the stage.',
      });
    if (stage.tender && (index === 0 || index === model.stages.length - 1))
      findings.push({
        kind: 'noWayThrough',
        path: ['stages', index, 'tender'],
        what: `Stage \`${stage.name}\` is the ${index === 0 ? 'first' : 'last'} one and only for tenders.`,
        why: 'Deals without a tender could not start or finish.',
        fix: 'Delete `tender: true` here.',
      });
    return findings;
  });
}

function checkWays(model: SalesModel): Finding[] {
  const ends = [model.stages[0], model.stages.at(-1)].filter((stage) => stage !== undefined);
  return model.tracks.flatMap((track, index): Finding[] =>
    ends
      .filter((stage) => !stage.tracks.includes(track.name))
      .map((stage) => ({
        kind: 'noWayThrough',
        path: ['tracks', index, 'name'],
        what: `Track \`${track.name}\` does not go through stage \`${stage.name}\`.`,
        why: 'A deal starts in the first stage and is won only from the last one.',
        fix: `Add \`${track.name}\` to the tracks of \`${stage.name}\`.`,
      })),
  );
}

/** A requirement marked for a track that its stage is not on. */
const checkOutside = (model: SalesModel): Finding[] =>
  requirementsOf(model).flatMap(({ stage, requirement, path }) =>
    (requirement.tracks ?? []).flatMap((name, at): Finding[] =>
      stage.tracks.includes(name)
        ? []
        : [
            {
              kind: 'unreachable',
              path: [...path, 'tracks', at],
              what: `\`${requirement.code}\` is marked for track \`${name}\`, which stage \`${stage.name}\` is not on.`,
              why: 'It would never be asked.',
              fix: `Take \`${name}\` off, or add it to the tracks of the stage.`,
            },
          ],
    ),
  );
