/** What the method asks on a way, told from the model alone. */
import { tracksOf, type PlacedRequirement } from '../../product/model/index.ts';

/** Whether a hard requirement is asked on a track, with or without the tender stages. */
export const isAskedOn = ({ stage, requirement }: PlacedRequirement, track: string, noTender: boolean): boolean =>
  requirement.gate === 'hard' && tracksOf(stage, requirement).includes(track) && !(stage.tender && noTender);
