import type { IdentityFigures, SecurityAnswer } from '@halo/wire/dashboard/security.ts';
import { ShieldAlert, ShieldCheck, ShieldQuestionMark } from 'lucide-react';
import { WhyRefused } from '../features/security/affected-people.tsx';
import { IdentitySecrets } from '../features/security/identity-secrets.tsx';
import { ModeChoice } from '../features/security/mode-choice.tsx';
import { ProofRules } from '../features/security/proof-rules.tsx';
import { PublicKeys } from '../features/security/public-keys.tsx';
import { useFigures, useSecurity } from '../features/security/security-queries.ts';
import { securityHeadline } from '../features/security/security-words.ts';
import { ServerKeys } from '../features/security/server-keys.tsx';
import { TokenTester } from '../features/security/token-tester.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { TextLink } from '../ui/link-tabs.tsx';
import { ReadingPage, Section } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

const LOOKS = {
  verified: { icon: ShieldCheck, colour: 'text-verified' },
  claimed: { icon: ShieldQuestionMark, colour: 'text-claimed' },
  danger: { icon: ShieldAlert, colour: 'text-danger-ink' },
};

/** Settings > Security: how sure Halo is of whom it talks to. */
export function SecurityPage() {
  const workspace = useWorkspace();
  const security = useSecurity(workspace.id);
  const figures = useFigures(workspace.id);
  if (security.error && !security.data)
    return <ErrorState error={security.error} retry={() => void security.refetch()} />;
  if (!security.data) return <RingLoading label="Loading security" />;
  return (
    <ReadingPage>
      {figures.data ? (
        <Headline security={security.data} figures={figures.data} />
      ) : figures.error ? (
        <ErrorState error={figures.error} retry={() => void figures.refetch()} />
      ) : (
        <RingLoading label="Loading the last seven days" />
      )}
      <Section
        title="Verification"
        about={workspace.may('settings') ? undefined : 'Owners and admins can change this.'}
      >
        <ModeChoice security={security.data} figures={figures.data} />
        {security.data.identityMode !== 'off' && figures.data && <WhyRefused figures={figures.data} />}
        <p className="text-list text-ink-soft">
          Every call is in the{' '}
          <TextLink to="/$workspaceId/settings/log" params={{ workspaceId: workspace.id }}>
            identify log
          </TextLink>
          .
        </p>
      </Section>
      <IdentitySecrets secrets={security.data.identitySecrets} />
      <PublicKeys keys={security.data.publicKeys} />
      <TokenTester />
      <ServerKeys keys={security.data.serverKeys} />
      <Section title="Rules of proof">
        <ProofRules security={security.data} />
      </Section>
    </ReadingPage>
  );
}

function Headline({ security, figures }: { security: SecurityAnswer; figures: IdentityFigures }) {
  const { headline, about, look } = securityHeadline({ identityMode: security.identityMode, figures });
  const { icon: Icon, colour } = LOOKS[look];
  return (
    <div className="flex items-start gap-3">
      <Icon size={24} aria-hidden="true" className={`mt-0.5 shrink-0 ${colour}`} />
      <div className="min-w-0">
        <h2 className="text-title font-strong text-ink text-balance">{headline}</h2>
        <p className="text-body text-ink-soft">{about}</p>
      </div>
    </div>
  );
}
