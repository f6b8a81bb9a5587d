import {
  ACTION_LIMITS,
  ACTION_METHODS,
  type ActionSecretAnswer,
  type ActionView,
} from '@halo/wire/dashboard/actions.ts';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ApiError } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { CheckField, SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { RadioCards } from '../../ui/radio-cards.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { type ActionDraft, bodyOf, draftOf, NEW_ACTION } from './action-form.ts';
import { useActionChange } from './action-queries.ts';
import { ArgumentRows, HeaderRows, IdentityRows } from './action-rows.tsx';

const TRUST = [
  { value: 'verified', name: 'Proven people', about: 'A valid user token, or your own server, says who they are.' },
  { value: 'claimed', name: 'Whoever names an account', about: 'Nobody has proven it: anybody may type that name.' },
  { value: 'anonymous', name: 'Everybody', about: 'Visitors too. For what stands on your public pages anyway.' },
];

interface ActionDialogProps {
  workspaceId: string;
  /** Null defines a new one. */
  action: ActionView | null;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

/** Defines an action or changes one, in the order in which somebody would tell it. */
export function ActionDialog({ workspaceId, action, onClose, onSecret }: ActionDialogProps) {
  const [draft, setDraft] = useState<ActionDraft>(action ? draftOf(action) : NEW_ACTION);
  const change = useActionChange<ActionSecretAnswer | undefined>(workspaceId);
  const set = (part: Partial<ActionDraft>) => setDraft({ ...draft, ...part });
  const changes = draft.method !== 'GET';
  const proven = changes || draft.identity.length > 0;
  const filled = draft.name.trim() !== '' && draft.description.trim() !== '' && draft.url.trim() !== '';
  const path = change.error instanceof ApiError ? String(change.error.details.path ?? '') : '';
  const faultAt = (field: string) => (path === field ? change.error?.message.replace(`${field}: `, '') : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!filled) return;
    const body = bodyOf(draft);
    change.mutate(action ? { method: 'PATCH', parts: [action.id], body } : { method: 'POST', parts: [], body }, {
      onSuccess: (answer) => {
        sayDone(action ? 'Action saved' : 'Action added');
        if (answer) onSecret(answer.secret);
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={action ? 'Change the action' : 'New action'}
      about="A request to your own service that the AI may send when a customer needs it."
    >
      <form onSubmit={submit} className="flex flex-col gap-5 pb-1">
        <TextField
          label="Name"
          hint="A small letter first, then letters, digits and _, such as find_order."
          maxLength={ACTION_LIMITS.nameCharacters}
          spellCheck={false}
          error={faultAt('name')}
          value={draft.name}
          onChange={({ target }) => set({ name: target.value })}
        />
        <TextArea
          label="What it does, and when the AI should use it"
          hint="The AI reads this, and nothing else, to decide."
          dir="auto"
          maxLength={ACTION_LIMITS.descriptionCharacters}
          error={faultAt('description')}
          value={draft.description}
          onChange={({ target }) => set({ description: target.value })}
        />
        <div className="flex flex-wrap gap-2">
          <SelectField
            label="Method"
            className="w-32"
            value={draft.method}
            onChange={({ target }) => {
              const method = target.value as ActionDraft['method'];
              set({ method, needsClick: method !== 'GET' });
            }}
            options={ACTION_METHODS.map((value) => ({ value, label: value }))}
          />
          <TextField
            label="Address"
            className="min-w-64 flex-1"
            hint="Write {order_id} in the path to put an argument there. The others go into the query, or into the JSON body of POST, PUT and PATCH."
            maxLength={ACTION_LIMITS.urlCharacters}
            spellCheck={false}
            placeholder="https://api.example.com/orders/{order_id}"
            error={faultAt('url')}
            value={draft.url}
            onChange={({ target }) => set({ url: target.value })}
          />
        </div>
        <ArgumentRows {...{ draft, set }} />
        <IdentityRows {...{ draft, set }} />
        <RadioCards
          legend="Who may use it"
          value={proven ? 'verified' : draft.minimumTrust}
          onChoose={(value) => set({ minimumTrust: value as ActionDraft['minimumTrust'] })}
          options={TRUST.map((option) => ({ ...option, disabled: proven && option.value !== 'verified' }))}
        />
        <div className="flex flex-col gap-3">
          <CheckField
            label="Ask the customer to confirm first"
            hint="A card under the answer says what will happen, with two buttons. Nothing is sent before the click."
            checked={draft.needsClick}
            onChange={({ target }) => set({ needsClick: target.checked })}
          />
          {changes && !draft.needsClick && (
            <p className="text-note text-danger-ink">
              The AI changes something by itself then, without anybody having looked.
            </p>
          )}
          {draft.needsClick && (
            <TextField
              label="What the customer confirms"
              hint="In their words: Cancel your subscription"
              dir="auto"
              maxLength={200}
              error={faultAt('clickText')}
              value={draft.clickText}
              onChange={({ target }) => set({ clickText: target.value })}
            />
          )}
        </div>
        <details open={draft.headers.length + draft.secretHeaders.length > 0 || path.includes('eaders')}>
          <summary className="w-fit cursor-pointer text-list font-strong text-ink">More: headers and limits</summary>
          <div className="mt-3 flex flex-col gap-5">
            <HeaderRows {...{ draft, set }} />
            <div className="flex flex-wrap gap-2">
              <TextField
                label="Wait at most (seconds)"
                type="number"
                min={1}
                max={ACTION_LIMITS.seconds}
                value={draft.timeoutSeconds}
                onChange={({ target }) => set({ timeoutSeconds: Number(target.value) })}
              />
              <TextField
                label="Read at most (kB)"
                type="number"
                min={1}
                max={ACTION_LIMITS.kilobytes}
                value={draft.maxKilobytes}
                onChange={({ target }) => set({ maxKilobytes: Number(target.value) })}
              />
            </div>
          </div>
        </details>
        <CheckField
          label="The AI may use it"
          checked={draft.enabled}
          onChange={({ target }) => set({ enabled: target.checked })}
        />
        <ErrorLine error={change.error} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!filled} working={change.isPending}>
            {action ? 'Save action' : 'Add action'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
