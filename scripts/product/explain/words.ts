/** Every word `tas explain` says, in both languages. */
import type { OpenReason, StageAge, SuggestionKind, Fixer, Verdict } from '../gate/index.ts';
import type { Group, Language } from '../model/index.ts';

type ReasonKind = OpenReason['kind'];

export interface Words {
  readonly colon: string;
  readonly comma: string;
  readonly list: string;
  readonly stop: string;
  readonly group: Readonly<Record<Group, string>>;
  readonly fixer: Readonly<Record<Fixer, string>>;
  readonly reason: Readonly<Record<ReasonKind, (field: string, detail: string) => string>>;
  readonly suggestion: Readonly<Record<SuggestionKind, string>>;
  readonly age: Readonly<Record<StageAge['level'], string>>;
  readonly governed: Readonly<Record<Exclude<Verdict['governed'], 'yes'>, string>>;
  /** By code, such as M2. */
  readonly movement: Readonly<Record<string, string>>;
  readonly t: Readonly<Record<TextKey, (...values: (string | number)[]) => string>>;
}

type TextKey =
  | 'stands'
  | 'standsOutside'
  | 'standsUnknown'
  | 'model'
  | 'owner'
  | 'days'
  | 'track'
  | 'noTender'
  | 'ungradedTrack'
  | 'jump'
  | 'grade'
  | 'noGrade'
  | 'gradePartner'
  | 'gradeManual'
  | 'gradeDecided'
  | 'bandOpen'
  | 'band'
  | 'decided'
  | 'expired'
  | 'nothingAsked'
  | 'allowed'
  | 'blocked'
  | 'observed'
  | 'missing'
  | 'rules'
  | 'who'
  | 'you'
  | 'notYou'
  | 'unsure'
  | 'behind'
  | 'behindWon'
  | 'inStage'
  | 'skipped'
  | 'skippedStages'
  | 'whatIf'
  | 'up'
  | 'upAny'
  | 'down'
  | 'downSame'
  | 'same'
  | 'none'
  | 'warnings'
  | 'bidDeadline'
  | 'awardNotice'
  | 'noOpponent'
  | 'settledByOwner'
  | 'doneWithoutEvidence'
  | 'placeholder'
  | 'unknownItem'
  | 'unseen'
  | 'rightsUnknown';

