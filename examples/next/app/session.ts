'use server';

import { cookies } from 'next/headers';
import { PEOPLE, type PersonId } from '../../people';

/** Who is signed in. An app of yours would read a session of its own here, not a bare name. */
export async function currentPerson(): Promise<{ id: PersonId; name: string; plan: string } | null> {
  const id = (await cookies()).get('person')?.value;
  return id === 'jane' || id === 'sam' ? { id, ...PEOPLE[id] } : null;
}

export async function signIn(form: FormData): Promise<void> {
  (await cookies()).set('person', String(form.get('person')), { httpOnly: true, sameSite: 'lax' });
}

export async function signOut(): Promise<void> {
  (await cookies()).delete('person');
}
