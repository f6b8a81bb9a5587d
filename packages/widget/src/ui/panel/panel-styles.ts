/** The panel. Colours come from the launcher's tokens; the grid is 4 px. */
export const PANEL_STYLES = `
.hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.panel,.panel *{box-sizing:border-box}
.panel{position:fixed;bottom:calc(var(--bottom) + 68px);right:var(--side);width:400px;max-width:calc(100vw - 2*var(--side));
height:min(680px,calc(100vh - var(--bottom) - 76px));height:min(680px,calc(100dvh - var(--bottom) - 76px));display:flex;flex-direction:column;overflow:hidden;border-radius:var(--corner);background:var(--bg);
color:var(--text);box-shadow:var(--shadow);animation:rise .16s ease-out;transform-origin:bottom right}
.left .panel{right:auto;left:var(--side);transform-origin:bottom left}
.panel[hidden]{display:none}
.panel p,.panel h2,.panel ul,.panel ol{margin:0;padding:0}
.panel button{font:inherit;color:inherit;background:none;border:0;padding:0;margin:0;cursor:pointer;text-align:start}
.panel :focus-visible{outline:2px solid var(--link);outline-offset:2px}

.head{display:flex;align-items:center;gap:12px;padding-block:14px;padding-inline:20px 12px;border-bottom:1px solid var(--line)}
.avatar{flex:none;width:36px;height:36px;border-radius:50%;display:grid;place-items:center;background:var(--accent);
color:var(--on_accent);font-weight:600;font-size:16px}
.avatar .ring{width:20px;height:20px}
.avatar img{width:100%;height:100%;object-fit:cover;border-radius:inherit}
.panel .bubble,.panel .send,.panel .main,.avatar{box-shadow:inset 0 0 0 1px var(--edge)}
.avatar:has(img){box-shadow:none;background:none}
.head.filled{background:var(--accent);color:var(--on_accent);border-color:transparent;box-shadow:inset 0 -1px 0 var(--edge)}
.panel .filled p,.panel .filled .icon{color:inherit}
.filled .avatar{background:var(--on_accent);color:var(--accent);box-shadow:none}
.panel .filled .icon:hover{background:color-mix(in srgb,currentColor 14%,transparent);color:inherit}
.panel .filled :focus-visible{outline-color:currentColor}
.logo{display:block;max-width:180px;height:36px;margin-bottom:20px;object-fit:contain;object-position:0 50%}
[dir=rtl] .logo{object-position:100% 50%}
.avatar.person{background:var(--bg-soft);color:var(--text);box-shadow:inset 0 0 0 1px var(--line)}
.who{flex:1;min-width:0}
.who h2{font-size:15px;line-height:20px;font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:start}
.who p{font-size:13px;line-height:18px;color:var(--text-soft)}
.panel .icon{flex:none;width:36px;height:36px;border-radius:8px;display:grid;place-items:center;color:var(--text-soft)}
.icon svg{width:20px;height:20px}
.panel .icon:hover{background:var(--bg-soft);color:var(--text)}

.head.among{padding-inline-start:12px;gap:8px}
[dir=rtl] .back svg{transform:scaleX(-1)}
.now{display:contents}
.now[hidden]{display:none}
.panel .entries{list-style:none;margin:-20px -20px 0}
.entries li{border-bottom:1px solid var(--line)}
.panel .entries button{position:relative;display:block;width:100%;padding:12px 20px}
.panel .entries button:hover{background:var(--bg-soft)}
.panel .entries button:focus-visible{outline-offset:-2px}
.entries .row{display:flex;gap:12px;justify-content:space-between;flex-wrap:nowrap}
.entries .row>:first-child{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;line-height:22px}
.entries .new .row>:first-child{font-weight:600}
.entries time,.entries .sub{flex:none;display:block;font-size:13px;line-height:20px;color:var(--text-soft);overflow-wrap:anywhere}
.entries .new:before{content:"";position:absolute;inset-inline-start:7px;top:20px;width:7px;height:7px;border-radius:50%;background:var(--accent);
box-shadow:0 0 0 1px var(--edge)}
.panel .nothing{margin:auto;text-align:center;max-width:30ch;color:var(--text-soft);font-size:14px}
.foot{padding:12px 16px;border-top:1px solid var(--line)}
.panel .foot .main{width:100%;text-align:center}

.notice{padding:10px 20px;font-size:13px;line-height:18px;background:var(--bg-soft);border-bottom:1px solid var(--line)}
.notice.none{padding:0;border:0}

.middle{position:relative;flex:1;min-height:0;display:flex}
.thread{flex:1;min-width:0;overflow-y:auto;overscroll-behavior:contain;padding:20px;display:flex;flex-direction:column;gap:16px;
scrollbar-width:thin;scrollbar-color:var(--line) transparent}
.panel .thread:focus-visible{outline-offset:-2px}
.thread>*{flex:none}
.connecting{margin:auto;padding:0;display:flex;align-items:center;gap:10px;color:var(--text-soft);font-size:14px}
.panel .connecting{margin:auto}
.connecting .ring{width:20px;height:20px;color:var(--link)}
.turning{animation:turn 1s ease-in-out infinite}

.panel .start{margin-top:auto}
.hello{font-size:22px;line-height:28px;font-weight:600;letter-spacing:-.01em}
.greeting{font-size:22px;line-height:28px;color:var(--text-soft);letter-spacing:-.01em}
.panel .suggestions{list-style:none;margin-top:20px;border-top:1px solid var(--line)}
.suggestions li{border-bottom:1px solid var(--line)}
.panel .suggestions button{width:100%;min-height:48px;padding:12px 0;display:flex;align-items:center;gap:12px;line-height:22px}
.suggestions span{flex:1}
.suggestions svg{flex:none;width:16px;height:16px;color:var(--text-soft);transition:transform .15s ease-out}
[dir=rtl] .suggestions svg{transform:scaleX(-1)}
.suggestions button:hover span{color:var(--link)}
[dir=ltr] .suggestions button:hover svg{transform:translateX(2px)}

.own{display:flex;flex-direction:column;align-items:flex-end;gap:4px}
.own+.own{margin-top:-8px}
.panel .bubble{max-width:84%;padding:10px 14px;border-radius:var(--corner);border-end-end-radius:4px;background:var(--accent);
color:var(--on_accent);line-height:22px;white-space:pre-wrap;overflow-wrap:anywhere}
.fate{font-size:13px;line-height:18px;color:var(--text-soft)}
.fate.failed{color:var(--danger)}
.panel .plain{color:var(--link);font-weight:500;text-decoration:none}
.panel .plain:hover{text-decoration:underline}
.fate .plain{font-size:13px;text-decoration:underline}

.answer{display:flex;flex-direction:column;gap:6px;max-width:100%}
.by{font-size:13px;line-height:18px;font-weight:600}
.panel .said{align-self:center;max-width:88%;text-align:center;font-size:13px;line-height:18px;color:var(--text-soft)}
.typing{display:flex;gap:4px;align-items:center;height:24px}
.typing i{width:6px;height:6px;border-radius:50%;background:var(--text-soft);animation:breathe 1.2s ease-in-out infinite}
.typing i:nth-of-type(2){animation-delay:.15s}
.typing i:nth-of-type(3){animation-delay:.3s}

.markdown{line-height:24px;overflow-wrap:anywhere;unicode-bidi:plaintext}
.markdown>*+*,.markdown blockquote>*+*,.markdown li>:is(p,pre,blockquote,.table){margin-top:10px}
.markdown li>:is(ul,ol){margin-top:4px}
.panel .markdown>*+*{margin-top:10px}
.panel .markdown ul,.panel .markdown ol{padding-inline-start:22px}
.markdown li+li{margin-top:4px}
.markdown strong{font-weight:600}
.panel a{color:var(--link);text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:2px}
.panel a:hover{text-decoration-thickness:2px}
.host{font-size:12px;color:var(--text-soft);text-decoration:none;display:inline-block;margin-inline-start:4px}
.markdown code{font:13px/20px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--bg-soft);padding:1px 4px;border-radius:4px}
.markdown pre{margin:0;padding:12px;overflow-x:auto;background:var(--bg-soft);border-radius:8px;line-height:20px}
.markdown pre code{padding:0;background:none;overflow-wrap:normal;white-space:pre}
.markdown blockquote{margin:0;padding-inline-start:12px;border-inline-start:2px solid var(--line);color:var(--text-soft)}
.markdown hr{border:0;border-top:1px solid var(--line);width:100%}
.table{overflow-x:auto}
.table table{border-collapse:collapse;font-size:14px;line-height:20px}
.table th,.table td{padding-block:6px;padding-inline:0 12px;border-bottom:1px solid var(--line);text-align:start;vertical-align:top;overflow-wrap:normal}
.panel .sources{list-style:none;counter-reset:source;display:flex;flex-direction:column;gap:2px;font-size:13px;line-height:18px;color:var(--text-soft)}
.sources li{counter-increment:source;display:flex;gap:6px}
.sources li::before{content:counter(source);font-variant-numeric:tabular-nums}
.sources a{overflow-wrap:anywhere}

.lead{display:flex;flex-direction:column;gap:10px;padding:16px;border:1px solid var(--line);border-radius:14px}
.lead label{display:flex;flex-direction:column;gap:4px;font-size:13px;line-height:18px}
.lead i{font-style:normal;color:var(--text-soft)}
.lead input{width:100%;margin:0;padding:8px 12px;font:inherit;font-size:16px;line-height:22px;color:inherit;background:var(--bg);
border:1px solid var(--line);border-radius:10px;text-align:start}
.lead input[aria-invalid]{border-color:var(--danger)}
.lead .fate:empty{display:none}
.lead dl{margin:0;font-size:14px;line-height:20px}
.lead dl>div{display:flex;gap:12px;padding:4px 0}
.lead dt{flex:none;width:34%;overflow-wrap:anywhere;color:var(--text-soft)}
.lead dd{flex:1;min-width:0;margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
.lead .row{display:flex;align-items:center;gap:16px}
.panel .main{min-height:36px;padding:0 16px;border-radius:10px;background:var(--accent);color:var(--on_accent);font-size:14px;font-weight:500}
.lead .plain{min-height:36px;font-size:14px}

.ending{display:flex;flex-direction:column;gap:16px;padding-top:8px}
.rating{display:flex;flex-wrap:wrap;gap:8px;align-items:center;justify-content:center;font-size:14px}
.panel .rating{border:0;margin:0;padding:0;min-width:0}
.rating legend{display:block;width:100%;padding:0 0 8px;text-align:center;font-weight:600}
.panel .rating button{min-height:36px;padding:0 14px;border:1px solid var(--line);border-radius:8px;font-size:14px}
.panel .rating button:hover{border-color:var(--link);color:var(--link)}
.thanks{text-align:center;font-size:14px;color:var(--good)}
.panel .to-end{position:absolute;bottom:12px;left:50%;transform:translateX(-50%);padding:6px 14px;border-radius:999px;font-size:13px;
background:var(--bg);box-shadow:var(--shadow)}

.composer{padding:12px 16px 8px;border-top:1px solid var(--line)}
.field{display:flex;align-items:flex-end;gap:8px;padding:5px;border:1px solid var(--line);border-radius:14px;background:var(--bg)}
.field:focus-within{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}
.field textarea{flex:1;min-width:0;margin:0;padding:6px 0;border:0;outline:0;resize:none;background:none;color:inherit;font:inherit;
font-size:16px;line-height:24px;height:36px;scrollbar-width:thin}
.panel .field textarea:focus-visible{outline:0}
.field textarea::placeholder{color:var(--text-soft);opacity:1}
.panel .send{flex:none;width:36px;height:36px;border-radius:10px;display:grid;place-items:center;background:var(--accent);color:var(--on_accent)}
.panel .send[aria-disabled=true]{box-shadow:none;background:var(--bg-soft);color:var(--text-soft);cursor:default}
.send svg{width:20px;height:20px}
.under{min-height:32px;display:flex;align-items:center;justify-content:center;font-size:13px;color:var(--text-soft)}
.under:empty{min-height:8px}
.panel .under .plain{min-height:28px;padding:0 8px;font-size:13px;color:var(--text-soft);border-radius:6px}
.panel .under .plain:hover{color:var(--link)}


.pictures{display:flex;flex-wrap:wrap;gap:8px;max-width:100%}
.own .pictures{justify-content:flex-end}
.panel .pictures>button{display:block;max-width:100%;border-radius:12px;overflow:hidden;background:var(--bg-soft);box-shadow:inset 0 0 0 1px var(--line)}
.pictures canvas{display:block;max-width:100%}
.panel .tray{list-style:none;display:flex;flex-wrap:wrap;gap:10px;padding:0 0 10px}
.tray li{position:relative;width:64px;height:64px}
.tray canvas{width:64px!important;height:64px;object-fit:cover;border-radius:8px;background:var(--bg-soft)}
.panel .tray button{position:absolute;top:-8px;inset-inline-end:-8px;width:24px;height:24px;border-radius:50%;display:grid;place-items:center;
background:var(--text);color:var(--bg)}
.tray svg{width:16px;height:16px}
.composer .fate{padding-bottom:8px}
.viewer{max-width:none;max-height:none;width:100%;height:100%;margin:0;padding:24px;border:0;background:none;cursor:zoom-out}
.viewer[open]{display:grid;place-items:center}
.viewer::backdrop{background:rgb(10 12 20/.86)}
.viewer canvas{max-width:100%;max-height:calc(100dvh - 48px)}
.panel .viewer .icon{position:fixed;top:12px;inset-inline-end:12px;background:var(--bg);color:var(--text)}
.viewer .fate{padding:12px 16px;border-radius:8px;background:var(--bg)}

@keyframes rise{from{opacity:0;transform:translateY(8px) scale(.985)}}
@keyframes breathe{0%,60%,100%{opacity:.3}30%{opacity:1}}
@media (max-width:480px){.panel,.left .panel{inset:0;width:auto;max-width:none;height:100%;height:100dvh;border-radius:0;box-shadow:none}
.composer{padding-bottom:calc(8px + env(safe-area-inset-bottom))}
.head{padding-top:calc(14px + env(safe-area-inset-top))}}
@media (prefers-reduced-motion:reduce){.panel,.panel *{animation:none!important;transition:none!important}.typing i{opacity:.6}}
@media (forced-colors:active){.panel{border:1px solid CanvasText}.panel .bubble,.panel .send,.panel .main{border:1px solid CanvasText}
.panel .field:focus-within{outline:2px solid Highlight}.typing i{background:CanvasText}.panel .to-end{border:1px solid ButtonText}}
`;
