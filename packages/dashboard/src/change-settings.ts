import type { SettingsAnswer, SettingsBody } from '@halo/wire/dashboard/settings.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { inWorkspace, send } from './api.ts';

/** Changes settings of the workspace; what is on screen follows. */
export function useChangeSettings(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: SettingsBody) => send<SettingsAnswer>('PATCH', inWorkspace(workspaceId, 'settings'), change),
    onSuccess: (answer) => {
      client.setQueryData([workspaceId, 'settings'], answer);
      void client.invalidateQueries({ queryKey: [workspaceId, 'security'] });
      void client.invalidateQueries({ queryKey: ['me'] });
    },
  });
}
