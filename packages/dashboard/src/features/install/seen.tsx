import type { LiveCheckAnswer, SeenIdentify } from '@halo/wire/dashboard/install.ts';
import { reasonWords } from '../../ui/identify-words.ts';
import { RecordLink } from '../../ui/link-tabs.tsx';
import { Time } from '../../ui/time.tsx';
import { TrustWord } from '../../ui/trust-badge.tsx';
import { sourceWords } from '../../ui/trust-words.ts';
import { useWorkspace } from '../../workspace.tsx';

/** What one identify call said: who, how far trusted, what was ignored. */
export function SeenPerson({ seen }: { seen: SeenIdentify }) {
  const workspace = useWorkspace();
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        {seen.contactId ? (
          <RecordLink
            to="/$workspaceId/contacts/$contactId"
            params={{ workspaceId: workspace.id, contactId: seen.contactId }}
            dir="auto"
            className="font-strong"
          >
            {seen.displayName}
          </RecordLink>
        ) : (
          <span dir="auto" className="font-strong">
            {seen.displayName}
          </span>
        )}
        {seen.userId && seen.userId !== seen.displayName && (
          <code className="font-mono text-note text-ink-faint break-all">{seen.userId}</code>
        )}
        <TrustWord level={seen.trust} modeOff={workspace.settings.identityMode === 'off'} className="text-note" />
        <span className="text-note text-ink-faint">
          {seen.result} by {sourceWords(seen.source)}, <Time at={seen.at} ago />
        </span>
      </p>
      {seen.ignored.length > 0 && (
        <p className="mt-1 text-note break-words text-claimed">
          Ignored: {seen.ignored.map(({ key, reason }) => `${key} (${reason.replaceAll('_', ' ')})`).join(', ')}
        </p>
      )}
    </>
  );
}

/** Why the newest refused token was refused, when it is newer than the newest good one. */
export function TokenFault({ fault }: { fault: LiveCheckAnswer['lastTokenError'] }) {
  if (!fault) return null;
  return (
    <p className="mt-1 text-note break-words text-danger-ink">
      The last token was refused <Time at={fault.at} ago />
      {fault.userId && (
        <>
          {' '}
          for <code className="font-mono">{fault.userId}</code>
        </>
      )}
      : {reasonWords(fault.reason)}.
    </p>
  );
}
