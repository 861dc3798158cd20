import { relative } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, modelFlag, targetOrgFlag } from '../../../flags.ts';
import { loadModel } from '../../../load-model.ts';
import type { Duplicates } from '../../../../lead-keys/index.ts';
import { TasCommand } from '../../../tas-command.ts';

/** The groups that may be one pursuit, and the file that was written. */
export type LeadsDuplicatesResult = Duplicates & { files: string[] };

/** `tas leads duplicates`: leads and open deals that may be one pursuit. */
export default class LeadsDuplicates extends TasCommand<LeadsDuplicatesResult> {
  public static override readonly summary = 'List leads and open opportunities that may be one pursuit.';
  public static override readonly description =
    'Same customer and similar project among leads that are not converted and open deals, and leads of several customers with one phone. Names are compared whatever their case, width, punctuation and legal form; they are not translated. Nothing is written to the org.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --target-org practice',
    'As data:\n<%= config.bin %> <%= command.id %> --target-org practice --json',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    api: apiFlag,
    out: Flags.directory({ summary: 'Folder for duplicates.csv.', default: 'duplicates' }),
  };

  public async run(): Promise<LeadsDuplicatesResult> {
    const { flags } = await this.parse(LeadsDuplicates);
    const { connectOrg } = await import('../../../../org/index.ts');
    const { duplicatesCsv, duplicatesText, findDuplicates } = await import('../../../../lead-keys/index.ts');
    const { publishFiles } = await import('../../../../csv/index.ts');
    const { prepareFolder } = await import('../../../../metadata/index.ts');
    const { streamProgress } = await import('../../../../terminal/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      prepareFolder(flags.out);
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const found = await findDuplicates(org, {
        model: await loadModel(modelFile),
        modelFile: relative(process.cwd(), modelFile),
        api: flags.api,
        progress: streamProgress(process.stderr, () => performance.now()),
      });
      const files = await publishFiles(flags.out, new Map([['duplicates.csv', duplicatesCsv(found)]]));
      this.log(duplicatesText(found, files));
      return { ...found, files };
    } finally {
      org.close();
    }
  }
}