const en: Words = {
  colon: ': ',
  comma: ', ',
  list: ', ',
  stop: '.',
  group: {
    required: 'Required content',
    actions: 'Must-do actions',
    processes: 'Related processes',
    people: 'People involved',
  },
  fixer: {
    editor: 'anyone who may edit the deal',
    approver: 'an approver who does not own the deal',
    grader: 'the grading run, or a manager who may decide grades',
  },
  reason: {
    blank: (field) => (field === '' ? 'blank' : `“${field}” is blank`),
    notPositive: (field) => (field === '' ? 'not above 0' : `“${field}” is not above 0`),
    notAccepted: (field, detail) => (field === '' ? `is ${detail}` : `“${field}” is ${detail}`),
    unreachable: (field, detail) =>
      field === ''
        ? `the record it names has none of ${detail}`
        : `“${field}” names a record that has none of ${detail}`,
    itemMissing: () => 'not done yet',
    itemOpen: () => 'open, not done yet',
    itemRequested: () => 'requested, not settled yet',
    itemTwice: () => 'settled twice: delete one of the two items',
    evidenceMissing: () => 'the link to the evidence is missing',
  },
  suggestion: {
    partnerLed: 'the partner leads, so the amount does not count',
    band: '',
    noLead: 'nobody has answered who leads',
    noAmount: 'there is no amount',
    zero: 'the amount is 0',
    negative: 'the amount is negative',
    noRate: 'there is no exchange rate for the amount',
    noPartnerGrade: 'the partner leads, and the model has no grade for that',
  },
  age: { green: 'on time', amber: 'soon overdue', red: 'overdue' },
  governed: {
    bypass: 'You hold the bypass permission: the rules let your changes through.',
    cohort: 'The deal is older than the date from which the rules hold: it is exempt.',
    recordType: 'The rules do not hold for the record type of this deal.',
  },
  movement: {
    M1: 'the sales model does not know this stage',
    M2: 'the move leaves the way: one stage at a time, and Closed Won only from the last stage',
    M3: 'the loss reason is missing',
    M4: 'the record type changes after the first stage',
    M5: 'the deal is won: reopening it takes a right of its own',
    M6: 'the tender answer is locked: only an approver who does not own the deal changes it',
    M7: 'the manual grade is incomplete, or you may not give it',
    M8: 'the decided grade would fall, and you may not lower it',
  },
  t: {
    stands: (name, at, of) => `Stands in “${name}”, stage ${at} of ${of}`,
    standsOutside: (name) => `Stands in “${name}”`,
    standsUnknown: (name) =>
      `Stands in “${name}”, a stage that the sales model does not know: it may go to the first stage or be lost; anything else takes the bypass`,
    model: (name, version) => `Sales model: ${name}, version ${version}`,
    owner: (name) => `Owner: ${name}`,
    days: (days, expected, level) => `${days} days there, ${expected} expected, ${level}`,
    track: (name, way) => `Track: ${name}, through ${way}`,
    noTender: () => 'No tender: the tender stages are off its way',
    ungradedTrack: () => 'Without a grade a deal takes this track',
    jump: () => 'May go straight to the last stage',
    grade: (grade) => `Grade: ${grade}`,
    noGrade: (why) => `Grade: none, because ${why}`,
    gradePartner: () => 'the partner leads, so the amount does not count',
    gradeManual: (until) => `set by hand${until === '' ? '' : `, valid until ${until}`}`,
    gradeDecided: () => 'decided earlier; a lower amount does not undo it',
    bandOpen: (amount, from, unit) => `amount ${amount} ${unit}, at or above ${from}`,
    band: (amount, from, below, unit) => `amount ${amount} ${unit}, at or above ${from} and below ${below}`,
    decided: (grade) => `Decided grade: ${grade}`,
    expired: (grade, until) => `The manual grade ${grade} ended on ${until}`,
    nothingAsked: () => 'The deal is won. There is no next stage.',
    allowed: (to) => `Move to “${to}”: allowed. Nothing is missing.`,
    blocked: (to) => `Move to “${to}”: blocked.`,
    observed: (to) =>
      `Move to “${to}”: not ready. The model only observes this for now: Salesforce lets the move through unless the rule was switched on there.`,
    missing: (count) => `Missing (${count})`,
    rules: () => 'Against the rules',
    who: (who) => `Who can settle it: ${who}`,
    you: () => 'you can',
    notYou: () => 'not you',
    unsure: () => 'whether you can is unknown',
    behind: (won, version) => `Left behind: version ${version} of the model asks for it before “${won}”`,
    behindWon: (version) => `The deal is won without what version ${version} of the model asks for`,
    inStage: (stage, names) => `In “${stage}”: ${names}`,
    skipped: () => 'Skipped: not on the way of this deal, so not asked',
    skippedStages: (names) => `Whole stages: ${names}`,
    whatIf: () => 'What another amount would change',
    up: (from, unit, result) => `From ${from} ${unit}: ${result}`,
    upAny: (unit, result) => `With any amount above 0 ${unit}: ${result}`,
    down: (below, unit, now, later) =>
      `Below ${below} ${unit}: at once ${now}; after a grading run that may lower, ${later}`,
    downSame: (below, unit, result) => `Below ${below} ${unit}: ${result}`,
    same: (grade, track) => `grade ${grade}, ${track}`,
    none: () => 'none',
    warnings: () => 'Worth a look',
    bidDeadline: (days, limit) => `The bid deadline is ${days} days after the tender issue, fewer than ${limit}`,
    awardNotice: (days, limit) => `The award notice is ${days} days old; the contract was due within ${limit}`,
    noOpponent: () => 'Nobody is mapped as supporter or opponent',
    settledByOwner: (label) => `“${label}” needs somebody else’s approval, but is settled by the present owner`,
    doneWithoutEvidence: (label) => `“${label}” is done without a link to its evidence`,
    placeholder: (label, value) => `“${label}” says “${value}”, which is a placeholder`,
    unknownItem: (code) => `Item ${code} belongs to no requirement of this version of the model; it does not count`,
    unseen: (names) => `You do not see these fields; they were taken as blank: ${names}`,
    rightsUnknown: () => 'Your rights are unknown: this org does not tell them, so none were assumed.',
  },
};

