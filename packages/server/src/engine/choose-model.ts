import type { LanguageModel } from 'ai';
import { type AiSettings, keyPlace } from '../agents/ai-settings.ts';
import type { Deps } from '../deps.ts';
import { outsideFetch } from '../fetch-outside.ts';
import type { ModelSettings } from './models/model.ts';
import { openModel } from './models/open-model.ts';
import { takeCall } from './usage-store.ts';

/** Who answers one turn. A null model is the built-in answerer. */
export interface ChosenModel {
  model: LanguageModel | null;
  /** `openai/gpt-x`, or `builtin`. */
  name: string;
  /** For teammates: why the built-in answerer stands in for the workspace's model. */
  note: string | null;
}

/** The largest count a day can hold. */
const NO_BOUND = 2_147_483_647;

const SPENT = {
  all: "The workspace's daily limit of model answers is reached; the built-in answerer replies until midnight (UTC).",
  unproved:
    'The daily limit of model answers for people who prove nothing is reached; the built-in answerer replies to them until midnight (UTC).',
  sealed:
    "The provider's key cannot be opened, so the built-in answerer replies. Set the key anew in AI agent > Character.",
};

/** The model of the workspace, else the server's; counted, and the built-in answerer where the day is spent (safety A3). */
export async function chooseModel(
  deps: Pick<Deps, 'db' | 'config' | 'now' | 'secrets' | 'log'>,
  workspaceId: string,
  settings: AiSettings,
  call: { unproved: boolean },
): Promise<ChosenModel> {
  let opened: { model: LanguageModel | null; name: string };
  try {
    opened = openChosen(deps, workspaceId, settings.model);
  } catch (error) {
    deps.log.error({ err: error, workspace_id: workspaceId }, 'a provider key does not open');
    return { model: null, name: 'builtin', note: SPENT.sealed };
  }
  if (!opened.model) return { ...opened, note: null };
  const day = deps.now().toISOString().slice(0, 10);
  const unprovedMost = settings.dailyUnprovedCalls ?? deps.config.model.unprovedPerDay;
  const most = { calls: settings.dailyCalls ?? NO_BOUND, unproved: unprovedMost };
  const take = (unproved: boolean) => takeCall(deps.db.sql, { workspaceId, day, unproved, most });
  if (await take(call.unproved)) return { ...opened, note: null };
  const note = call.unproved && unprovedMost < most.calls ? SPENT.unproved : SPENT.all;
  return { model: null, name: 'builtin', note };
}

/** Opens a workspace's own model, its address through the door for addresses from data; null: the server's. */
export function openChosen(
  deps: Pick<Deps, 'config' | 'secrets'>,
  workspaceId: string,
  own: AiSettings['model'],
): { model: LanguageModel | null; name: string } {
  const { settings, fetch } = settingsOf(deps, workspaceId, own);
  const model = openModel(settings, fetch);
  return { model, name: model ? `${settings.provider}/${settings.model}` : 'builtin' };
}

/** What opens a workspace's own provider, or the server's. Throws where the key does not open. */
export function settingsOf(
  deps: Pick<Deps, 'config' | 'secrets'>,
  workspaceId: string,
  own: AiSettings['model'],
): { settings: ModelSettings; fetch?: typeof globalThis.fetch } {
  if (!own) return { settings: deps.config.model };
  const { provider, model, baseUrl, keySealed } = own;
  const apiKey = keySealed && deps.secrets.open(Buffer.from(keySealed), keyPlace(workspaceId));
  return { settings: { provider, model, baseUrl, apiKey }, fetch: outsideFetch(deps) };
}

/** Millionths of a dollar; null where no price is known. */
export function costMicros(
  { inputPrice, outputPrice }: Pick<AiSettings, 'inputPrice' | 'outputPrice'>,
  { inputTokens, outputTokens }: { inputTokens: number; outputTokens: number },
): number | null {
  if (inputPrice === null || outputPrice === null) return null;
  return Math.round(inputTokens * inputPrice + outputTokens * outputPrice);
}
