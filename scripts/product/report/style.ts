/** What the pages have beside the audit's look: heat, charts, tables of figures, and A4. */
import { style as plain } from '../audit/index.ts';

/** A class for each step of heat, from the palest to the darkest; each text is legible on its own. */
const heat: readonly (readonly [back: string, ink: string])[] = [
  ['#fff', 'var(--ink)'],
  ['#eef4fb', 'var(--ink)'],
  ['#d6e6f7', 'var(--ink)'],
  ['#b3d0ef', 'var(--ink)'],
  ['#86b3e2', 'var(--ink)'],
  ['#1f66b1', '#fff'],
  ['#0b3f78', '#fff'],
];

export const style = `${plain}
main{max-width:76rem}
header{border-bottom:3px solid var(--bar);padding-bottom:.75rem;margin-bottom:1rem}
.lead{font-size:1.05rem}
.tile b{font-size:1.45rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1rem 2rem;align-items:start}
.trio{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1rem 2rem}
figure{margin:.5rem 0}
figcaption{color:var(--soft);font-size:.87rem;margin-bottom:.25rem}
figure svg{display:block;width:100%;max-width:34rem;height:auto}
svg text{font-size:12.5px;fill:var(--ink)}
svg .soft{fill:var(--soft)}
svg .onbar{fill:#fff}
svg .bar,svg .dot{fill:var(--bar)}
svg .bar2{fill:#c77700}
svg .tie{fill:#d6e6f7}
svg .grid{stroke:var(--line);fill:none}
svg .band{fill:#b3d0ef;fill-opacity:.6}
svg .line{stroke:var(--bar);stroke-width:2;fill:none}
svg .even{stroke:#8b949e;stroke-dasharray:4 4;fill:none}
.key{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin:0 .35em 0 .9em}
.key:first-child{margin-left:0}
.key.one{background:var(--bar)}
.key.two{background:#c77700}
th.money,td.money{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tfoot td,tfoot th{border-top:2px solid var(--line);font-weight:600;color:var(--ink)}
.names{margin:0;padding:0;list-style:none}
.names li{margin-bottom:.15rem}
table.heat{table-layout:fixed;border-collapse:separate;border-spacing:2px}
.heat th,.heat td{border:0;border-radius:4px;padding:.35rem .25rem;text-align:center;overflow-wrap:anywhere}
.heat th[scope=row]{text-align:left;font-weight:400;color:var(--ink)}
.heat th.wide{width:24%}
.heat td b{display:block;font-size:1rem;line-height:1.2}
.heat td small{display:block;font-size:.78rem;line-height:1.2}
.heat tfoot td,.heat tfoot th,.heat td.sum{background:var(--back);border:0}
${heat.map(([back, ink], step) => `.heat .h${step}{background:${back};color:${ink}}`).join('\n')}
.heat .few{background:var(--back);color:var(--soft)}
@media screen and (max-width:44rem){
table.heat{display:table;font-size:.75rem}
.heat thead{display:table-header-group;position:static;width:auto;height:auto;clip-path:none}
.heat tbody{display:table-row-group}
.heat tfoot{display:table-footer-group}
.heat tr{display:table-row;padding:0}
.heat td,.heat th{display:table-cell;width:auto;padding:.3rem .1rem}
.heat td b{font-size:.8rem}
.heat td small{font-size:.68rem}
.heat td::before{content:none}
tfoot{display:block}
tfoot tr,tfoot th{display:block;border:0;padding:.1rem 0}
td.money{text-align:left}
tbody th[scope=row]{display:block;border:0;padding:.1rem 0;color:var(--ink)}
.heat tbody th[scope=row],.heat tfoot th{display:table-cell;padding:.3rem .1rem}
.heat tfoot tr{display:table-row}
}
@page{size:A4;margin:14mm 12mm}
@media print{
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:10.5px}
h1{font-size:1.5rem}
.card,.tile{break-inside:avoid}
.card.long{break-inside:auto}
h2,h3,figcaption{break-after:avoid}
figure,tr{break-inside:avoid}
thead{display:table-header-group}
tfoot{display:table-row-group}
svg text{font-size:11px}
.tile b{font-size:1.1rem}
.tiles{grid-template-columns:repeat(4,1fr)}
.pair{grid-template-columns:1fr 1fr}
.trio{grid-template-columns:1fr 1fr 1fr}
}
`;
