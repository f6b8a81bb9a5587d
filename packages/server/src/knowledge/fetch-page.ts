import type { Deps } from '../deps.ts';
import { fetchOutside, type OutsideAnswer, OutsideError, type OutsideRequest } from '../fetch-outside.ts';
import { robotsAllow } from './robots.ts';
import { SourceFault } from './source.ts';

const PAGE = { maxBytes: 5_000_000, timeoutMs: 20_000 };
const ROBOTS = { maxBytes: 600_000, timeoutMs: 10_000 };

/** A page from the web, where its robots.txt allows it. Throws `SourceFault` for everything that keeps it from us. */
export async function fetchPage(
  deps: Pick<Deps, 'config'>,
  url: string,
): Promise<{ bytes: Uint8Array; mediaType: string }> {
  await askRobots(deps, url);
  const headers = { accept: 'text/html, text/markdown, text/plain, application/pdf;q=0.9' };
  const answer = await ask(deps, url, { ...PAGE, headers });
  // A redirect led to another page, which has a say of its own.
  if (answer.url !== new URL(url).href) await askRobots(deps, answer.url);
  if (answer.status !== 200) throw new SourceFault(`The address answered with status ${answer.status}.`);
  return { bytes: answer.body, mediaType: String(answer.headers['content-type'] ?? '') };
}

async function askRobots(deps: Pick<Deps, 'config'>, url: string): Promise<void> {
  const { origin, pathname, search } = new URL(url);
  const { status, body } = await ask(deps, `${origin}/robots.txt`, ROBOTS);
  if (status >= 500) throw new SourceFault('The robots.txt of this site cannot be read just now, so nothing is.');
  if (status !== 200) return;
  if (!robotsAllow(new TextDecoder().decode(body), pathname + search)) {
    throw new SourceFault('The robots.txt of this site does not let this page be read.');
  }
}

async function ask(deps: Pick<Deps, 'config'>, url: string, how: OutsideRequest): Promise<OutsideAnswer> {
  try {
    return await fetchOutside(deps, url, how);
  } catch (error) {
    throw error instanceof OutsideError ? new SourceFault(error.message) : error;
  }
}
