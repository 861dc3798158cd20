/**
 * Every text of the panel itself, in every language. `{0}`, `{1}` … are filled in by the panel. What `tas explain` says
 * too is said in the same words.
 */
import { listLabels, type Label } from './labels.ts';
import { text } from './vocabulary.ts';

type Row = readonly [name: string, en: string, zh: string];

const head: readonly Row[] = [
  ['Title', 'Stage gate', '阶段关口'],
  ['Position', 'Stage {0} of {1}', '第 {0} 阶段，共 {1} 个'],
  ['Path', 'Stages of this deal', '本商机的阶段'],
  ['Stage_Done', 'passed', '已通过'],
  ['Stage_Here', 'the deal stands here', '当前阶段'],
  ['Stage_Later', 'still to come', '尚未到达'],
  ['Stage_Skipped', 'skipped, not done', '跳过，并非完成'],
  ['Stage_Behind', 'passed with things left open', '已通过，但有遗留项'],
  ['Starts', 'Starts:', '开始标志：'],
  ['Ends', 'Ends:', '截至标志：'],
  ['Day', 'Day {0} of {1}', '第 {0} 天 / 预计 {1} 天'],
  ['Age_amber', 'soon overdue', '即将超期'],
  ['Age_red', 'overdue', '已超期'],
  ['Ungraded', 'No grade', '未定级'],
  ['By_Hand', 'by hand', '手工'],
  [
    'Elsewhere',
    'You are looking at another stage. What you fill in here is saved.',
    '您正在查看其他阶段，在这里填写的内容会照常保存。',
  ],
  ['To_Current', 'Back to the current stage', '返回当前阶段'],
  ['Won', 'This deal is won', '商机已赢单'],
  ['Lost', 'This deal is lost', '商机已输单'],
];

const banner: readonly Row[] = [
  ['Missing_One', 'One thing stands between this deal and “{0}”', '进入“{0}”还差 1 项'],
  ['Missing_Many', '{1} things stand between this deal and “{0}”', '进入“{0}”还差 {1} 项'],
  [
    'Observed',
    'Only observed for now: Salesforce lets the move through. Enforced, it would be refused.',
    '目前只观察，Salesforce 不会拦截；正式启用后将被拒绝。',
  ],
  ['Clear', 'Nothing is missing. The deal can move to “{0}”.', '没有缺项，可以进入“{0}”。'],
  ['Refused', 'The move to “{0}” is against the rules', '进入“{0}”不符合规则'],
  [
    'Unknown_Stage',
    'The deal stands in “{0}”, a stage that the sales model does not know. It may go to the first stage or be lost; anything else takes the bypass.',
    '当前阶段“{0}”不在销售模型中，只能回到第一阶段或输单，其他变动须有绕过权限。',
  ],
  ['Moved', 'The deal is now in “{0}”', '商机已进入“{0}”'],
  ['Next', 'Next: {0}', '接下来：{0}'],
  ['Waiting_One', 'One request waits for you', '有 1 项申请等您处理'],
  ['Waiting_Many', '{0} requests wait for you', '有 {0} 项申请等您处理'],
  [
    'Governed_bypass',
    'You hold the bypass permission: the rules let your changes through.',
    '您持有绕过权限，规则不会拦截您的修改。',
  ],
  [
    'Governed_cohort',
    'The deal is older than the date from which the rules hold: it is exempt.',
    '该商机早于规则的生效日期，不受约束。',
  ],
  ['Governed_recordType', 'The rules do not hold for the record type of this deal.', '规则不适用于该商机的记录类型。'],
  ['Read_Only', 'You may look at this deal but not change it.', '您可以查看本商机，但不能修改。'],
  [
    'No_Items',
    'You do not see the gate items of this deal. Ask your administrator for a TAS+ permission set.',
    '您看不到本商机的关口项，请向管理员申请 TAS+ 权限集。',
  ],
];

const rule: readonly Row[] = [
  ['M1', 'the sales model does not know this stage', '销售模型中没有这个阶段'],
  [
    'M2',
    'the move leaves the way: one stage at a time, and Closed Won only from the last stage',
    '偏离路径：每次只能前进一个阶段，且只能从最后阶段赢单',
  ],
  ['M3', 'the loss reason is missing', '缺少输单原因'],
  ['M4', 'the record type changes after the first stage', '第一阶段之后不能更改记录类型'],
  ['M5', 'the deal is won: reopening it takes a right of its own', '商机已赢单，重新打开需要专门权限'],
  [
    'M6',
    'the tender answer is locked: only an approver who does not own the deal changes it',
    '是否招标已锁定，只有非负责人的审批人可以更改',
  ],
  ['M7', 'the manual grade is incomplete, or you may not give it', '手工等级填写不全，或您无权设置'],
  ['M8', 'the decided grade would fall, and you may not lower it', '已定等级会降低，而您无权降级'],
];

