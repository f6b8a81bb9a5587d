import { signUserToken } from 'haloagents/server';
import { currentPerson } from '../session';

/** A token for whoever is signed in; nothing for visitors. The secret never leaves the server. */
export async function GET(): Promise<Response> {
  const person = await currentPerson();
  const secret = process.env.HALO_SECRET;
  if (!person || !secret) return new Response(null, { status: 204 });
  const { id, ...claims } = person;
  return new Response(
    await signUserToken(id, { secret, keyId: process.env.HALO_SECRET_ID, companyId: 'acme', claims }),
    {
      headers: { 'cache-control': 'no-store' },
    },
  );
}
