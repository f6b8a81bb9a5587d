import type { EscalationRules, EscalationsAnswer } from '@halo/wire/dashboard/escalation.ts';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, TextField } from '../../ui/field.tsx';
import { RadioCards } from '../../ui/radio-cards.tsx';
import { SaveBar } from '../../ui/save-bar.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { filterOf, isEmpty, isWhole, readTree } from '../audience/filter-tree.ts';
import { useChangeEscalation } from './escalation-queries.ts';
import { FilterPart } from './filter-part.tsx';

const MODES = [
  {
    value: 'conditional',
    name: 'When the AI has tried',
    about:
      'At once when the AI asks for the team or the customer does. A doubtful answer hands over once the AI has tried.',
  },
  { value: 'always', name: 'At any sign', about: 'Also at the first doubtful answer.' },
  { value: 'off', name: 'Never by itself', about: 'Customers reach the team with the “Talk to a human” button only.' },
];

/** When one agent hands over to the team, for whom, and for whom with priority. */
export function EscalationForm({ agent }: { agent: EscalationsAnswer['agents'][number] }) {
  const workspace = useWorkspace();
  const change = useChangeEscalation(workspace.id, agent.id);
  const [mode, setMode] = useState(agent.mode);
  const [threshold, setThreshold] = useState(String(agent.threshold));
  const [attempts, setAttempts] = useState(String(agent.maxAttempts));
  const [search, setSearch] = useState(agent.requiredSearches.includes('knowledge'));
  const [who, setWho] = useState(() => readTree(agent.escalationFilter ?? {}));
  const [urgent, setUrgent] = useState(() => readTree(agent.priorityFilter ?? {}));
  const rules: EscalationRules = {
    mode,
    threshold: Number(threshold),
    maxAttempts: Number(attempts),
    requiredSearches: search ? ['knowledge'] : [],
    escalationFilter: isEmpty(who) ? null : filterOf(who),
    priorityFilter: isEmpty(urgent) ? null : filterOf(urgent),
  };
  const { id: _id, name: _name, ...before } = agent;
  const changed = JSON.stringify(rules) !== JSON.stringify(before);
  const whole = isWhole(who) && isWhole(urgent) && threshold !== '' && attempts !== '';
  const onDiscard = () => {
    setMode(agent.mode);
    setThreshold(String(agent.threshold));
    setAttempts(String(agent.maxAttempts));
    setSearch(agent.requiredSearches.includes('knowledge'));
    setWho(readTree(agent.escalationFilter ?? {}));
    setUrgent(readTree(agent.priorityFilter ?? {}));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(rules, { onSuccess: () => sayDone('Escalation saved') });
  };
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!workspace.may('settings')} className="flex min-w-0 flex-col gap-6">
        <RadioCards
          legend={`When ${agent.name} hands over to the team`}
          value={mode}
          onChoose={(value) => setMode(value as EscalationRules['mode'])}
          options={MODES}
        />
        {mode !== 'off' && (
          <>
            <TextField
              label="An answer is doubtful below this confidence"
              hint="0 to 100, as the model rates itself. An answer that speaks of handing over is doubtful as well."
              type="number"
              min={0}
              max={100}
              step={1}
              required
              className="max-w-112"
              value={threshold}
              onChange={(event) => setThreshold(event.target.value)}
            />
            {mode === 'conditional' && (
              <>
                <CheckField
                  label="The AI has to search the knowledge base first"
                  hint="Unticked, a doubtful answer hands over at once."
                  checked={search}
                  onChange={(event) => setSearch(event.target.checked)}
                />
                {search && (
                  <TextField
                    label="Or it has answered so many times"
                    hint="1 to 10. Whichever comes first."
                    type="number"
                    min={1}
                    max={10}
                    step={1}
                    required
                    className="max-w-112"
                    value={attempts}
                    onChange={(event) => setAttempts(event.target.value)}
                  />
                )}
              </>
            )}
            <FilterPart
              legend="Who is handed over"
              empty="Everybody, visitors included."
              tree={who}
              onChange={setWho}
            />
            <FilterPart legend="Whose ticket gets priority" empty="Nobody’s." tree={urgent} onChange={setUrgent} />
          </>
        )}
        <ErrorLine error={change.error} />
        {workspace.may('settings') && (
          <SaveBar
            action="Save escalation"
            primary
            ready={whole}
            saving={change.isPending}
            {...{ changed, onDiscard }}
          />
        )}
      </fieldset>
    </form>
  );
}
