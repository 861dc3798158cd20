import { writeFileSync } from 'node:fs';
import { Flags } from '@oclif/core';
import { modelFlag, targetOrgFlag } from '../../../flags.ts';
import { loadModel } from '../../../load-model.ts';
import { TasCommand, toHelpSection } from '../../../tas-command.ts';
import type { ProposedLine } from '../../../../migrate/index.ts';

export type ProposeResult = {
  /** The mapping file that was written. */
  file: string;
  lines: readonly ProposedLine[];
  unmapped: number;
};

/** `tas migrate propose`: a mapping file to begin with. */
export default class Propose extends TasCommand<ProposeResult> {
  public static override readonly summary = 'Propose a mapping of the stages of an org to those of the model.';
  public static override readonly description =
    'Writes a mapping file with a section for each record type that has deals. Every line says why: the same name in any language, a name that is alike, order and probability, won or lost. What fits nothing is marked UNMAPPED. Nothing is written to the org.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --target-org my-org --out mapping.yaml',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    out: Flags.file({ summary: 'The file to write; one that is there is left as it is.', default: 'mapping.yaml' }),
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done.' },
    { 1: 'Error.' },
    { 3: 'Refused for safety: the file is there already.' },
  );

  public async run(): Promise<ProposeResult> {
    const { flags } = await this.parse(Propose);
    const { connectOrg } = await import('../../../../org/index.ts');
    const { unwrittenFile, proposalText, proposeMapping } = await import('../../../../migrate/index.ts');
    const { readInactiveStages, readOrgStages, readStageCounts } = await import('../../../../stages/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const model = await loadModel(flags.model ?? org.modelPath ?? 'config/tas-plus.yaml');
      const active = await readOrgStages(org);
      const inactive = (await readInactiveStages(org)).filter(({ name }) => !active.some((one) => one.name === name));
      const { text, lines } = proposeMapping({
        model,
        stages: [...active, ...inactive],
        counts: await readStageCounts(org),
      });
      try {
        writeFileSync(flags.out, text, { flag: 'wx' });
      } catch (error) {
        throw unwrittenFile(error, flags.out);
      }
      this.log(proposalText(lines, flags.out, org.targetOrg));
      return { file: flags.out, lines, unmapped: lines.filter(({ to }) => to === null).length };
    } finally {
      org.close();
    }
  }
}
