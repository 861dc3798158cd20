/** The look of the page: one column on a phone, plain on paper. */
export const style = `
:root{color-scheme:light;--ink:#1b1f24;--soft:#59636e;--line:#d8dee4;--back:#f6f8fa;--bar:#0b5cab;--bad:#b42318}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.15rem;margin:0 0 .25rem}
h3{font-size:1rem;margin:0 0 .5rem}
p{margin:.25rem 0}
.soft{color:var(--soft)}
.card{background:#fff;border:1px solid var(--line);border-radius:8px;padding:1rem;margin:1rem 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(45%,10rem),1fr));gap:.75rem;margin:1rem 0}
.tile{background:#fff;border:1px solid var(--line);border-radius:8px;padding:.75rem 1rem}
.tile b{display:block;font-size:1.25rem;line-height:1.3;overflow-wrap:anywhere}
.tile.bad b{color:var(--bad)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1rem}
.charts .card{margin:0}
.charts{align-items:start}
.bars{list-style:none;margin:0;padding:0}
.bars li{margin:.5rem 0}
.bars .label{display:flex;justify-content:space-between;gap:.75rem}
.bars .label span:first-child{overflow-wrap:anywhere}
.bars .label span:last-child{white-space:nowrap;color:var(--soft);font-size:.87rem}
.bars svg{display:block;width:100%;height:8px}
.contents{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:.15rem 1.5rem;list-style:none;margin:.5rem 0 0;padding:0}
.contents li{display:flex;justify-content:space-between;gap:.75rem;border-bottom:1px solid var(--line);padding:.2rem 0}
.contents b{white-space:nowrap}
a{color:var(--bar)}
table{width:100%;border-collapse:collapse;margin-top:.75rem;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .5rem;border-bottom:1px solid var(--line);overflow-wrap:break-word}
td ul{margin:0;padding-left:1.1rem}
td.deal{min-width:12rem}
td.short{min-width:6rem}
th{color:var(--soft);font-weight:600}
.id{display:block;color:var(--soft);font-size:.78rem}
.money{text-align:right;white-space:nowrap}
@media screen and (max-width:44rem){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,td{display:block;width:100%}
tr{border-bottom:1px solid var(--line);padding:.5rem 0}
td{border:0;padding:.1rem 0;display:grid;grid-template-columns:4.5rem minmax(0,1fr);gap:.5rem}
td.deal,td.short{min-width:0}
td::before{content:attr(data-label);color:var(--soft)}
td:empty{display:none}
.money{text-align:left}
}
@media print{body{background:#fff;font-size:11px}main{max-width:none;padding:0}.card,.tile{break-inside:avoid-page;border-color:#bbb}.long{break-inside:auto}tr{break-inside:avoid}}
`;
