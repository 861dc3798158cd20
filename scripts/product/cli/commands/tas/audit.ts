import { relative } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, modelFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { TasCommand, toHelpSection } from '../../tas-command.ts';
import { languages, messagesIn } from '../../../messages/index.ts';
import type { AuditJson } from '../../../audit/index.ts';

/** The report of the audit, and the files it wrote. */
export type AuditResult = AuditJson & { files: string[] };

/** `tas audit`: the gates rehearsed on the live pipeline. */
export default class Audit extends TasCommand<AuditResult> {
  public static override readonly summary =
    'Rehearse the gates on the pipeline of an org: who would be blocked, by what.';
  public static override readonly description =
    'Reads every open deal with its gate items, and won ones, and says who would be blocked on the next move, where, by which requirement and for how much money; what was left behind; approvals whose amount has grown; texts that say nothing; deals too long in a stage; expired manual grades and registrations; partners in conflict; states that no governed write reaches. Nothing is written to the org.';
  public static override readonly examples = [
    'The practice org:\n<%= config.bin %> <%= command.id %> --target-org practice',
    'Some deals, in Chinese:\n<%= config.bin %> <%= command.id %> --target-org my-org --where "Amount > 1000000" --language zh_CN',
    'A pipeline in stages of its own, as if it were migrated:\n<%= config.bin %> <%= command.id %> --target-org my-org --mapping mapping.yaml',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    where: Flags.string({ char: 'w', summary: 'Only deals that meet this SOQL condition.' }),
    'record-type': Flags.string({
      multiple: true,
      summary: 'Only deals of this record type, by developer name; may be given again.',
    }),
    mapping: Flags.file({
      summary: 'Stages of the org → stages of the model, YAML or JSON: judge deals as if mapped.',
    }),
    api: apiFlag,
    out: Flags.directory({ summary: 'Folder for audit.html, audit.csv and audit.json.', default: 'audit' }),
    language: Flags.option({
      options: languages,
      summary: 'Language of the report. Default: the first one of the model.',
    })(),
  };
  public static override readonly errorCodes = toHelpSection('ERROR CODES', { 0: 'Done.' }, { 1: 'Error.' });

  public async run(): Promise<AuditResult> {
    const { flags } = await this.parse(Audit);
    const { connectOrg } = await import('../../../org/index.ts');
    const { auditFiles, auditOrg, summaryText, toJson } = await import('../../../audit/index.ts');
    const { readMapping, readStageNames } = await import('../../../stages/index.ts');
    const { streamProgress } = await import('../../../terminal/index.ts');
    const { localeOf } = await import('../../../explain/index.ts');
    const { publishFiles } = await import('../../../csv/index.ts');
    const { prepareFolder } = await import('../../../metadata/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      prepareFolder(flags.out);
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const model = await loadModel(modelFile);
      const language = flags.language ?? model.languages[0] ?? languages[0];
      const messages = messagesIn(language);
      const locale = localeOf(model, language);
      const mapping =
        flags.mapping === undefined ? undefined : readMapping(flags.mapping, model, await readStageNames(org));
      const run = auditOrg(org, {
        model,
        modelFile: relative(process.cwd(), modelFile),
        ...(flags.where === undefined ? {} : { where: flags.where }),
        ...(mapping === undefined ? {} : { mapping }),
        recordTypes: flags['record-type'] ?? [],
        api: flags.api,
        calendar: await org.calendar(),
        progress: streamProgress(process.stderr, () => performance.now()),
        messages,
        locale,
      });
      let report: Parameters<typeof summaryText>[0] | undefined;
      const files = await publishFiles(
        flags.out,
        auditFiles(run, { messages, locale }, (ended) => (report = ended)),
      );
      if (report === undefined) throw new Error('the audit ended without a report');
      this.log(summaryText(report, files, messages, locale));
      return { ...toJson(report), files };
    } finally {
      org.close();
    }
  }
}
