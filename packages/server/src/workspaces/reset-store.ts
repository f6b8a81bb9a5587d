import type { Sql } from '../db/database.ts';

/** Gives a teammate another password; for one who had none it becomes a way to sign in. */
export async function replacePassword(
  sql: Sql,
  account: { id: string; teammateId: string; passwordHash: string },
): Promise<void> {
  await sql`
    insert into teammate_accounts (id, teammate_id, provider_id, account_id, password)
    values (${account.id}, ${account.teammateId}, 'credential', ${account.teammateId}, ${account.passwordHash})
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = now()`;
}

/** Signs a teammate out of every browser. */
export async function endTeammateSessions(sql: Sql, teammateId: string): Promise<void> {
  await sql`delete from teammate_sessions where teammate_id = ${teammateId}`;
}

/** Takes the second factor away, for a teammate who lost the device. */
export async function dropTwoFactor(sql: Sql, teammateId: string): Promise<void> {
  await sql`delete from teammate_two_factors where teammate_id = ${teammateId}`;
  await sql`update teammates set two_factor_enabled = false, updated_at = now() where id = ${teammateId}`;
}
