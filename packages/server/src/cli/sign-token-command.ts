import { readUserId } from '@halo/wire/subject-id.ts';
import { readKeyRing } from '../identity/key-ring.ts';
import { signIdentityToken } from '../identity/sign-identity-token.ts';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../workspaces/read-settings.ts';
import { type Command, need, needOrg, readPair, readValue, UsageError } from './command.ts';

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

export const signTokenCommand: Command = {
  name: 'token sign',
  usage: 'token sign --org ID --user-id U [--claim k=v]… [--expires-in 1h]',
  about: "sign a user token with the workspace's newest secret, for trying things out",
  options: {
    org: { type: 'string' },
    'user-id': { type: 'string' },
    claim: { type: 'string', multiple: true, default: [] },
    'expires-in': { type: 'string', default: '1h' },
  },
  async run(call) {
    const workspaceId = needOrg(call);
    const user = readUserId(need(call, 'user-id'));
    if (!user.ok) throw new UsageError(`--user-id: ${user.why}`);
    const seconds = readSpan(need(call, 'expires-in'));
    const claims = Object.fromEntries(
      (call.options.claim as string[]).map((pair) => {
        const [name, text] = readPair(pair);
        return [name, readValue(text)];
      }),
    );
    const deps = await call.deps();
    await readSettings(deps, workspaceId);
    const [key] = await readKeyRing(deps, workspaceId);
    if (!key)
      throw new Refusal('not_found', 'This workspace has no live identity secret. Make one in Settings > Security.');
    const now = Math.floor(deps.now().getTime() / 1000);
    const token = signIdentityToken(key, { ...claims, user_id: user.id, iat: now, exp: now + seconds });
    return {
      json: { token, user_id: user.id, kid: key.id, expires_at: new Date((now + seconds) * 1000).toISOString() },
      text: token,
    };
  },
};

/** Seconds of `90s`, `15m`, `1h`, `7d`; negative spans make tokens that have expired already. */
function readSpan(text: string): number {
  const [, amount, unit = 's'] = /^(-?\d{1,9})([smhd]?)$/.exec(text) ?? [];
  if (amount === undefined) throw new UsageError('--expires-in is a span such as 90s, 15m, 1h or 7d');
  return Number(amount) * (SECONDS[unit || 's'] ?? 1);
}
