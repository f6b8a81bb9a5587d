import type { OpenLinkAnswer, WelcomeAnswer } from '@halo/wire/dashboard/teammates.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError, send } from '../api.ts';
import { meQuery } from '../features/account/account-queries.ts';
import { AcceptLinkForm } from '../features/sign-in/accept-link-form.tsx';
import { Entrance } from '../features/sign-in/entrance.tsx';
import { readFragmentToken } from '../features/sign-in/fragment-token.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { ButtonLink } from '../ui/link-tabs.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { ShownOnce } from '../ui/shown-once.tsx';

/** Where owner links and invitations lead. The token stays in the fragment: no server or log sees it in an address. */
export function WelcomePage() {
  const [token] = useState(() => readFragmentToken(window.location.hash));
  const [accepted, setAccepted] = useState<WelcomeAnswer | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const offer = useQuery({
    queryKey: ['welcome-link', token],
    queryFn: ({ signal }) => send<OpenLinkAnswer>('POST', '/api/dashboard/welcome/open', { token }, signal),
    enabled: token !== null,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const notFound = offer.error instanceof ApiError && [400, 404].includes(offer.error.status);
  if (!token || notFound) {
    return (
      <Entrance
        title="This link does not work"
        about="It was used already, has expired, or was cut when it was copied. Links work once."
      >
        <p className="mb-4 text-body text-ink-soft">
          For the first owner, print a new one with{' '}
          <code className="font-mono text-list">npm run -s halo -- owner link</code>. For an invitation, ask whoever
          invited you.
        </p>
        <ButtonLink to="/sign-in">Go to sign-in</ButtonLink>
      </Entrance>
    );
  }
  if (offer.error) return <ErrorState error={offer.error} retry={() => void offer.refetch()} />;
  if (!offer.data) return <RingLoading label="Opening the link" size={28} />;
  const isOwner = offer.data.kind === 'owner';
  const enter = ({ me, created }: WelcomeAnswer) => {
    // A second factor stands between a known teammate and the way in.
    if (!me) return void navigate({ to: '/sign-in', replace: true });
    client.setQueryData(meQuery.queryKey, me);
    if (created) {
      const params = { workspaceId: created.workspace.id };
      void navigate({ to: '/$workspaceId/setup/install', params, replace: true });
    } else void navigate({ to: '/', replace: true });
  };
  return (
    <Entrance
      title={isOwner ? 'Welcome to Halo' : `Join ${offer.data.workspaceName ?? 'the workspace'}`}
      about={
        isOwner
          ? 'You are the first here. This makes you the owner; you can invite others after.'
          : 'You were invited to help customers here.'
      }
    >
      <AcceptLinkForm
        token={token}
        offer={offer.data}
        onDone={(answer) => (answer.created ? setAccepted(answer) : enter(answer))}
      />
      <ShownOnce
        title="Your identity secret"
        about="Your server signs tokens with it, which prove who is talking. It is shown this once; you can make another in Settings at any time."
        label="Identity secret"
        secret={accepted?.created?.identitySecret.secret ?? null}
        onClose={() => accepted && enter(accepted)}
      />
    </Entrance>
  );
}
