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
.tile b{font-size:1.25rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1rem 2rem;align-items:start}
@media screen and (min-width:64rem){.pair{grid-template-columns:minmax(0,4fr) minmax(0,5fr)}}
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
.deal,.short,.names{overflow-wrap:anywhere}
.names{margin:0;padding:0;list-style:none}
.names li{display:inline}
.names li:not(:last-child)::after{content:' · '}
table.heat{table-layout:fixed;border-collapse:separate;border-spacing:2px}
.heat th,.heat td{border:0;border-radius:4px;padding:.35rem .25rem;text-align:center;overflow-wrap:anywhere}
.heat tbody th,.heat tfoot th{text-align:left;font-weight:400;color:var(--ink)}
.heat th.wide{width:24%}
.heat td b{display:block;font-size:1rem;line-height:1.2}
.heat th small{display:block;font-weight:400;font-size:.78rem}
h3{margin-top:1rem}
.heat td small{display:block;font-size:.78rem;line-height:1.2}
.heat tfoot td,.heat tfoot th,.heat td.sum{background:var(--back);border:0}
${heat.map(([back, ink], step) => `.heat .h${step}{background:${back};color:${ink}}`).join('\n')}
.heat .few{background:var(--back);color:var(--soft)}
@media screen and (max-width:44rem){
table.heat,table.narrow{display:table;font-size:.76rem}
:is(.heat,.narrow) thead{display:table-header-group;position:static;width:auto;height:auto;clip-path:none}
:is(.heat,.narrow) tbody{display:table-row-group}
:is(.heat,.narrow) tfoot{display:table-footer-group}
:is(.heat,.narrow) tr{display:table-row;padding:0}
:is(.heat,.narrow) :is(td,th){display:table-cell;width:auto;padding:.3rem .15rem}
:is(.heat,.narrow) td::before{content:none}
.narrow td{border-bottom:1px solid var(--line)}
.narrow .money{white-space:normal;text-align:right;overflow-wrap:anywhere}
main{padding:1rem .6rem 2rem}
.card{padding:.75rem .6rem}
table.heat{border-spacing:1px}
.heat th.wide{width:21%}
.heat thead th small{display:none}
.tile b{font-size:1.05rem}
.narrow th{overflow-wrap:normal}
.heat :is(td,th){padding:.3rem 0}
.heat tbody th{padding-right:.2rem}
.heat td b{font-size:.7rem;white-space:nowrap}
.heat td small{font-size:.68rem}
.wide td{grid-template-columns:6.5rem minmax(0,1fr)}
.wide td::before{white-space:normal;overflow-wrap:break-word}
.wide tfoot,.wide tfoot tr{display:block}
.wide tfoot th{display:block;border:0;padding:.1rem 0}
.wide td.money{text-align:left}
}
@page{size:A4;margin:14mm 12mm}
@media print{
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
html{font-size:10.5px}
body{font-size:10.5px}
.card,.tile{break-inside:avoid}
.card.long{break-inside:auto}
h2,h3,figcaption{break-after:avoid}
figure,tr{break-inside:avoid}
thead{display:table-header-group}
tfoot{display:table-row-group}
svg text{font-size:11px}
.tile b{font-size:1.2rem}
.tiles{grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));gap:.5rem}
.pair{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}
.trio{grid-template-columns:repeat(3,minmax(0,1fr))}
.tile{padding:.5rem .6rem}
}
`;
