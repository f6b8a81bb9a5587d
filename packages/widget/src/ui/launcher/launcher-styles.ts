const LIGHT = `
--bg:#fff;--bg-soft:#f5f6f9;--line:#e3e5ec;--text:#1c1f2b;--text-soft:#555b6e;--danger:#b42318;--good:#17734a;
--link:var(--link_light);--edge:var(--edge_light);
--shadow:0 0 0 1px rgb(20 24 40/.06),0 2px 6px rgb(20 24 40/.08),0 16px 48px rgb(20 24 40/.18);color-scheme:light;`;

const DARK = `
--bg:#171922;--bg-soft:#20232e;--line:#313543;--text:#eceef4;--text-soft:#a5abbd;--danger:#ff9c92;--good:#6fd6a5;
--link:var(--link_dark);--edge:var(--edge_dark);
--shadow:0 0 0 1px rgb(255 255 255/.08),0 2px 6px rgb(0 0 0/.4),0 16px 48px rgb(0 0 0/.55);color-scheme:dark;`;

/** The host's reset, the tokens of both themes, and the launcher. `!important` here beats whatever the page says of it. */
export const LAUNCHER_STYLES = `
:host{all:initial!important;position:fixed!important;inset:auto 0 0 auto!important;width:0!important;height:0!important;
display:block!important;z-index:2147483000!important}
:host([hidden]){display:none!important}
.halo{--accent:#4a3fc0;--on_accent:#fff;--link_light:#4a3fc0;--link_dark:#8880d5;--edge_light:#4a3fc0;--edge_dark:#675eca;
--round:50%;--corner:16px;${LIGHT}
font:400 15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--text);text-align:start}
.halo[data-corners=soft]{--round:16px;--corner:10px}
.halo[data-corners=square]{--round:4px;--corner:4px}
@media (prefers-color-scheme:dark){.halo[data-theme=auto]{${DARK}}}
.halo[data-theme=dark]{${DARK}}
.launcher{position:fixed;bottom:var(--bottom);right:var(--side);width:56px;height:56px;padding:0;border:0;border-radius:var(--round);cursor:pointer;
background:var(--accent);color:var(--on_accent);display:grid;place-items:center;
box-shadow:inset 0 0 0 1px var(--edge),0 1px 3px rgb(20 24 40/.2),0 6px 20px rgb(20 24 40/.16);transition:transform .15s ease-out,box-shadow .15s ease-out}
.left .launcher{right:auto;left:var(--side)}
.launcher:hover{transform:translateY(-1px);box-shadow:inset 0 0 0 1px var(--edge),0 2px 4px rgb(20 24 40/.22),0 10px 28px rgb(20 24 40/.2)}
.launcher:focus-visible{outline:2px solid var(--bg);box-shadow:0 0 0 4px var(--link)}
.launcher[hidden]{display:none}
.launcher svg{width:28px;height:28px;transition:transform .18s ease-out}
.launcher img{width:100%;height:100%;object-fit:cover;border-radius:inherit}
.launcher[aria-expanded=true] .ring{transform:rotate(90deg)}
.launcher[aria-busy=true] .ring{animation:turn .9s ease-in-out infinite}
.dot{position:absolute;top:1px;inset-inline-end:1px;width:14px;height:14px;box-sizing:border-box;border-radius:50%;
background:#d92d20;border:2px solid #fff}
.dot[hidden]{display:none}
.toast{position:fixed;bottom:calc(var(--bottom) + 68px);right:var(--side);max-width:280px;padding:10px 14px;border-radius:10px;background:var(--bg);
font-size:14px;box-shadow:var(--shadow)}
.left .toast{right:auto;left:var(--side)}
.toast:empty{display:none}
@keyframes turn{to{transform:rotate(360deg)}}
@media (max-width:480px){.open .launcher{display:none}}
@media (prefers-reduced-motion:reduce){.launcher,.launcher *{transition:none!important;animation:none!important}}
@media (forced-colors:active){.launcher{border:2px solid ButtonText}.launcher:focus-visible{outline:2px solid Highlight}
.dot{forced-color-adjust:none;background:Highlight;border-color:Canvas}}
@media print{:host{display:none!important}}
`;
