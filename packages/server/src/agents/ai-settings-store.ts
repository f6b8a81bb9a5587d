import type { Sql } from '../db/database.ts';
import type { AiSettings } from './ai-settings.ts';

interface SettingsRow {
  guidance: string[];
  provider: NonNullable<AiSettings['model']>['provider'] | null;
  model: string;
  base_url: string | null;
  key_sealed: Uint8Array | null;
  input_price: number | null;
  output_price: number | null;
  daily_calls: number | null;
  daily_unproved_calls: number | null;
}

export async function findAiSettings(sql: Sql, workspaceId: string): Promise<AiSettings | null> {
  const [row] = await sql<SettingsRow[]>`
    select guidance, provider, model, base_url, key_sealed, input_price, output_price, daily_calls, daily_unproved_calls
    from ai_settings where workspace_id = ${workspaceId}`;
  return row ? toSettings(row) : null;
}

/** The same, kept from changing until the transaction ends, also while there is no row yet. */
export async function lockAiSettings(sql: Sql, workspaceId: string, at: Date): Promise<AiSettings | null> {
  await sql`
    insert into ai_settings (workspace_id, updated_at) values (${workspaceId}, ${at.toISOString()})
    on conflict (workspace_id) do update set updated_at = excluded.updated_at`;
  return findAiSettings(sql, workspaceId);
}

export async function updateAiSettings(sql: Sql, workspaceId: string, settings: AiSettings): Promise<void> {
  const { model } = settings;
  await sql`
    update ai_settings set
      guidance = ${settings.guidance}::text[], provider = ${model?.provider ?? null}, model = ${model?.model ?? ''},
      base_url = ${model?.baseUrl ?? null}, key_sealed = ${model?.keySealed ?? null},
      input_price = ${settings.inputPrice}, output_price = ${settings.outputPrice},
      daily_calls = ${settings.dailyCalls}, daily_unproved_calls = ${settings.dailyUnprovedCalls}
    where workspace_id = ${workspaceId}`;
}

function toSettings(row: SettingsRow): AiSettings {
  const { provider, model, base_url: baseUrl, key_sealed: keySealed } = row;
  return {
    guidance: row.guidance,
    model: provider && { provider, model, baseUrl, keySealed },
    inputPrice: row.input_price,
    outputPrice: row.output_price,
    dailyCalls: row.daily_calls,
    dailyUnprovedCalls: row.daily_unproved_calls,
  };
}
