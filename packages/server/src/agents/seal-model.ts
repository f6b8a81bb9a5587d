import type { WorkspaceModel } from '@halo/wire/dashboard/agent.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { type AiSettings, keyPlace } from './ai-settings.ts';

const NEEDS_KEY = ['openai', 'anthropic'];

/**
 * A model as it is stored. The stored key goes along only to the provider and address it was given for: whoever may
 * change the address could else have it sent to themselves. Refuses `invalid_request` where something is missing.
 */
export function sealModel(
  deps: Pick<Deps, 'secrets'>,
  workspaceId: string,
  said: WorkspaceModel,
  before: AiSettings['model'],
): NonNullable<AiSettings['model']> {
  const { provider, key } = said;
  if (provider === 'builtin') return { provider, model: '', baseUrl: null, keySealed: null };
  const baseUrl = said.baseUrl?.replace(/\/+$/, '') ?? null;
  if (said.model === '') throw missing('model', 'name the model');
  if (provider === 'openai-compatible' && baseUrl === null)
    throw missing('baseUrl', 'give the address of the provider');
  const same = before?.provider === provider && before.baseUrl === baseUrl;
  const kept = same && key === undefined ? before.keySealed : null;
  const keySealed = key ? deps.secrets.seal(key, keyPlace(workspaceId)) : kept;
  if (!keySealed && NEEDS_KEY.includes(provider)) throw missing('key', 'give the key of the provider');
  return { provider, model: said.model, baseUrl, keySealed };
}

function missing(path: string, why: string): Refusal {
  return new Refusal('invalid_request', `model.${path}: ${why}`, { path: `model.${path}` });
}