const row: readonly Row[] = [
  ['Progress', '{0} of {1}', '已完成 {0} / {1}'],
  ['Progress_Long', '{0} of {1} done', '{1} 项中已完成 {0} 项'],
  ['No_Hard', 'advisory only', '均为建议项'],
  ['Not_Asked', 'Not asked on this track: {0}', '本路径不要求：{0}'],
  ['Nothing_Here', 'The model asks for nothing in this stage.', '模型在此阶段没有任何要求。'],
  ['All_Done', 'Nothing is open in this stage.', '此阶段没有未完成的要求。'],
  [
    'Choose_Stage',
    'Choose a stage above to see what it asked for and what was recorded.',
    '点击上方任一阶段，查看当时的要求和记录。',
  ],
  [
    'Skipped_Stage',
    'Skipped, not done: this stage is not on the way of the deal.',
    '跳过，并非完成：此阶段不在本商机路径上。',
  ],
  ['State_open', 'Open', '未完成'],
  ['State_waiting', 'Waiting', '等待确认'],
  ['State_done', 'Done', '已完成'],
  ['State_notApplicable', 'Not applicable', '不适用'],
  ['State_waived', 'Waived', '已豁免'],
  ['State_advisory', 'Advisory', '建议'],
  ['Behind', 'left behind, due before “{0}”', '遗留项，进入“{0}”前须补齐'],
  ['Why_blank', 'blank', '未填写'],
  ['Why_notPositive', 'not above 0', '须大于 0'],
  ['Why_notAccepted', 'is “{1}”, and must be {2}', '为“{1}”，须为 {2}'],
  ['Why_unreachable', 'the record it names has none of {1}', '所指记录没有填写 {1} 中的任何一项'],
  ['Why_itemMissing', 'not done yet', '尚未完成'],
  ['Why_itemOpen', 'open, not done yet', '待办，尚未完成'],
  ['Why_itemRequested', 'requested, not settled yet', '已申请，尚未确认'],
  ['Why_itemTwice', 'settled twice: delete one of the two items', '存在两条完成记录，请删除一条'],
  ['Why_evidenceMissing', 'the link to the evidence is missing', '缺少证明链接'],
  ['Who', 'Who can settle it: {0}', '谁能处理：{0}'],
  ['Fixer_approver', 'an approver who does not own the deal', '非本商机负责人的审批人'],
  ['Fixer_grader', 'the grading run, or a manager who may decide grades', '定级程序，或有权定级的主管'],
  ['Fixer_editor', 'anyone who may edit the deal', '任何可编辑该商机的人'],
  ['Asked_By', '{0} asked on {1}', '{0} 于 {1} 提出申请'],
  ['Asked_Waiver', '{0} asked for a waiver on {1}', '{0} 于 {1} 申请豁免'],
  ['Company', 'Company rule', '公司要求'],
  ['Winning', 'Winning move', '赢单动作'],
  ['Evidence', 'Evidence', '证明'],
  ['Placeholder', '“{0}” says “{1}”, which is a placeholder', '“{0}”填的是“{1}”，属于占位文字'],
  [
    'settledByOwner',
    'needs somebody else’s approval, but is settled by the present owner',
    '须由他人审批，却由现负责人本人确认',
  ],
  ['doneWithoutEvidence', 'done without a link to its evidence', '已完成，但没有证明链接'],
  ['noOpponent', 'Nobody is mapped as supporter or opponent', '尚未标明谁是支持者、谁是反对者'],
];

