import type { AiSettingsView, ModelProvider, TryModelAnswer, WorkspaceModel } from '@halo/wire/dashboard/agent.ts';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useChangeAiSettings } from './agent-queries.ts';

const PROVIDERS: Record<ModelProvider, string> = {
  builtin: 'Built-in answerer, no model',
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  'openai-compatible': 'Any OpenAI-compatible server',
};

/** Which model answers: the server's own, or one of the workspace's with a key of its own. */
export function ModelForm({ settings }: { settings: AiSettingsView }) {
  const { id, may } = useWorkspace();
  const change = useChangeAiSettings(id);
  const tried = useMutation({
    mutationFn: (model: WorkspaceModel | null) =>
      send<TryModelAnswer>('POST', inWorkspace(id, 'ai-settings', 'try'), { model }),
  });
  const { model: own, server } = settings;
  const [provider, setProvider] = useState<ModelProvider | 'server'>(own?.provider ?? 'server');
  const [name, setName] = useState(own?.model ?? '');
  const [baseUrl, setBaseUrl] = useState(own?.baseUrl ?? '');
  const [key, setKey] = useState('');
  const asked = provider !== 'server' && provider !== 'builtin';
  const said: WorkspaceModel | null =
    provider === 'server'
      ? null
      : { provider, model: name.trim(), baseUrl: baseUrl.trim() || null, ...(key.trim() && { key: key.trim() }) };
  const changed =
    provider !== (own?.provider ?? 'server') ||
    (said !== null && (said.model !== own?.model || said.baseUrl !== own.baseUrl || key.trim() !== ''));
  const discard = () => {
    setProvider(own?.provider ?? 'server');
    setName(own?.model ?? '');
    setBaseUrl(own?.baseUrl ?? '');
    setKey('');
    tried.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ model: said }, { onSuccess: () => setKey('') });
  };
  const serverWords = server.provider === 'builtin' ? PROVIDERS.builtin : `${server.provider}/${server.model}`;
  return (
    <Section title="Model" about="Who writes the answers. A key is sealed when it is saved and never shown again.">
      <form onSubmit={submit}>
        <fieldset disabled={!may('settings')} className="flex max-w-112 flex-col gap-5">
          <SelectField
            label="Provider"
            value={provider}
            onChange={(event) => {
              setProvider(event.target.value as ModelProvider | 'server');
              tried.reset();
            }}
            options={[
              { value: 'server', label: `As this server is set up (${serverWords})` },
              ...Object.entries(PROVIDERS).map(([value, label]) => ({ value, label })),
            ]}
          />
          {asked && (
            <>
              <TextField
                label="Model"
                required
                maxLength={200}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <TextField
                label="Base URL"
                type="url"
                required={provider === 'openai-compatible'}
                hint="Public https addresses. The server's HALO_OUTSIDE_ALLOW names others, such as a model on this machine."
                value={baseUrl}
                onChange={(event) => setBaseUrl(event.target.value)}
              />
              <TextField
                label="Key"
                type="password"
                autoComplete="off"
                maxLength={1_000}
                hint={own?.hasKey ? 'A key is stored. It stays while provider and address do.' : undefined}
                value={key}
                onChange={(event) => setKey(event.target.value)}
              />
            </>
          )}
          <ErrorLine error={change.error ?? tried.error} />
          <p role="status" className="text-body text-ink-soft empty:hidden">
            {tried.data && triedWords(tried.data)}
          </p>
          {may('settings') && (
            <SaveBar action="Save model" changed={changed} saving={change.isPending} onDiscard={discard}>
              <Button look="quiet" working={tried.isPending} onClick={() => tried.mutate(said)}>
                Try it
              </Button>
            </SaveBar>
          )}
        </fieldset>
      </form>
    </Section>
  );
}

const FAULTS: Record<string, string> = {
  provider_unauthorized: 'the provider does not take the key',
  provider_rate_limited: 'the provider says there were too many calls',
  provider_timeout: 'the provider did not answer in time',
  provider_cut: 'the answer broke off',
};

function triedWords(answer: TryModelAnswer): string {
  if (!answer.ok) {
    const status = answer.status === null ? '' : ` (status ${answer.status})`;
    return `${answer.model} did not answer: ${FAULTS[answer.code] ?? 'it could not be reached or refused the call'}${status}.`;
  }
  if (answer.model === 'builtin') return answer.said;
  return `${answer.model} answered “${answer.said}” in ${(answer.milliseconds / 1_000).toFixed(1)} seconds.`;
}
