/** Invented customers, partners, people and projects, Chinese and international. None of them exists. */

export interface SampleCustomer {
  readonly name: string;
  readonly projects: readonly string[];
  readonly contact: readonly [first: string, last: string];
}

const zh = (name: string, last: string, first: string, ...projects: string[]): SampleCustomer => ({
  name,
  projects,
  contact: [first, last],
});
const int = (name: string, first: string, last: string, ...projects: string[]): SampleCustomer => ({
  name,
  projects,
  contact: [first, last],
});

export const customers: readonly SampleCustomer[] = [
  zh('东岭电力集团', '陈', '国栋', '调度自动化改造', '配网数据平台', '变电站智能巡检'),
  zh('海澜港务股份', '林', '海涛', '集装箱码头智能闸口', '岸桥远控', '港口能效管理'),
  zh('青禾农业科技', '周', '敏', '冷链追溯系统', '智慧温室二期'),
  zh('云岭轨道交通', '赵', '建平', '综合监控升级', '车辆段智能运维', '票务清分系统'),
  zh('安泰重型机械', '吴', '立新', '数字化车间一期', 'MES 集团推广'),
  zh('瑞丰商业银行', '徐', '静', '新一代核心系统', '反欺诈平台', '数据治理咨询'),
  zh('明湖市人民医院', '孙', '晓燕', '影像云平台', '智慧病房', '互联互通测评'),
  zh('北辰航空制造', '高', '志远', '质量追溯平台', '试验数据管理'),
  zh('天合新材料', '何', '雪', 'LIMS 实验室系统', '能源管理中心'),
  zh('星河城市投资', '马', '骏', '城市运行管理中心', '地下管网监测'),
  zh('长宁职业学院', '郑', '磊', '实训基地信息化', '一卡通升级'),
  zh('丰源水务', '罗', '春梅', '二次供水监控', '智慧水表试点'),
  int('Nordwind Energie AG', 'Katrin', 'Behrens', 'Wind farm SCADA renewal', 'Grid balancing platform'),
  int('Castellan Pharma', 'Hugh', 'Marlowe', 'Serialization roll-out', 'Batch release portal'),
  int('Meridian Rail Ltd', 'Aoife', 'Brennan', 'Depot digital twin', 'Crew planning renewal'),
  int('Pacific Crest Foods', 'Daniel', 'Okafor', 'Cold chain telemetry', 'Trade promotion planning'),
  int('Solvanta Mining', 'Camila', 'Reyes', 'Haul fleet dispatch', 'Tailings monitoring'),
  int('Kitazawa Precision', 'Haruto', 'Mori', 'Smart line pilot', 'Supplier quality portal'),
  int('Aurelia Insurance', 'Chiara', 'Conti', 'Claims automation', 'Agent mobile suite'),
  int('Zephyr Telecom', 'Imran', 'Siddiqui', 'Network inventory', '5G private campus'),
];

export const partners: readonly string[] = ['启明系统集成', '博远信息', 'Lindqvist Systems', 'Vantage Integrators'];

export const owners: readonly string[] = ['Li Wei', 'Chen Jie', 'Wang Fang', 'Zhang Min', 'Anna Keller', 'Tom Reed'];

export const competitors: readonly string[] = ['华讯科技', '中科联创', 'Borealis Tech', 'Orbis Systems', 'Kestrel AG'];
