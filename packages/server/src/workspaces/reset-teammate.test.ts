import { verifyPassword } from 'better-auth/crypto';
import { describe, expect, it } from 'vitest';
import { newId } from '../db/new-id.ts';
import { testDatabase } from '../testing/test-database.ts';
import { resetTeammate } from './reset-teammate.ts';
import { findTeammateByEmail, insertTeammate } from './teammate-store.ts';

const { db } = await testDatabase();
const deps = { db, now: () => new Date() };

async function teammate(email: string): Promise<string> {
  const id = newId();
  await insertTeammate(db.sql, { id, accountId: newId(), name: 'Sam', email, passwordHash: 'no hash' });
  await db.sql`insert into teammate_sessions (id, teammate_id, token, expires_at) values (${newId()}, ${id}, ${newId()}, now() + interval '1 day')`;
  await db.sql`insert into teammate_two_factors (id, teammate_id, secret, backup_codes) values (${newId()}, ${id}, 's', 'b')`;
  await db.sql`update teammates set two_factor_enabled = true where id = ${id}`;
  return id;
}

describe('resetTeammate', () => {
  it('gives a password that works, and ends every session', async () => {
    const id = await teammate('sam@acme.test');
    const { password } = await resetTeammate(deps, { email: ' Sam@Acme.test', dropTwoFactor: false });
    const after = await findTeammateByEmail(db.sql, 'sam@acme.test');
    expect(await verifyPassword({ hash: after?.passwordHash ?? '', password })).toBe(true);
    expect(await db.sql`select 1 from teammate_sessions where teammate_id = ${id}`).toHaveLength(0);
    expect(after?.twoFactor).toBe(true);
  });

  it('takes the second factor away only when asked to', async () => {
    await teammate('kim@acme.test');
    await resetTeammate(deps, { email: 'kim@acme.test', dropTwoFactor: true });
    expect((await findTeammateByEmail(db.sql, 'kim@acme.test'))?.twoFactor).toBe(false);
  });

  it('refuses an address that nobody has', async () => {
    await expect(resetTeammate(deps, { email: 'nobody@acme.test', dropTwoFactor: false })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
