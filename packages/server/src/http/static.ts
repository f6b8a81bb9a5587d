import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { type Bundle, DASHBOARD, WIDGET } from '../bundles/bundle.ts';
import { keptBuild, nameOfBuild } from '../bundles/keep-build.ts';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { answerError } from './answer-error.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.cjs': 'text/javascript; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Safety P1. Inline scripts, remote images and frames around the page are all shut out. */
const PAGE_POLICY = "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
export const PAGE_HEADERS = {
  'content-security-policy': PAGE_POLICY,
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** Longer ones are no file of ours, and a file system may refuse even to look. */
const LONGEST_NAME = 200;

const FOREVER = 'public, max-age=31536000, immutable';
const SHORT = 'public, max-age=300, stale-while-revalidate=86400';

/** The built widget under `/sdk`, the dashboard under `/dashboard`, and the mark as the site's icon. */
export function staticRoutes(
  deps: Pick<Deps, 'log'> & { config: Pick<Config, 'dataDir'> },
  built: { widget: Bundle; dashboard: Bundle } = { widget: WIDGET, dashboard: DASHBOARD },
): Hono {
  const app = new Hono();
  const widget = openFolder(built.widget.dist);
  const dashboard = openFolder(built.dashboard.dist);
  const version = versionOf(built.widget);
  const builds = new Map<string, ReturnType<typeof openFolder>>();
  /** The files under `latest`, under the version, or under the name of this build or a former one. */
  const sdk = (asked: string) => {
    if (asked === 'latest' || asked === version || asked === nameOfBuild(built.widget)) return widget;
    const folder = keptBuild(deps.config.dataDir, asked);
    if (!folder) return null;
    const files = builds.get(asked) ?? openFolder(folder);
    builds.set(asked, files);
    return files;
  };
  const refuse = (refusal: Refusal) =>
    answerError(deps, refusal, `req_${randomUUID()}`, { 'access-control-allow-origin': '*' });
  const missing = (what: string) => refuse(new Refusal('not_found', `There is no ${what} here.`));
  const notBuilt = ({ name }: Bundle) =>
    refuse(new Refusal('not_ready', `The ${name} is not built yet. Try again in a moment.`, { retry_after: 2 }));

  app.get('/sdk/:version/:path{.+}', (c) => {
    if (!existsSync(built.widget.dist)) return notBuilt(built.widget);
    const asked = c.req.param('version');
    const file = sdk(asked)?.(c.req.param('path'));
    if (!file) return missing('such SDK file or version');
    return answerFile(c.req.raw, file, {
      'cache-control': asked === 'latest' ? SHORT : FOREVER,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'timing-allow-origin': '*',
    });
  });

  app.get('/dashboard/:path{.*}', (c) => {
    const path = c.req.param('path');
    const file = path === '' ? null : dashboard(path);
    if (file) {
      // The build names these files by their content.
      const lasting = path.startsWith('assets/') ? FOREVER : 'no-cache';
      return answerFile(c.req.raw, file, { ...PAGE_HEADERS, 'cache-control': lasting });
    }
    const page = dashboard('index.html');
    if (!page) return notBuilt(built.dashboard);
    // Every other address is a place inside the page, but a file of an older build must not be answered with it.
    if (path.startsWith('assets/')) return missing('such file');
    return answerFile(c.req.raw, page, { ...PAGE_HEADERS, 'cache-control': 'no-store' });
  });
  app.get('/dashboard', (c) => c.redirect('/dashboard/', 308));
  app.get('/', (c) => c.redirect('/dashboard/', 302));
  app.get('/favicon.ico', (c) => {
    const mark = dashboard('mark.svg');
    return mark ? answerFile(c.req.raw, mark, { 'cache-control': 'public, max-age=86400' }) : missing('icon');
  });
  return app;
}

interface BuiltFile {
  type: string;
  plain: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer> | null;
  etag: string;
  changed: number;
}

/** Files of a folder, read once and again when they changed on disk. Names that lead out of it find nothing. */
function openFolder(folder: string): (path: string) => BuiltFile | null {
  const files = new Map<string, BuiltFile>();
  return (path) => {
    const inside = normalize(path);
    if (
      inside.length > LONGEST_NAME ||
      inside.startsWith('..') ||
      inside.startsWith('/') ||
      /(^|\/)\.|\0|\\/.test(inside)
    )
      return null;
    const stat = statSync(join(folder, inside), { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    const known = files.get(inside);
    if (known?.changed === stat.mtimeMs) return known;
    const file = readBuilt(join(folder, inside), stat.mtimeMs);
    files.set(inside, file);
    return file;
  };
}

function readBuilt(path: string, changed: number): BuiltFile {
  const plain = Uint8Array.from(readFileSync(path));
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const zipped = /^(text|application\/json|image\/svg)/.test(type)
    ? Uint8Array.from(gzipSync(plain, { level: 9 }))
    : null;
  const gzip = zipped && zipped.length < plain.length ? zipped : null;
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { type, plain, gzip, etag, changed };
}

function answerFile(request: Request, file: BuiltFile, headers: Record<string, string>): Response {
  const common = { ...headers, etag: file.etag, vary: 'accept-encoding', 'x-content-type-options': 'nosniff' };
  if (request.headers.get('if-none-match')?.includes(file.etag))
    return new Response(null, { status: 304, headers: common });
  const zip = file.gzip !== null && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  return new Response(zip ? file.gzip : file.plain, {
    headers: { ...common, 'content-type': file.type, ...(zip && { 'content-encoding': 'gzip' }) },
  });
}

function versionOf(bundle: Bundle): string {
  return (JSON.parse(readFileSync(join(bundle.folder, 'package.json'), 'utf8')) as { version: string }).version;
}
