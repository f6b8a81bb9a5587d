import type { AttributeScope, AttributesAnswer } from '@halo/wire/dashboard/settings.ts';
import { LIMITS } from '@halo/wire/limits.ts';
import type { Deps } from '../deps.ts';
import { countAttributes, listDescribedAttributes } from './attribute-list-store.ts';

/** Every key a scope has ever seen, the most held first. At most 2,000 by nature, so it is one page. */
export async function browseAttributes(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  scope: AttributeScope,
): Promise<AttributesAnswer> {
  const [attributes, counts] = await Promise.all([
    listDescribedAttributes(deps.db.sql, workspaceId, scope),
    countAttributes(deps.db.sql, workspaceId),
  ]);
  return { attributes, counts, limit: LIMITS.attributesPerScope };
}
