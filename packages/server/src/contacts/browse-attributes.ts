import type { Attribute, AttributeScope, AttributesAnswer } from '@halo/wire/dashboard/settings.ts';
import { LIMITS } from '@halo/wire/limits.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
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

/** One attribute as the list shows it. Refuses `not_found`. */
export async function requireAttribute(
  deps: Pick<Deps, 'db'>,
  workspaceId: string,
  { scope, key }: { scope: AttributeScope; key: string },
): Promise<Attribute> {
  const attributes = await listDescribedAttributes(deps.db.sql, workspaceId, scope);
  const attribute = attributes.find((row) => row.key === key);
  if (!attribute) throw new Refusal('not_found', 'Nobody has sent this key yet.');
  return attribute;
}
