import { basename, dirname } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { SfError } from '@salesforce/core/sfError';
import { languageFlag, modelFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { TasCommand } from '../../tas-command.ts';
import type { DealReview } from '../../../report/index.ts';

/** What the page says, and the file that was written. */
export type ReviewResult = DealReview & { files: string[] };

/** `tas review`: one deal on a page that prints. */
export default class Review extends TasCommand<ReviewResult> {
  public static override readonly summary = 'Write one page on a deal, for the talk of a manager with its owner.';
  public static override readonly description =
    'Where the deal stands, what its next step lacks and who can settle it, who decides at the customer and how they stand to us, and what the owner answered the coach. One file that needs nothing else, to show and to print on A4. Nothing is written to the org.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> 006000000000001AAA --target-org practice',
    'In Chinese:\n<%= config.bin %> <%= command.id %> 006000000000001AAA --target-org practice --language zh_CN --out review.html',
  ];
  public static override readonly args = {
    opportunity: Args.string({ required: true, description: 'Id of the opportunity, 15 or 18 characters.' }),
  };
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    language: languageFlag,
    out: Flags.file({ summary: 'File of the page.', default: 'review.html' }),
  };

  public async run(): Promise<ReviewResult> {
    const { args, flags } = await this.parse(Review);
    const { isDealId, localeOf } = await import('../../../explain/index.ts');
    if (!isDealId(args.opportunity))
      throw new SfError(
        `"${args.opportunity}" is no id of an opportunity.`,
        'BadId',
        ['Take the id from the address of the opportunity page: it begins with 006.'],
        1,
      );
    const { connectOrg } = await import('../../../org/index.ts');
    const { messagesIn } = await import('../../../messages/index.ts');
    const { baseLanguage } = await import('../../../model/index.ts');
    const { publishFiles } = await import('../../../csv/index.ts');
    const { readReview, reviewPage } = await import('../../../report/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const model = await loadModel(flags.model ?? org.modelPath ?? 'config/tas-plus.yaml');
      const language = flags.language ?? baseLanguage(model);
      const calendar = await org.calendar();
      const review = await readReview(org, model, args.opportunity, calendar);
      const options = { messages: messagesIn(language), locale: localeOf(model, language), language };
      const text = reviewPage(review, options, calendar.today);
      const files = await publishFiles(dirname(flags.out), new Map([[basename(flags.out), [text]]]));
      for (const file of files) this.log(file);
      return { ...review, files };
    } finally {
      org.close();
    }
  }
}
