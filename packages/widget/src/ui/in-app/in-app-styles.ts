/** A card above the launcher and bars along the edges. Where the panel is open, it is what counts. */
export const IN_APP_STYLES = `
.in-app *{box-sizing:border-box}
.in-app p{margin:0}
.card,.banner{position:fixed;background:var(--bg);color:var(--text);box-shadow:var(--shadow);animation:rise .18s ease-out}
.card{bottom:calc(var(--bottom,20px) + 68px);right:var(--side,20px);width:min(340px,calc(100vw - 2*var(--side,20px)));
max-height:min(60vh,520px);overflow:auto;padding:16px;border-radius:12px;display:flex;flex-direction:column;gap:12px}
.left .card{right:auto;left:var(--side,20px)}
.halo:has(.launcher[hidden]) .card{bottom:var(--bottom,20px)}
.open .in-app{display:none}
.sender{display:flex;align-items:center;gap:8px;font-size:13px;line-height:20px;color:var(--text-soft);padding-inline-end:32px;min-width:0}
.sender bdi{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.initial{flex:none;width:28px;height:28px;border-radius:50%;display:grid;place-items:center;font-size:13px;font-weight:600;
background:var(--accent,#4a3fc0);color:var(--on_accent,#fff)}
.said{min-width:0;overflow-wrap:anywhere}
.card .title{font-weight:600;font-size:16px;line-height:24px;padding-inline-end:24px}
.card .sender+.said .title{padding-inline-end:0}
.title+.markdown{margin-top:4px}
.in-app .markdown{font-size:14px;line-height:21px;unicode-bidi:plaintext}
.in-app .markdown>*+*{margin-top:8px}
.in-app .markdown :is(ul,ol){margin:0;padding-inline-start:20px}
.in-app .markdown a{color:var(--link)}
.in-app .markdown .host{color:var(--text-soft)}
.in-app .markdown :is(pre,.table){overflow-x:auto;margin-inline:0}
.in-app .markdown :is(code,pre){font:13px/20px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--bg-soft);border-radius:4px}
.in-app .markdown pre{padding:8px}
.in-app .markdown blockquote{margin:0;padding-inline-start:12px;border-inline-start:2px solid var(--line);color:var(--text-soft)}
.follow{align-self:flex-start;flex:none;max-width:100%;min-height:36px;padding:7px 14px;border:0;border-radius:8px;cursor:pointer;
font-family:inherit;font-size:14px;font-weight:600;line-height:22px;text-decoration:none;overflow-wrap:anywhere;text-align:center;
background:var(--accent,#4a3fc0);color:var(--on_accent,#fff)}
.shut{position:absolute;top:10px;inset-inline-end:10px;width:32px;height:32px;padding:6px;border:0;border-radius:8px;cursor:pointer;
background:none;color:var(--text-soft)}
.shut:hover{background:var(--bg-soft);color:var(--text)}
.shut svg{display:block;width:20px;height:20px}
.in-app :is(button,a):focus-visible{outline:2px solid var(--link);outline-offset:2px}
.banner{left:0;right:0;display:flex;align-items:center;justify-content:center;gap:8px 16px;flex-wrap:wrap;max-height:40vh;overflow:auto;
padding:10px 56px;box-shadow:0 0 0 1px var(--line),0 2px 8px rgb(20 24 40/.1);font-size:14px;line-height:21px}
.banner.top{top:0}
.banner.bottom{bottom:0;padding-right:96px}
.left .banner.bottom{padding-right:56px;padding-left:96px}
.banner .said{display:flex;flex-wrap:wrap;gap:0 8px;align-items:baseline;max-width:72ch}
.banner .title{font-weight:600}
.banner .title+.markdown{margin:0}
.banner .follow{align-self:center;min-height:30px;padding:4px 12px}
.banner .shut{top:calc(50% - 16px)}
.banner.bottom .shut{inset-inline-end:auto;left:12px}
.left .banner.bottom .shut{left:auto;right:12px}
@keyframes rise{from{opacity:0;transform:translateY(6px)}}
@media (max-width:480px){
.banner{left:8px;right:8px;border-radius:10px;justify-content:flex-start;padding:10px 48px 10px 14px}
.banner:dir(rtl){padding:10px 14px 10px 48px}
.banner.top{top:8px}
.banner.bottom,.left .banner.bottom{bottom:calc(var(--bottom,20px) + 68px);padding:10px 48px 10px 14px}
.banner.bottom:dir(rtl),.left .banner.bottom:dir(rtl){padding:10px 14px 10px 48px}
.banner .shut,.banner.bottom .shut,.left .banner.bottom .shut{left:auto;right:auto;inset-inline-end:8px;top:6px}
.in-app:has(.card) .banner.bottom{display:none}
}
@media (prefers-reduced-motion:reduce){.card,.banner{animation:none}}
@media (forced-colors:active){.card,.banner{border:1px solid CanvasText}.follow,.shut{border:1px solid ButtonText}}
`;
