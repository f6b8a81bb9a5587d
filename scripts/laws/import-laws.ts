import { isUnknownRoom, type Place, placeOf } from './place.ts';
import type { Import, Source } from './source.ts';

/** A law that a file breaks, in words that say what to do. */
export interface Violation {
  path: string;
  says: string;
}

/** Packages that only one place of the server may know. Types are free where `typesFree` says so. */
const ADDRESSES: { packages: RegExp; home: RegExp; where: string; typesFree?: boolean }[] = [
  { packages: /^(hono|@hono\/)/, home: /^http$|^(start-server|main)\.ts$/, where: 'http/' },
  { packages: /^(ai|@ai-sdk\/.*)$/, home: /^engine$/, where: 'engine/models/' },
  { packages: /^postgres$/, home: /^db$/, where: 'db/', typesFree: true },
  { packages: /^pg-boss$/, home: /^jobs$/, where: 'jobs/' },
  { packages: /^better-auth(\/|$)/, home: /^workspaces$/, where: 'workspaces/' },
  { packages: /^(pino|pino-pretty)$/, home: /^log\.ts$/, where: 'log.ts', typesFree: true },
  { packages: /^prom-client$/, home: /^http$/, where: 'http/metrics.ts' },
  { packages: /^node:child_process$/, home: /^(db|bundles)$/, where: 'db/ and bundles/' },
  { packages: /^node:worker_threads$/, home: /^knowledge$/, where: 'knowledge/' },
];

/** Laws 1 to 4 of ARCHITECTURE.md, and the addresses of outside packages. */
export function checkImports(sources: readonly Source[]): Violation[] {
  const validators = findValidators(sources);
  return sources.flatMap((source) => {
    const from = placeOf(source.path);
    const broken = source.imports.flatMap((one) => judge(from, one, validators));
    if (isUnknownRoom(source.path))
      broken.push(`stands in a room without a floor; give ${from.room} one in scripts/laws/place.ts`);
    return broken.map((says) => ({ path: source.path, says }));
  });
}

function judge(from: Place, one: Import, validators: ReadonlySet<string>): string[] {
  const { specifier, target } = one;
  const broken: string[] = [];
  if (target === null) {
    if (from.package === 'server' && !from.isTest) broken.push(...judgeAddress(from, one));
    return broken;
  }
  const to = placeOf(target);
  if (from.package === 'wire' && to.package !== 'wire') broken.push(`imports ${specifier}: wire imports none of ours`);
  if (
    (from.package === 'widget' || from.package === 'dashboard') &&
    to.package !== from.package &&
    to.package !== 'wire'
  ) {
    broken.push(`imports ${specifier}: the ${from.package} imports only wire`);
  }
  if (from.package === 'widget' && !from.isTest && !one.isType && validators.has(target)) {
    broken.push(`imports ${specifier}, which brings zod: the widget takes only types from it`);
  }
  if (from.package === 'server') {
    if (to.package === 'widget' || to.package === 'dashboard')
      broken.push(`imports ${specifier}: the server knows neither widget nor dashboard`);
    if (to.package === 'server') broken.push(...judgeRooms(from, to, one));
  }
  return broken;
}

function judgeRooms(from: Place, to: Place, { specifier, isType }: Import): string[] {
  const broken: string[] = [];
  if (to.isStore && to.room !== from.room && from.room !== 'testing') {
    broken.push(`imports ${specifier}: a store is imported only inside its room`);
  }
  if (from.isTest) return broken;
  if (to.room === 'testing') broken.push(`imports ${specifier}: only tests import testing/`);
  if (from.isTop || from.room === 'testing') return broken;
  if (to.isTop) broken.push(`imports ${specifier}: nothing imports what puts the house together`);
  if (from.room === 'http' && to.room === 'db') broken.push(`imports ${specifier}: http never imports db`);
  if (from.room !== 'http' && to.room === 'http')
    broken.push(`imports ${specifier}: only http and the start of the house import http`);
  if (from.floor !== null && to.floor !== null && to.floor > from.floor) {
    broken.push(`imports ${specifier}: ${to.room} is a floor above ${from.room}; tell it by publish`);
  }
  if (from.floor === null && from.room !== 'http' && to.floor !== null && to.room !== 'db' && !isType) {
    broken.push(`imports ${specifier}: what all rooms share knows a room only by its types`);
  }
  return broken;
}

function judgeAddress(from: Place, { specifier, isType }: Import): string[] {
  const address = ADDRESSES.find(({ packages }) => packages.test(specifier));
  if (!address || from.isTop || address.home.test(from.room ?? '') || (isType && address.typesFree)) return [];
  return [`imports ${specifier}: it is known only in ${address.where}`];
}

/** The files of wire that bring zod along, themselves or by what they import. */
function findValidators(sources: readonly Source[]): Set<string> {
  const wire = sources.filter(({ path }) => placeOf(path).package === 'wire');
  const found = new Set<string>();
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { path, imports } of wire) {
      const brings = ({ specifier, target, isType }: Import) =>
        !isType && (specifier === 'zod' || (target !== null && found.has(target)));
      if (imports.some(brings)) found.add(path);
    }
  }
  return found;
}
