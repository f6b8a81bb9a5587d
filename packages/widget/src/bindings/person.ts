import type { HaloInstance } from '../instance.ts';
import type { HaloOptions } from '../options.ts';

/** Of the options those that may change while Halo runs: who is here, and what is going on. */
export type PersonOptions = Pick<
  HaloOptions,
  'userId' | 'userTraits' | 'companyId' | 'companyTraits' | 'context' | 'userToken'
>;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const idOf = (id: string | number | null | undefined) => (id == null || id === 'anonymous' ? null : String(id));

/** Tells Halo what has changed between two renderings of a page. From somebody to nobody is a logout. */
export function tellChanges(halo: HaloInstance, was: PersonOptions, is: PersonOptions): void {
  const before = idOf(was.userId);
  const now = idOf(is.userId);
  const left = before !== null && now === null;
  if (left) void halo.reset();
  else if (now !== null && !same([before, was.userTraits, was.userToken], [now, is.userTraits, is.userToken]))
    void halo.identify(now, is.userTraits, is.userToken ? { userToken: is.userToken } : undefined);

  // Another person begins with nothing: what holds for them is said again.
  const { companyId, companyTraits, context } = before === now || before === null ? was : {};
  for (const [key, entry] of Object.entries(is.context ?? {})) {
    if (!same(entry, context?.[key])) halo.setContext(key, entry);
  }
  for (const key of Object.keys(context ?? {})) if (!(key in (is.context ?? {}))) halo.clearContext(key);
  const company = idOf(is.companyId);
  if (company !== null && !same([idOf(companyId), companyTraits], [company, is.companyTraits]))
    void halo.identifyCompany(company, is.companyTraits);
}
