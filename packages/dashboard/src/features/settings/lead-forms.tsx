import type { LeadFormBody, LeadFormsAnswer } from '@halo/wire/dashboard/duplicates.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, read, send } from '../../api.ts';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, SelectField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

const WHEN = [
  { value: 'handoff', label: 'When they are handed to the team' },
  { value: 'first_message', label: 'Before their first message' },
  { value: 'never', label: 'Never' },
] satisfies { value: LeadFormBody['ask']; label: string }[];

/** When the widget asks visitors for name and e-mail, agent by agent. */
export function LeadForms() {
  const { id, may } = useWorkspace();
  const client = useQueryClient();
  const queryKey = [id, 'lead-forms'];
  const forms = useQuery({
    queryKey,
    queryFn: ({ signal }) => read<LeadFormsAnswer>(inWorkspace(id, 'lead-forms'), {}, signal),
  });
  const change = useMutation({
    mutationFn: ({ agentId, ...form }: LeadFormBody & { agentId: string }) =>
      send<LeadFormsAnswer>('PATCH', inWorkspace(id, 'lead-forms', agentId), form),
    onSuccess: (answer) => {
      client.setQueryData(queryKey, answer);
      sayDone('Saved');
    },
  });
  const agents = forms.data?.agents ?? [];
  return (
    <Section
      title="Visitors"
      about="When the chat asks somebody who is not signed in for a name and an e-mail. It asks once, and never for what is known."
    >
      <div className="flex max-w-112 flex-col gap-5">
        {agents.map(({ id: agentId, name, ask, required }) => (
          <fieldset key={agentId} disabled={!may('settings') || change.isPending} className="flex flex-col gap-3">
            <SelectField
              label={agents.length > 1 ? `${name} asks` : 'Ask for name and e-mail'}
              value={ask}
              onChange={(event) => {
                const chosen = WHEN.find(({ value }) => value === event.target.value);
                if (chosen) change.mutate({ agentId, ask: chosen.value, required });
              }}
              options={WHEN}
            />
            {ask === 'first_message' && (
              <CheckField
                label="They must answer before they write"
                checked={required}
                onChange={(event) => change.mutate({ agentId, ask, required: event.target.checked })}
              />
            )}
          </fieldset>
        ))}
        <ErrorLine error={forms.error ?? change.error} />
      </div>
    </Section>
  );
}
