'use client';

import { HaloProvider, useHalo, useHaloState } from 'haloagents/react';
import type { ReactNode } from 'react';

interface HaloProps {
  person: { id: string; name: string; plan: string } | null;
  /** Whether the server can sign tokens. */
  signs: boolean;
  children: ReactNode;
}

const getUserToken = () => fetch('/halo-token').then((answer) => (answer.ok ? answer.text() : null));

export function Halo({ person, signs, children }: HaloProps) {
  return (
    <HaloProvider
      apiUrl={process.env.NEXT_PUBLIC_HALO_URL ?? 'http://localhost:3000'}
      orgId={process.env.NEXT_PUBLIC_HALO_ORG ?? 'YOUR_ORG'}
      apiKey={process.env.NEXT_PUBLIC_HALO_KEY ?? 'YOUR_WIDGET_KEY'}
      userId={person?.id}
      userTraits={person ? { name: person.name, plan: person.plan } : undefined}
      companyId={person && 'acme'}
      getUserToken={signs ? getUserToken : undefined}
    >
      {children}
    </HaloProvider>
  );
}

export function Help() {
  const halo = useHalo();
  const { unread } = useHaloState();
  return (
    <button type="button" className="primary" onClick={() => halo.openChat()}>
      {unread > 0 ? `Help (${unread} new)` : 'Help'}
    </button>
  );
}
