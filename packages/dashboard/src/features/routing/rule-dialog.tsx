import type { RoutingActions, RoutingRule } from '@halo/wire/dashboard/routing.ts';
import { type FormEvent, useId, useState } from 'react';
import { ApiError } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, SelectField, TextField } from '../../ui/field.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useSettled, useTicketFields, useTicketLabels } from '../audience/audience-queries.ts';
import { faultOf } from '../audience/filter-bar.tsx';
import { FilterGroup } from '../audience/filter-group.tsx';
import { filterOf, isWhole, readTree } from '../audience/filter-tree.ts';
import { useAssignees } from '../inbox/inbox-queries.ts';
import { useChangeRouting, useTryRouting } from './routing-queries.ts';

/** Makes a routing rule, or changes one. */
export function RuleDialog({ rule, onClose }: { rule: RoutingRule | null; onClose: () => void }) {
  const workspace = useWorkspace();
  const form = useId();
  const change = useChangeRouting(workspace.id);
  const fields = useTicketFields(workspace.id);
  const labels = useTicketLabels(workspace.id).data?.labels ?? [];
  const teammates = useAssignees(workspace.id).data?.teammates ?? [];
  const [name, setName] = useState(rule?.name ?? '');
  const [tree, setTree] = useState(() => readTree(rule?.filter ?? {}));
  const [actions, setActions] = useState<RoutingActions>(rule?.actions ?? {});
  const [enabled, setEnabled] = useState(rule?.enabled ?? true);
  const settled = useSettled(tree);
  const trial =
    workspace.may('inbox') && isWhole(settled)
      ? { rules: [{ name: 'x', filter: filterOf(settled), actions: { priority: true as const } }] }
      : null;
  const tried = useTryRouting(workspace.id, trial);
  const fault = [tried.error, change.error].find(
    (error): error is ApiError => error instanceof ApiError && error.code === 'invalid_filter',
  );
  const choose = (key: 'inbox' | 'category' | 'assignee', value: string) => {
    const { [key]: _, ...rest } = actions;
    setActions(value ? { ...rest, [key]: value } : rest);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { id: rule?.id ?? null, save: { name: name.trim(), filter: filterOf(tree), actions, enabled } },
      {
        onSuccess: () => {
          sayDone(rule ? 'Rule saved' : 'Rule added');
          onClose();
        },
      },
    );
  };
  const named = (kind: 'inbox' | 'category') =>
    labels.flatMap((label) => (label.kind === kind ? [{ value: label.id, label: label.name }] : []));
  const asIs = { value: '', label: 'Leave as it is' };
  const does = Object.keys(actions).length > 0;
  const matching = tried.data?.tickets.filter(({ rule: by }) => by === 0).length;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={rule ? 'Change routing rule' : 'New routing rule'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            disabled={name.trim() === '' || !isWhole(tree) || !does}
            working={change.isPending}
          >
            {rule ? 'Save rule' : 'Add rule'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-5">
        <TextField
          label="Name"
          required
          maxLength={100}
          placeholder="VIPs"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <fieldset className="flex min-w-0 flex-col gap-2">
          <legend className="mb-1.5 text-list font-strong text-ink">Which new tickets</legend>
          <FilterGroup
            group={tree}
            path="filter"
            fields={fields}
            faultAt={(path) => faultOf(fault ?? null, path)}
            leftAt={() => null}
            onChange={setTree}
          />
          <p role="status" className="text-note text-ink-faint">
            {tree.children.length === 0
              ? 'Every new ticket that no rule above it took.'
              : !isWhole(tree)
                ? 'Finish the condition.'
                : matching === undefined
                  ? 'Conditions on the contact never match a visitor.'
                  : `Matches ${matching} of the last ${tried.data?.tickets.length} tickets. Conditions on the contact never match a visitor.`}
          </p>
        </fieldset>
        <fieldset className="grid min-w-0 gap-4 desk:grid-cols-3">
          <legend className="mb-1.5 text-list font-strong text-ink">What happens to them</legend>
          <SelectField
            label="Team inbox"
            value={actions.inbox ?? ''}
            options={[asIs, ...named('inbox')]}
            onChange={(event) => choose('inbox', event.target.value)}
          />
          <SelectField
            label="Category"
            value={actions.category ?? ''}
            options={[asIs, ...named('category')]}
            onChange={(event) => choose('category', event.target.value)}
          />
          <SelectField
            label="Assignee"
            value={actions.assignee ?? ''}
            options={[asIs, ...teammates.map(({ id, name: words }) => ({ value: id, label: words }))]}
            onChange={(event) => choose('assignee', event.target.value)}
          />
        </fieldset>
        <div className="flex flex-col gap-3">
          <CheckField
            label="Make it priority"
            checked={actions.priority ?? false}
            onChange={({ target }) => {
              const { priority: _, ...rest } = actions;
              setActions(target.checked ? { ...rest, priority: true } : rest);
            }}
          />
          <CheckField label="The rule is on" checked={enabled} onChange={(event) => setEnabled(event.target.checked)} />
        </div>
        {!fault && <ErrorLine error={change.error} />}
      </form>
    </Dialog>
  );
}