const action: readonly Row[] = [
  ['Advance', 'Advance to {0}', '推进到 {0}'],
  ['Close_Won', 'Mark as won', '确认赢单'],
  ['Left_One', 'One thing left: this one', '还差 1 项，就是这一项'],
  ['Left_Many', '{0} things left, starting here', '还差 {0} 项，从这里开始'],
  ['Other_Moves', 'Other moves', '其他操作'],
  ['Jump', 'Jump to {0}', '直接进入 {0}'],
  ['Back', 'Back to {0}', '退回 {0}'],
  ['Reopen_Deal', 'Reopen in {0}', '重新打开，进入 {0}'],
  ['Lose', 'Mark as lost', '标记输单'],
  ['Raise', 'Grade by hand', '手工定级'],
  ['Skips', 'Skipped, not done: {0}', '跳过，并非完成：{0}'],
  ['Save', 'Save', '保存'],
  ['Cancel', 'Cancel', '取消'],
  ['Confirm', 'Confirm', '确认'],
  ['Tick', 'Mark as done', '标记完成'],
  ['Add_Link', 'Add link', '附上链接'],
  ['Assign', 'Assign', '指定'],
  ['Approve', 'Approve', '批准'],
  ['Waive', 'Waive', '豁免'],
  ['Decline', 'Decline', '驳回'],
  ['Ask', 'Ask for confirmation', '申请确认'],
  ['Fill', 'Fill in', '填写'],
  ['Edit', 'Edit', '编辑'],
  ['More', 'More', '更多'],
  ['Choose', 'Choose…', '请选择…'],
  ['Retry', 'Try again', '重试'],
  ['Outcome', 'How it is settled', '处理方式'],
  ['To_Done', 'Done', '已完成'],
  ['To_NotApplicable', 'Not applicable', '不适用'],
  ['To_Waived', 'Waived', '豁免'],
  ['To_Requested', 'Ask an approver', '提交审批人'],
  ['To_Waiver', 'Ask for a waiver', '申请豁免'],
  ['To_Open', 'Open again', '重新打开'],
  ['To_Note', 'Only change the note', '仅修改备注'],
  ['Link', 'Link to the evidence', '证明链接'],
  ['Person', 'Person', '人员'],
  ['Reason', 'Reason', '理由'],
  ['Note', 'Note', '备注'],
];

const grade: readonly Row[] = [
  ['Why_Grade', 'Why {0}', '为何是 {0} 级'],
  ['Why_Ungraded', 'Why there is no grade', '为何未定级'],
  ['Band', 'we lead, {0} ≥ {1}', '我方主导，{0} ≥ {1}'],
  ['Band_Below', 'we lead, {0} is below {1}', '我方主导，{0}，低于 {1}'],
  ['Suggest_partnerLed', 'the partner leads, so the amount does not count', '由伙伴主导，不看金额'],
  ['Suggest_noLead', 'nobody has answered who leads', '尚未填写由谁主导'],
  ['Suggest_noAmount', 'there is no amount', '没有金额'],
  ['Suggest_zero', 'the amount is 0', '金额为 0'],
  ['Suggest_negative', 'the amount is negative', '金额为负'],
  ['Suggest_noRate', 'there is no exchange rate for the amount', '没有该币种的汇率'],
  [
    'Suggest_noPartnerGrade',
    'the partner leads, and the model has no grade for that',
    '由伙伴主导，而模型没有相应等级',
  ],
  ['Automatic', 'automatic', '自动定级'],
  ['Decided', 'decided earlier; a lower amount does not undo it', '此前已定，金额降低不会自动降级'],
  ['Decided_Grade', 'Decided grade: {0}', '已定等级：{0}'],
  ['Manual', 'set by hand', '手工设置'],
  ['Manual_Until', 'set by hand, valid until {0}', '手工设置，有效期至 {0}'],
  ['Expired', 'The manual grade {0} ended on {1}', '手工等级 {0} 已于 {1} 到期'],
  ['Up', 'From {0}: {1}', '达到 {0}：{1}'],
  ['Up_Any', 'With any amount above 0: {0}', '金额大于 0：{0}'],
  [
    'Down',
    'Below {0}: at once {1}; after a grading run that may lower, {2}',
    '低于 {0}：当下{1}；允许降级的定级程序运行后，{2}',
  ],
  ['Down_Same', 'Below {0}: {1}', '低于 {0}：{1}'],
  ['Outcome_Grade', 'grade {0}, {1}', '等级 {0}，{1}'],
  ['None', 'none', '无'],
  ['Ungraded_Track', 'Without a grade a deal takes this track', '未定级的商机走此路径'],
  ['May_Jump', 'May go straight to the last stage', '可以直接进入最后阶段'],
  ['No_Tender', 'No tender: the tender stages are off its way', '不招标：不走招标阶段'],
  [
    'Raise_Help',
    'Reason and note stay with the grade, with your name and today’s date.',
    '理由和说明会与您的姓名、今天的日期一起保留。',
  ],
];

