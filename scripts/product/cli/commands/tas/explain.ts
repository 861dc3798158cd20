import { Args, Flags } from '@oclif/core';
import { SfError } from '@salesforce/core/sfError';
import { modelFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { TasCommand, toHelpSection } from '../../tas-command.ts';
import type { Explanation } from '../../../explain/index.ts';
import { languages } from '../../../messages/index.ts';

/** `tas explain`: may this deal move, and if not, what is missing? */
export default class Explain extends TasCommand<Explanation> {
  public static override readonly summary = 'Explain where a deal stands, and what keeps it from moving on.';
  public static override readonly description =
    'Reads one opportunity with its gate items and says: stage, track and grade with the reason in numbers, what is missing for the move, why and who can settle it, what is skipped, what another amount would change, and warnings. Nothing is written.';
  public static override readonly examples = [
    'The next stage of its way:\n<%= config.bin %> <%= command.id %> 006000000000001AAA --target-org practice',
    'Another stage, in Chinese:\n<%= config.bin %> <%= command.id %> 006000000000001AAA --target-org practice --to 谈判签约 --language zh_CN',
  ];
  public static override readonly args = {
    opportunity: Args.string({ required: true, description: 'Id of the opportunity, 15 or 18 characters.' }),
  };
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    to: Flags.string({ summary: 'Stage to move to, by name or label. Default: the next stage of its way.' }),
    model: modelFlag,
    language: Flags.option({
      options: languages,
      summary: 'Language of the text. Default: the first one of the model.',
    })(),
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'The move is allowed, or there is none.' },
    { 1: 'Error.' },
    { 2: 'The move is blocked by an enforced rule.' },
  );

  public async run(): Promise<Explanation> {
    const { args, flags } = await this.parse(Explain);
    const { explain, explanationText, isDealId, stageMeant } = await import('../../../explain/index.ts');
    if (!isDealId(args.opportunity))
      throw new SfError(
        `"${args.opportunity}" is no id of an opportunity.`,
        'BadId',
        ['Take the id from the address of the opportunity page: it begins with 006.'],
        1,
      );
    const { connectOrg } = await import('../../../org/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const model = await loadModel(flags.model ?? org.modelPath ?? 'config/tas-plus.yaml');
      const to = flags.to === undefined ? undefined : stageMeant(model, flags.to);
      if (flags.to !== undefined && to === undefined)
        throw new SfError(
          `The model has no stage "${flags.to}".`,
          'UnknownStage',
          [`Use one of: ${[...model.stages, model.closed.won, model.closed.lost].map(({ name }) => name).join(', ')}.`],
          1,
        );
      const explanation = await explain(org, model, args.opportunity, to, await org.calendar());
      this.log(explanationText(model, explanation, flags.language ?? model.languages[0] ?? languages[0]));
      process.exitCode = explanation.verdict.allowed ? 0 : 2;
      return explanation;
    } finally {
      org.close();
    }
  }
}
