import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ApiError, inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page-bar.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';

/** Lets an erased person come back by a bulk call, by a name they went by: Halo itself knows their names no more. */
export function LiftErasureSection() {
  const workspace = useWorkspace();
  const [name, setName] = useState('');
  const lift = useMutation({
    mutationFn: () => send('POST', inWorkspace(workspace.id, 'erasures', 'lift'), { name: name.trim() }),
    onSuccess: () => {
      setName('');
      sayDone('The erasure is lifted');
    },
  });
  const unknown = lift.error instanceof ApiError && lift.error.code === 'not_found';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) lift.mutate();
  };
  return (
    <Section
      title="Erased people"
      about="Bulk updates do not bring erased people back. Lift that for one person here; what was erased stays gone."
    >
      <form onSubmit={submit} className="flex max-w-112 flex-col gap-4">
        <TextField
          label="User id or e-mail of the person"
          hint="Halo keeps only a keyed hash of it, so it has to be typed in full."
          error={unknown ? 'No erasure stands under this name.' : null}
          maxLength={320}
          autoComplete="off"
          spellCheck={false}
          value={name}
          onChange={(event) => {
            lift.reset();
            setName(event.target.value);
          }}
        />
        {!unknown && <ErrorLine error={lift.error} />}
        <div>
          <Button type="submit" disabled={!name.trim()} working={lift.isPending}>
            Lift the erasure
          </Button>
        </div>
      </form>
    </Section>
  );
}
