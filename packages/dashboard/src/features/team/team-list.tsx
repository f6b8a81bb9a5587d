import type { InvitationAnswer, Role, Teammate, TeammatesAnswer } from '@halo/wire/dashboard/teammates.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { inWorkspace, send } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { Time } from '../../ui/time.tsx';
import { exactTime } from '../../ui/time-words.ts';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { ModuleDialog, modulesInWords } from './module-dialog.tsx';

const ROLES: { role: Role; name: string; about: string }[] = [
  { role: 'owner', name: 'Owner', about: 'Everything, other owners included' },
  { role: 'admin', name: 'Admin', about: 'Settings, keys and teammates' },
  { role: 'member', name: 'Member', about: 'What you choose: inbox, contacts, settings' },
];

/** Who works here, and who is invited. */
export function TeamList({ answer }: { answer: TeammatesAnswer }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [removing, setRemoving] = useState<{ id: string; name: string } | null>(null);
  const [letting, setLetting] = useState<Teammate | null>(null);
  const settle = (next: TeammatesAnswer) => client.setQueryData([workspace.id, 'teammates'], next);
  const changeRole = useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      send<TeammatesAnswer>('PATCH', inWorkspace(workspace.id, 'teammates', id), { role }),
    onSuccess: settle,
    onError: sayFailed,
  });
  const remove = useMutation({
    mutationFn: (id: string) => send<TeammatesAnswer>('DELETE', inWorkspace(workspace.id, 'teammates', id)),
    onSuccess: (next) => {
      settle(next);
      setRemoving(null);
      sayDone('Removed from the workspace');
    },
  });
  const endInvitation = useMutation({
    mutationFn: (id: string) => send('POST', inWorkspace(workspace.id, 'teammates', 'invitations', id, 'end'), {}),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [workspace.id, 'teammates'] });
      sayDone('The invitation is ended');
    },
    onError: sayFailed,
  });
  return (
    <>
      <ul className="rounded-box border border-line">
        {answer.teammates.map((teammate) => {
          const role = ROLES.find((each) => each.role === teammate.role)!;
          return (
            <li
              key={teammate.id}
              className="flex items-center gap-4 border-b border-line px-4 py-2.5 text-list last:border-b-0"
            >
              <div className="min-w-0 flex-1">
                <p dir="auto" className="truncate text-ink">
                  {teammate.name}
                  {teammate.isMe && <span className="text-ink-faint"> (you)</span>}
                </p>
                <p className="truncate text-note text-ink-faint">{teammate.email}</p>
                {teammate.role === 'member' && (
                  <p className="text-note text-ink-faint">May: {modulesInWords(teammate.modules)}</p>
                )}
              </div>
              {workspace.mayManage ? (
                <Menu
                  align="end"
                  trigger={
                    <Button small aria-label={`${teammate.name}: ${role.name}. Change`}>
                      {role.name}
                      <ChevronDown size={14} className="text-ink-faint" />
                    </Button>
                  }
                >
                  {ROLES.filter((each) => workspace.role === 'owner' || each.role !== 'owner').map((each) => (
                    <MenuItem
                      key={each.role}
                      chosen={each.role === teammate.role}
                      onChoose={() =>
                        changeRole.mutate(
                          { id: teammate.id, role: each.role },
                          {
                            onSuccess: () =>
                              sayDone(`${teammate.name} is now ${each.name.toLowerCase()}`, () =>
                                changeRole.mutate({ id: teammate.id, role: teammate.role }),
                              ),
                          },
                        )
                      }
                    >
                      {each.name} <span className="text-note text-ink-faint">{each.about}</span>
                    </MenuItem>
                  ))}
                  <MenuLine />
                  {teammate.role === 'member' && (
                    <MenuItem onChoose={() => setLetting(teammate)}>Choose what they may do</MenuItem>
                  )}
                  <MenuItem danger onChoose={() => setRemoving({ id: teammate.id, name: teammate.name })}>
                    {teammate.isMe ? 'Leave the workspace' : 'Remove from the workspace'}
                  </MenuItem>
                </Menu>
              ) : (
                <span className="text-ink-soft">{role.name}</span>
              )}
            </li>
          );
        })}
        {answer.invitations.map((invitation) => (
          <li
            key={invitation.id}
            className="flex items-center gap-4 border-b border-line px-4 py-2.5 text-list last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <p className="truncate text-ink-soft">{invitation.email}</p>
              <p className="text-note text-ink-faint">
                Invited as {invitation.role}, until <Time at={invitation.expiresAt} day />
              </p>
            </div>
            {workspace.mayManage && (
              <Button small onClick={() => endInvitation.mutate(invitation.id)}>
                End invitation
              </Button>
            )}
          </li>
        ))}
      </ul>
      {letting && (
        <ModuleDialog
          key={letting.id}
          teammate={letting}
          onClose={() => setLetting(null)}
          onSaved={(next) => {
            settle(next);
            setLetting(null);
          }}
        />
      )}
      <Dialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={`Remove ${removing?.name ?? ''} from the workspace`}
        about="They are signed out of it at once. Their messages and tickets stay."
        footer={
          <>
            <Button onClick={() => setRemoving(null)}>Cancel</Button>
            <Button look="danger" working={remove.isPending} onClick={() => removing && remove.mutate(removing.id)}>
              Remove
            </Button>
          </>
        }
      >
        {remove.error ? <ErrorLine error={remove.error} /> : null}
      </Dialog>
    </>
  );
}

/** Makes an invitation: a link for one address, shown once. */
export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const invite = useMutation({
    mutationFn: () =>
      send<InvitationAnswer>('POST', inWorkspace(workspace.id, 'teammates', 'invitations'), {
        email: email.trim(),
        role,
      }),
    onSuccess: () => void client.invalidateQueries({ queryKey: [workspace.id, 'teammates'] }),
  });
  const close = () => {
    invite.reset();
    setEmail('');
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={invite.data ? 'Send them this link' : 'Invite a teammate'}
      about={
        invite.data
          ? `Whoever holds it can join as ${email.trim()}, once, until ${exactTime(invite.data.expiresAt)}. It is not shown again.`
          : 'You get a link to pass on.'
      }
      footer={invite.data && <Button onClick={close}>Close</Button>}
    >
      {invite.data ? (
        <CodeBlock code={invite.data.link} label="Invitation link" wrap />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4 pb-1">
          <TextField
            label="E-mail"
            type="email"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <SelectField
            label="Role"
            value={role}
            onChange={(event) => setRole(event.target.value as Role)}
            options={ROLES.filter((each) => workspace.role === 'owner' || each.role !== 'owner').map((each) => ({
              value: each.role,
              label: `${each.name}: ${each.about.toLowerCase()}`,
            }))}
          />
          <ErrorLine error={invite.error} />
          <div className="flex justify-end gap-2">
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" look="primary" working={invite.isPending}>
              Create invitation
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
