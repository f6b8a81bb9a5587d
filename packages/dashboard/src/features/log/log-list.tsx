import type { LogLine } from '@halo/wire/dashboard/log.ts';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { identifySentence, reasonFix } from '../../ui/identify-words.ts';
import { RecordLink, TextLink } from '../../ui/link-tabs.tsx';
import { LogReason } from '../../ui/log-reason.tsx';
import { Time } from '../../ui/time.tsx';
import { TrustWord } from '../../ui/trust-badge.tsx';
import { useWorkspace } from '../../workspace.tsx';

interface LogListProps {
  lines: LogLine[];
  more: { has: boolean; loading: boolean; load: () => void };
}

/** Identity calls, newest first; one opens to its details. */
export function LogList({ lines, more }: LogListProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <ul>
        {lines.map((line) => (
          <li key={line.id} className="border-b border-line">
            <Line line={line} />
          </li>
        ))}
      </ul>
      {more.has && (
        <div className="flex justify-center py-4">
          <Button working={more.loading} onClick={more.load}>
            Show earlier calls
          </Button>
        </div>
      )}
    </div>
  );
}

function Line({ line }: { line: LogLine }) {
  const workspace = useWorkspace();
  const modeOff = workspace.settings.identityMode === 'off';
  return (
    <details className="group">
      <summary className="focus-inset flex cursor-pointer flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-list hover:bg-hover desk:grid desk:grid-cols-[72px_minmax(0,2fr)_120px_minmax(0,3fr)] desk:px-6">
        <Time at={line.at} className="text-note text-ink-faint tabular-nums" />
        <span className="flex min-w-0 flex-1 items-baseline gap-2">
          <code className="min-w-0 truncate font-mono text-ink" title={line.userId ?? undefined}>
            {line.userId ?? (line.companyRowId ? 'a company' : 'nobody')}
          </code>
        </span>
        <TrustWord level={line.level} modeOff={modeOff} />
        <span className="w-full min-w-0 truncate text-ink-soft desk:w-auto">
          {identifySentence(line)}
          {line.reason && ', '}
          <LogReason line={line} modeOff={modeOff} />
        </span>
      </summary>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1.5 bg-sunken px-4 py-3 text-list desk:ps-[112px] desk:pe-6">
        {line.reason && reasonFix(line.reason) && (
          <Detail name="What to do">{reasonFix(line.reason).replaceAll('`', '')}</Detail>
        )}
        <Detail name="Changed">{line.changed.length > 0 ? line.changed.join(', ') : 'nothing'}</Detail>
        <Detail name="Ignored">
          {line.ignored.length > 0
            ? line.ignored.map(({ key, reason }) => `${key} (${reason.replaceAll('_', ' ')})`).join(', ')
            : 'nothing'}
        </Detail>
        {line.keyId && (
          <Detail name="Key">
            <TextLink
              to="/$workspaceId/settings/log"
              params={{ workspaceId: workspace.id }}
              search={{ keyId: line.keyId }}
            >
              <code className="font-mono">{line.keyId}</code>
            </TextLink>
          </Detail>
        )}
        {line.sdk && <Detail name="SDK">{line.sdk}</Detail>}
        {line.requestId && (
          <Detail name="Request">
            <span className="inline-flex items-center gap-1">
              <code className="font-mono break-all">{line.requestId}</code>
              <CopyButton text={line.requestId} label="Copy request id" />
            </span>
          </Detail>
        )}
        {line.contactId && workspace.may('contacts') && (
          <Detail name="Contact">
            <RecordLink
              to="/$workspaceId/contacts/$contactId"
              params={{ workspaceId: workspace.id, contactId: line.contactId }}
            >
              Open the contact
            </RecordLink>
          </Detail>
        )}
      </dl>
    </details>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="min-w-0 break-words text-ink">{children}</dd>
    </>
  );
}