const problem: readonly Row[] = [
  ['Saved', '“{0}” is saved', '“{0}”已保存'],
  ['Not_Saved', '“{0}” was not saved. What you entered is still here.', '“{0}”未能保存，您填写的内容仍在这里。'],
  ['Not_Moved', 'The deal was not moved', '商机未能推进'],
  ['Theirs', 'A rule of your company, not of TAS+, refused it:', '被贵公司自有的规则（非 TAS+）拒绝：'],
  ['Ours', 'Refused by the rules of TAS+:', '被 TAS+ 规则拒绝：'],
  ['No_Access', 'You may not change this. Salesforce says:', '您无权修改。Salesforce 提示：'],
  ['Gone', 'It was deleted meanwhile. The list has been read again.', '该项已被删除，列表已重新读取。'],
  [
    'Twice',
    'Somebody settled this at the same moment. The list has been read again.',
    '已有人同时处理了此项，列表已重新读取。',
  ],
  [
    'Network',
    'Salesforce could not be reached. Check the connection and try again.',
    '无法连接 Salesforce，请检查网络后重试。',
  ],
  ['Server', 'Salesforce answered with an error. Try again in a moment.', 'Salesforce 返回错误，请稍后重试。'],
  ['Not_Read', 'The panel could not be read', '面板无法读取'],
  [
    'Not_Refreshed',
    'Saved, but the panel could not be read again. It may be behind.',
    '已保存，但面板未能刷新，内容可能不是最新。',
  ],
  [
    'Not_There',
    'This deal cannot be shown: it was deleted, or you have no access to it.',
    '无法显示此商机：它已被删除，或您没有访问权限。',
  ],
  [
    'Not_There_Who',
    'The owner of the deal or an administrator can give you access.',
    '可请商机负责人或管理员为您开通访问权限。',
  ],
  ['Loading', 'Loading', '正在加载'],
  ['Conflict', '“{0}” was changed by somebody else meanwhile', '“{0}”已被他人修改'],
  ['Mine', 'Yours', '您的内容'],
  ['Their_Value', 'Now in Salesforce', 'Salesforce 中的现值'],
  ['Keep_Mine', 'Save mine', '保存我的内容'],
  ['Take_Theirs', 'Take theirs', '采用对方内容'],
  ['Empty', 'empty', '空'],
  ['Changed_Meanwhile', 'Somebody changed this at the same moment. Try again.', '有人同时修改了此项，请重试。'],
  [
    'Moved_Meanwhile',
    'Somebody moved the deal meanwhile. Look at where it stands now, then move it.',
    '商机已被他人移动，请先查看当前阶段再操作。',
  ],
  ['Bad_Link', 'Start the link with http:// or https://', '链接须以 http:// 或 https:// 开头'],
];

const note: readonly Row[] = [
  ['Notes', 'Worth a look', '值得留意'],
  ['Version', 'Sales model, version {0}', '销售模型第 {0} 版'],
  [
    'bidDeadline',
    'The bid deadline is {0} days after the tender issue, fewer than {1}',
    '投标截止距发标只有 {0} 天，不足 {1} 天',
  ],
  [
    'awardNotice',
    'The award notice is {0} days old; the contract was due within {1}',
    '中标通知书已发出 {0} 天，应在 {1} 天内签约',
  ],
  [
    'Unknown_Item',
    'Item {0} belongs to no requirement of version {1} of the model; it does not count',
    '项目 {0} 不属于第 {1} 版模型的任何要求，不计入',
  ],
  ['Unseen', 'You do not see these fields; they were taken as blank: {0}', '您看不到以下字段，已按空白处理：{0}'],
  [
    'Behind_In',
    'Left behind: version {1} of the model asks for it before “{0}”',
    '已过阶段的缺项：按模型第 {1} 版，进入“{0}”前须补齐',
  ],
  [
    'Behind_Won',
    'The deal is won without what version {0} of the model asks for',
    '商机已赢单，但缺少模型第 {0} 版要求的内容',
  ],
];

const lists: Readonly<Record<string, readonly Row[]>> = {
  Head: head,
  Banner: banner,
  Rule: rule,
  Row: row,
  Action: action,
  Grade: grade,
  Problem: problem,
  Note: note,
};

/** In the order in which a reader meets them. */
export const panelLabels: readonly Label[] = Object.entries(lists).flatMap(([name, rows]) =>
  listLabels(
    `TAS_Panel_${name}`,
    `Texts of the panel: ${name.toLowerCase()}`,
    rows.map(([key, en, zh]) => [key, text(en, zh)]),
  ),
);
