/**
 * A dashboard for each role. All of them show a reader what that reader may see (`LoggedInUser`): one that runs as a
 * fixed user would show everybody what the person sees who deployed it.
 */
import type { Dashboard, DashboardFolder, DashboardGridComponent } from '@salesforce/types/metadata';
import { component, type Component, type Partially } from '../metadata/index.ts';
import { messagesIn } from '../messages/index.ts';
import { baseLanguage, type SalesModel } from '../model/index.ts';
import { reportFolder, type ReportSpec } from './report-file.ts';
import { reportSpecs, sharedWithAll } from './reports.ts';

const folder = 'TAS_Dashboards';

/** Width of the grid, and of a chart: two beside each other. */
const columns = 12;
const width = 6;
const height = 8;

const roles = [
  {
    key: 'rep',
    about: 'repAbout',
    name: 'TAS_Rep',
    shows: ['TAS_My_Funnel', 'TAS_My_Open_Items', 'TAS_My_Requests_Waiting', 'TAS_My_Left_Behind'],
  },
  {
    key: 'manager',
    about: 'managerAbout',
    name: 'TAS_Manager',
    shows: [
      'TAS_Requests_Waiting',
      'TAS_Funnel',
      'TAS_Open_Items',
      'TAS_Left_Behind',
      'TAS_Time_In_Stage',
      'TAS_Ends_',
    ],
  },
  {
    key: 'management',
    about: 'managementAbout',
    name: 'TAS_Management',
    shows: ['TAS_Funnel', 'TAS_Conversion', 'TAS_Lost_Reasons', 'TAS_Gate_Hit_Rate', 'TAS_Grade_Drift'],
  },
] as const;

/** At most as many components as the platform takes. */
const most = 20;

/** Folder and dashboards, over the reports that the model has. */
export function dashboards(model: SalesModel, origin: string): Component[] {
  const { reports: texts } = messagesIn(baseLanguage(model));
  const all = reportSpecs(model);
  return [
    component<DashboardFolder>(
      `dashboards/${folder}.dashboardFolder-meta.xml`,
      'DashboardFolder',
      { ...sharedWithAll, name: texts.dashboards },
      origin,
    ),
    ...roles.map(({ key, about, name, shows }) =>
      component<Dashboard>(
        `dashboards/${folder}/${name}.dashboard-meta.xml`,
        'Dashboard',
        {
          backgroundEndColor: '#FFFFFF',
          backgroundFadeDirection: 'Diagonal',
          backgroundStartColor: '#FFFFFF',
          dashboardGridLayout: {
            dashboardGridComponents: shows
              .flatMap((wanted) =>
                all.filter((one) => (wanted.endsWith('_') ? one.name.startsWith(wanted) : one.name === wanted)),
              )
              .slice(0, most)
              .map(chart),
            numberOfColumns: columns,
            rowHeight: 36,
          },
          dashboardType: 'LoggedInUser',
          description: texts[about],
          isGridLayout: true,
          textColor: '#000000',
          title: texts[key],
          titleColor: '#000000',
          titleSize: 12,
        },
        origin,
      ),
    ),
  ];
}

/** A report as a bar for each of its rows: how many records. The org wants `sortBy` and `chartAxisRange` of every chart. */
function chart({ name, label, down }: ReportSpec, index: number): Partially<DashboardGridComponent> {
  const [first] = down;
  return {
    colSpan: width,
    columnIndex: (index * width) % columns,
    dashboardComponent: {
      autoselectColumnsFromReport: false,
      chartAxisRange: 'Auto',
      chartSummary: [{ axisBinding: 'y', column: 'RowCount' }],
      componentType: 'Bar',
      decimalPrecision: 0,
      displayUnits: 'Auto',
      drillEnabled: true,
      drillToDetailEnabled: false,
      enableHover: true,
      expandOthers: false,
      groupingColumn: first === undefined ? [] : [first.column],
      header: label,
      legendPosition: 'Bottom',
      report: `${reportFolder}/${name}`,
      showPercentage: false,
      showValues: true,
      sortBy: 'RowLabelAscending',
      useReportChart: false,
    },
    rowIndex: Math.floor((index * width) / columns) * height,
    rowSpan: height,
  };
}