const zh: Words = {
  colon: '：',
  comma: '，',
  list: '、',
  stop: '。',
  group: { required: '必填内容', actions: '必做之事', processes: '相关流程', people: '涉及人员' },
  fixer: {
    editor: '任何可编辑该商机的人',
    approver: '非本商机负责人的审批人',
    grader: '定级程序，或有权定级的主管',
  },
  reason: {
    blank: (field) => (field === '' ? '未填写' : `“${field}”未填写`),
    notPositive: (field) => (field === '' ? '须大于 0' : `“${field}”须大于 0`),
    notAccepted: (field, detail) => (field === '' ? detail : `“${field}”${detail}`),
    unreachable: (field, detail) => `${field === '' ? '' : `“${field}”`}所指记录没有填写 ${detail} 中的任何一项`,
    itemMissing: () => '尚未完成',
    itemOpen: () => '待办，尚未完成',
    itemRequested: () => '已申请，尚未确认',
    itemTwice: () => '存在两条完成记录，请删除一条',
    evidenceMissing: () => '缺少证明链接',
  },
  suggestion: {
    partnerLed: '由伙伴主导，不看金额',
    band: '',
    noLead: '尚未填写由谁主导',
    noAmount: '没有金额',
    zero: '金额为 0',
    negative: '金额为负',
    noRate: '没有该币种的汇率',
    noPartnerGrade: '由伙伴主导，而模型没有相应等级',
  },
  age: { green: '正常', amber: '即将超期', red: '已超期' },
  governed: {
    bypass: '您持有绕过权限，规则不会拦截您的修改。',
    cohort: '该商机早于规则的生效日期，不受约束。',
    recordType: '规则不适用于该商机的记录类型。',
  },
  movement: {
    M1: '销售模型中没有这个阶段',
    M2: '偏离路径：每次只能前进一个阶段，且只能从最后阶段赢单',
    M3: '缺少输单原因',
    M4: '第一阶段之后不能更改记录类型',
    M5: '商机已赢单，重新打开需要专门权限',
    M6: '是否招标已锁定，只有非负责人的审批人可以更改',
    M7: '手工等级填写不全，或您无权设置',
    M8: '已定等级会降低，而您无权降级',
  },
  t: {
    stands: (name, at, of) => `当前阶段：${name}（第 ${at} 阶段，共 ${of} 个）`,
    standsOutside: (name) => `当前阶段：${name}`,
    standsUnknown: (name) => `当前阶段：${name}，销售模型中没有这个阶段，只能回到第一阶段或输单，其他变动须有绕过权限`,
    model: (name, version) => `销售模型：${name}，第 ${version} 版`,
    owner: (name) => `负责人：${name}`,
    days: (days, expected, level) => `已停留 ${days} 天，预计 ${expected} 天，${level}`,
    track: (name, way) => `路径：${name}，依次为 ${way}`,
    noTender: () => '不招标：不走招标阶段',
    ungradedTrack: () => '未定级的商机走此路径',
    jump: () => '可以直接进入最后阶段',
    grade: (grade) => `等级：${grade}`,
    noGrade: (why) => `等级：无，原因是${why}`,
    gradePartner: () => '由伙伴主导，不看金额',
    gradeManual: (until) => `手工设置${until === '' ? '' : `，有效期至 ${until}`}`,
    gradeDecided: () => '此前已定，金额降低不会自动降级',
    bandOpen: (amount, from, unit) => `金额 ${amount} ${unit}，达到 ${from}`,
    band: (amount, from, below, unit) => `金额 ${amount} ${unit}，达到 ${from}、低于 ${below}`,
    decided: (grade) => `已定等级：${grade}`,
    expired: (grade, until) => `手工等级 ${grade} 已于 ${until} 到期`,
    nothingAsked: () => '商机已赢单，没有下一阶段。',
    allowed: (to) => `进入“${to}”：允许，没有缺项。`,
    blocked: (to) => `进入“${to}”：不允许。`,
    observed: (to) => `进入“${to}”：条件不足。模型目前只观察：除非规则已在 Salesforce 中启用，否则不会拦截。`,
    missing: (count) => `缺项（${count}）`,
    rules: () => '违反的规则',
    who: (who) => `谁能处理：${who}`,
    you: () => '您可以处理',
    notYou: () => '您不能处理',
    unsure: () => '您是否可以处理未知',
    behind: (won, version) => `已过阶段的缺项：按模型第 ${version} 版，进入“${won}”前须补齐`,
    behindWon: (version) => `商机已赢单，但缺少模型第 ${version} 版要求的内容`,
    inStage: (stage, names) => `“${stage}”中：${names}`,
    skipped: () => '跳过：不在本商机路径上，无需满足',
    skippedStages: (names) => `整个阶段：${names}`,
    whatIf: () => '金额变化的影响',
    up: (from, unit, result) => `达到 ${from} ${unit}：${result}`,
    upAny: (unit, result) => `金额大于 0 ${unit}：${result}`,
    down: (below, unit, now, later) => `低于 ${below} ${unit}：当下${now}；允许降级的定级程序运行后，${later}`,
    downSame: (below, unit, result) => `低于 ${below} ${unit}：${result}`,
    same: (grade, track) => `等级 ${grade}，${track}`,
    none: () => '无',
    warnings: () => '值得留意',
    bidDeadline: (days, limit) => `投标截止距发标只有 ${days} 天，不足 ${limit} 天`,
    awardNotice: (days, limit) => `中标通知书已发出 ${days} 天，应在 ${limit} 天内签约`,
    noOpponent: () => '尚未标明谁是支持者、谁是反对者',
    settledByOwner: (label) => `“${label}”须由他人审批，却由现负责人本人确认`,
    doneWithoutEvidence: (label) => `“${label}”已完成，但没有证明链接`,
    placeholder: (label, value) => `“${label}”填的是“${value}”，属于占位文字`,
    unknownItem: (code) => `项目 ${code} 不属于此版模型的任何要求，不计入`,
    unseen: (names) => `您看不到以下字段，已按空白处理：${names}`,
    rightsUnknown: () => '您的权限未知：组织未提供权限信息，按没有任何权限处理。',
  },
};

export const wordsOf = (language: Language): Words => (language === 'zh_CN' ? zh : en);
