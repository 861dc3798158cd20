import { languageFlag, modelFlag } from '../../../flags.ts';
import { loadModel } from '../../../load-model.ts';
import type { Matrix } from '../../../../team/index.ts';
import { TasCommand } from '../../../tas-command.ts';

/** The table. */
export type TeamMatrixResult = Matrix;

/** `tas team matrix`: who is asked for at which stage. */
export default class TeamMatrix extends TasCommand<TeamMatrixResult> {
  public static override readonly summary = 'Show who is asked for at which stage.';
  public static override readonly description =
    'A row for each role of the team, then for people who have none; a column for each stage. It is read from the model: no org is asked.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    'As data:\n<%= config.bin %> <%= command.id %> --model config/tas-plus.yaml --json',
  ];
  public static override readonly flags = { model: modelFlag, language: languageFlag };

  public async run(): Promise<TeamMatrixResult> {
    const { flags } = await this.parse(TeamMatrix);
    const { matrixOf, matrixText } = await import('../../../../team/index.ts');
    const { baseLanguage } = await import('../../../../model/index.ts');
    const model = await loadModel(flags.model ?? 'config/tas-plus.yaml');
    const matrix = matrixOf(model, flags.language ?? baseLanguage(model));
    this.log(matrixText(matrix));
    return matrix;
  }
}
