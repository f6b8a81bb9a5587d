import type { Deps } from '../deps.ts';
import { foundWorkspace } from './found-workspace.ts';
import { findDemoWorkspace, lockDemo } from './workspace-store.ts';

/** What the demo customer of this installation lives in. */
export interface DemoWorkspace {
  id: string;
  createdAt: string;
  /** It was made just now and holds nobody yet. */
  isNew: boolean;
}

/**
 * The workspace of the demo app, made when it is first asked for. Whoever owns the installation, or comes to own it
 * later, is its owner like of any other workspace (safety A2).
 */
export async function openDemoWorkspace(
  deps: Pick<Deps, 'db' | 'now' | 'secrets' | 'publish'>,
): Promise<DemoWorkspace> {
  const known = await findDemoWorkspace(deps.db.sql);
  if (known) return { ...known, isNew: false };
  return deps.db.transaction(async (tx) => {
    await lockDemo(tx.sql);
    const others = await findDemoWorkspace(tx.sql);
    if (others) return { ...others, isNew: false };
    await foundWorkspace(deps, tx, { name: 'Acme Forms', actor: { kind: 'halo' }, isDemo: true });
    const made = await findDemoWorkspace(tx.sql);
    if (!made) throw new Error('the demo workspace was made and is not there');
    return { ...made, isNew: true };
  });
}
