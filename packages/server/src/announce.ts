import type { Deps } from './deps.ts';
import { issueOwnerLink } from './workspaces/issue-owner-link.ts';

/**
 * Says that the server is up. In development that is a page for people: where everything is, and, while nobody owns
 * this Halo, the link that makes the reader its owner. A production log is kept and shipped, so no link stands in it.
 */
export async function announce(deps: Deps, startedMs: number, print: (text: string) => void): Promise<void> {
  const { config, log } = deps;
  const ms = Math.round(startedMs);
  if (config.production) {
    log.info({ url: config.publicUrl, host: config.host, port: config.port, ms }, 'ready');
    return;
  }
  const owner = await issueOwnerLink(deps);
  const lines = [
    '',
    `  Halo is ready (${(ms / 1000).toFixed(1)} s)`,
    '',
    `  Dashboard   ${config.publicUrl}/dashboard/`,
    ...(config.demo ? [`  Demo        ${config.publicUrl}/demo/`] : []),
    `  API         ${config.publicUrl}/docs`,
    ...(owner
      ? ['', '  Nobody owns this Halo yet. This link makes you its owner, once, within a day:', `  ${owner.link}`]
      : []),
    '',
  ];
  print(`${lines.join('\n')}\n`);
}
