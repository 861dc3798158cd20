/** Invented customers, partners and projects, Chinese and international. None of them exists. */

export type SampleLanguage = 'zh' | 'en';

export interface SampleCustomer {
  readonly name: string;
  /** In which the people who work for this customer write. */
  readonly language: SampleLanguage;
  readonly projects: readonly [string, ...string[]];
  readonly contact: readonly [first: string, last: string];
}

const customerOf =
  (language: SampleLanguage) =>
  (name: string, contact: SampleCustomer['contact'], ...projects: SampleCustomer['projects']): SampleCustomer => ({
    name,
    language,
    projects,
    contact,
  });
const zh = customerOf('zh');
const en = customerOf('en');

export const customers: readonly SampleCustomer[] = [
  zh('东岭电力集团', ['国栋', '陈'], '调度自动化改造', '配网数据平台', '变电站智能巡检'),
  zh('海澜港务股份', ['海涛', '林'], '集装箱码头智能闸口', '岸桥远控', '港口能效管理'),
  zh('青禾农业科技', ['敏', '周'], '冷链追溯系统', '智慧温室', '种子基地物联网'),
  zh('云岭轨道交通', ['建平', '赵'], '综合监控升级', '车辆段智能运维', '票务清分系统'),
  zh('安泰重型机械', ['立新', '吴'], '数字化车间', 'MES 集团推广', '备件预测平台'),
  zh('瑞丰商业银行', ['静', '徐'], '新一代核心系统', '反欺诈平台', '数据治理咨询'),
  zh('明湖市人民医院', ['晓燕', '孙'], '影像云平台', '智慧病房', '互联互通测评'),
  zh('北辰航空制造', ['志远', '高'], '质量追溯平台', '试验数据管理', '工装数字化'),
  zh('天合新材料', ['雪', '何'], 'LIMS 实验室系统', '能源管理中心', '配方管理平台'),
  zh('星河城市投资', ['骏', '马'], '城市运行管理中心', '地下管网监测', '停车一体化平台'),
  zh('长宁职业学院', ['磊', '郑'], '实训基地信息化', '一卡通升级', '教务平台重构'),
  zh('丰源水务', ['春梅', '罗'], '二次供水监控', '智慧水表试点', '管网漏损治理'),
  zh('锦程物流', ['浩', '梁'], '智能分拣中心', '运输调度平台', '仓储机器人'),
  zh('泰和药业', ['丽华', '宋'], '批记录电子化', '冷库温控监测', '药品追溯平台'),
  zh('金川矿业', ['永强', '唐'], '井下人员定位', '选矿智能控制', '无人矿卡调度'),
  zh('滨海石化', ['文博', '许'], '泄漏监测系统', '工艺报警优化', '设备健康管理'),
  zh('华屿酒店集团', ['佳', '韩'], '会员中台', '客控系统改造', '收益管理系统'),
  zh('南岭高速公路', ['志强', '冯'], '自由流收费试点', '隧道机电升级', '路网监测平台'),
  zh('博雅出版传媒', ['颖', '邓'], '内容中台', '数字印刷排产', '版权管理系统'),
  zh('西山钢铁', ['卫东', '曹'], '高炉专家系统', '能源集控', '铁水运输调度'),
  en(
    'Nordwind Energie AG',
    ['Katrin', 'Behrens'],
    'Wind farm SCADA renewal',
    'Grid balancing platform',
    'Turbine inspection',
  ),
  en(
    'Castellan Pharma',
    ['Hugh', 'Marlowe'],
    'Serialization roll-out',
    'Batch release portal',
    'Clinical supply planning',
  ),
  en('Meridian Rail Ltd', ['Aoife', 'Brennan'], 'Depot digital twin', 'Crew planning renewal', 'Signalling spares'),
  en(
    'Pacific Crest Foods',
    ['Daniel', 'Okafor'],
    'Cold chain telemetry',
    'Trade promotion planning',
    'Plant scheduling',
  ),
  en('Solvanta Mining', ['Camila', 'Reyes'], 'Haul fleet dispatch', 'Tailings monitoring', 'Assay laboratory system'),
  en('Kitazawa Precision', ['Haruto', 'Mori'], 'Smart line pilot', 'Supplier quality portal', 'Tool life analytics'),
  en('Aurelia Insurance', ['Chiara', 'Conti'], 'Claims automation', 'Agent mobile suite', 'Fraud scoring'),
  en('Zephyr Telecom', ['Imran', 'Siddiqui'], 'Network inventory', '5G private campus', 'Field service planning'),
  en('Halden Shipyards', ['Ingrid', 'Solberg'], 'Yard logistics control', 'Weld quality records', 'Dock energy supply'),
  en(
    'Corvane Automotive',
    ['Luc', 'Marchand'],
    'Paint shop analytics',
    'Battery line traceability',
    'Dealer parts portal',
  ),
  en(
    'Brightwater Utilities',
    ['Grace', 'Whitfield'],
    'Leak detection network',
    'Meter data platform',
    'Pump control renewal',
  ),
  en('Oakline Logistics', ['Priya', 'Raman'], 'Cross-dock automation', 'Route planning', 'Returns centre'),
  en('Valdora Airports', ['Mateo', 'Silva'], 'Baggage tracking', 'Apron control centre', 'Security lane pilot'),
  en('Lumen Glassworks', ['Eva', 'Horak'], 'Furnace control renewal', 'Optical inspection', 'Order configurator'),
  en('Stonebridge Hospitals', ['Ruth', 'Adeyemi'], 'Patient flow system', 'Imaging archive', 'Pharmacy robots'),
  en('Terranova Cement', ['Nikos', 'Pappas'], 'Kiln optimisation', 'Dispatch terminals', 'Emission monitoring'),
  en('Fairhaven Retail', ['Emily', 'Novotny'], 'Store replenishment', 'Loyalty platform', 'Shelf label roll-out'),
  en('Arctis Fisheries', ['Jonas', 'Eide'], 'Catch traceability', 'Vessel telemetry', 'Processing line control'),
  en('Quillon Semiconductors', ['Mei', 'Tanaka'], 'Fab scheduling', 'Yield data platform', 'Clean room monitoring'),
  en('Ravensworth Water', ['Owen', 'Pritchard'], 'Flood warning network', 'Treatment works control', 'Customer portal'),
];

export const partners: readonly string[] = ['启明系统集成', '博远信息', 'Lindqvist Systems', 'Vantage Integrators'];

export const competitors: readonly string[] = ['华讯科技', '中科联创', 'Borealis Tech', 'Orbis Systems', 'Kestrel AG'];

const numerals = '一二三四五六七八九十';

/** What a deal is called: the customer, the project, and from the second deal of that project on its phase. */
export function dealName({ name, language }: SampleCustomer, project: string, phase: number): string {
  const later = language === 'zh' ? ` ${numerals[phase - 1] ?? phase}期` : `, phase ${phase}`;
  return `${name} · ${project}${phase > 1 ? later : ''}`;
}
