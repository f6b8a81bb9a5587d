import { useSearch } from '@tanstack/react-router';
import { useInstall, useLiveCheck } from '../features/install/install-queries.ts';
import { PagePolicySection } from '../features/install/page-policy-section.tsx';
import { SeenPerson, TokenFault } from '../features/install/seen.tsx';
import { SnippetPicker } from '../features/install/snippet-picker.tsx';
import { Step } from '../features/install/step.tsx';
import { WidgetKey } from '../features/install/widget-key.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { TextLink } from '../ui/link-tabs.tsx';
import { PageBar, ReadingPage, Section } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { Time } from '../ui/time.tsx';
import { useWorkspace } from '../workspace.tsx';

/** Three steps, each watched while it is done. */
export function InstallPage() {
  const workspace = useWorkspace();
  const { app, backend } = useSearch({ from: '/signed-in/$workspaceId/setup/install' });
  const install = useInstall(workspace.id);
  const check = useLiveCheck(workspace.id);
  if (install.error && !install.data) return <ErrorState error={install.error} retry={() => void install.refetch()} />;
  if (!install.data) return <RingLoading label="Loading setup" />;
  const seen = check.data;
  const first = seen?.firstIdentify ?? null;
  const last = seen?.lastIdentify ?? null;
  const fault =
    seen?.lastTokenError && (!seen.firstToken || seen.lastTokenError.at > seen.firstToken.at)
      ? seen.lastTokenError
      : null;
  return (
    <>
      <PageBar title="Install" />
      <ReadingPage>
        <ol className="flex flex-col">
          <Step
            number={1}
            title="Put the widget into your app"
            about="The snippet holds this workspace's own ids. It works for visitors right away."
            done={Boolean(seen?.script)}
            seen={
              seen?.script ? (
                <>
                  The widget reached Halo <Time at={seen.script.at} ago />
                  {seen.script.sdk && <span className="text-ink-faint"> (SDK {seen.script.sdk})</span>}
                </>
              ) : (
                'Waiting for the first page that loads the widget.'
              )
            }
          >
            <SnippetPicker label="Framework" field="app" snippets={install.data.browserSnippets} chosen={app} />
          </Step>
          <Step
            number={2}
            title="Say who is signed in"
            about="Call identify after login. From then on the AI greets people by name, and you see them in the inbox."
            done={Boolean(first)}
            seen={
              first ? (
                <>
                  <SeenPerson seen={first} />
                  {last && last.at !== first.at && (
                    <div className="mt-2 border-t border-line pt-2">
                      <p className="mb-0.5 text-note text-ink-faint">The newest</p>
                      <SeenPerson seen={last} />
                    </div>
                  )}
                </>
              ) : (
                'Waiting for the first identify.'
              )
            }
          >
            <CodeBlock
              label="Identify call"
              code={`const halo = HaloAgents.getInstance();\n\nhalo.identify('user_42', {\n  name: 'Jane Doe',\n  email: 'jane@acme.com',\n  signed_up_at: '2025-02-12',\n});\nhalo.identifyCompany('acme', { name: 'Acme Inc', plan: 'pro' });`}
            />
          </Step>
          <Step
            number={3}
            title="Prove it with a signed token"
            about={
              <>
                Without proof anybody can claim to be anyone. Your server signs a short token with the identity secret
                from{' '}
                <TextLink to="/$workspaceId/settings/security" params={{ workspaceId: workspace.id }}>
                  Security
                </TextLink>
                .
              </>
            }
            done={Boolean(seen?.firstToken)}
            seen={
              <>
                {seen?.firstToken ? <SeenPerson seen={seen.firstToken} /> : 'Waiting for the first signed token.'}
                <TokenFault fault={fault} />
              </>
            }
          >
            <SnippetPicker
              label="Language of your server"
              field="backend"
              snippets={install.data.serverSnippets}
              chosen={backend}
            />
          </Step>
        </ol>
        <PagePolicySection url={install.data.url} />
        <Section title="Ids and keys" about="What the snippets hold.">
          <WidgetKey install={install.data} />
        </Section>
      </ReadingPage>
    </>
  );
}
