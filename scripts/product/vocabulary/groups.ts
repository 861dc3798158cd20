/** The four groups of the method, in its order: 必填内容, 必做之事, 相关流程, 涉及人员. */
export const groups = ['required', 'actions', 'processes', 'people'] as const;
export type Group = (typeof groups)[number];
