import type { TeammatesAnswer } from '@halo/wire/dashboard/teammates.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { inWorkspace, read } from '../api.ts';
import { InviteDialog, TeamList } from '../features/team/team-list.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { ReadingPage, Section } from '../ui/page-bar.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

/** Settings > Team: members, roles, invitations. */
export function TeamPage() {
  const workspace = useWorkspace();
  const [inviting, setInviting] = useState(false);
  const team = useQuery({
    queryKey: [workspace.id, 'teammates'],
    queryFn: ({ signal }) => read<TeammatesAnswer>(inWorkspace(workspace.id, 'teammates'), {}, signal),
  });
  if (team.error && !team.data) return <ErrorState error={team.error} retry={() => void team.refetch()} />;
  if (!team.data) return <RingLoading label="Loading the team" />;
  return (
    <ReadingPage>
      <Section
        title="Team"
        about="Who answers customers and who looks after Halo."
        action={
          workspace.mayManage && (
            <Button look="primary" onClick={() => setInviting(true)}>
              Invite teammate
            </Button>
          )
        }
      >
        <TeamList answer={team.data} />
      </Section>
      <InviteDialog open={inviting} onClose={() => setInviting(false)} />
    </ReadingPage>
  );
}
