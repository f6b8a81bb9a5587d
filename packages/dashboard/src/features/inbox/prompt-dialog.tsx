import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { TextLink } from '../../ui/link-tabs.tsx';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { exactTime } from '../../ui/time-words.ts';
import { useWorkspace } from '../../workspace.tsx';
import { keepDraft } from '../playground/draft.ts';
import { usePrompt } from './inbox-queries.ts';
import { SeenPrompt } from './seen-prompt.tsx';

interface PromptDialogProps {
  conversationId: string;
  promptId: string | null;
  /** Whose conversation it is; null for a visitor. */
  contactId: string | null;
  onClose: () => void;
}

/** The exact prompt an answer was made from. */
export function PromptDialog({ conversationId, promptId, contactId, onClose }: PromptDialogProps) {
  const workspace = useWorkspace();
  const prompt = usePrompt(workspace.id, conversationId, promptId);
  return (
    <Dialog
      open={promptId !== null}
      onClose={onClose}
      wide
      title="What the AI saw"
      about={
        prompt.data &&
        `${prompt.data.model === 'builtin' ? 'The built-in answerer' : prompt.data.model}, ${exactTime(prompt.data.createdAt)}`
      }
    >
      {prompt.data ? (
        <div className="flex flex-col gap-5 pb-3">
          <SeenPrompt
            system={prompt.data.system}
            history={prompt.data.history.map(({ role, content }) => ({ role, text: content }))}
            tools={prompt.data.tools}
            calls={prompt.data.calls}
          />
          {contactId !== null && workspace.may('playground') && (
            <p className="text-list">
              <TextLink
                to="/$workspaceId/agent/playground"
                params={{ workspaceId: workspace.id }}
                search={{ contact: contactId }}
                onClick={() => keepDraft(prompt.data.history.at(-1)?.content ?? '')}
              >
                Try again in the playground
              </TextLink>
            </p>
          )}
        </div>
      ) : prompt.error ? (
        <ErrorState error={prompt.error} retry={() => void prompt.refetch()} />
      ) : (
        <RingLoading label="Loading the prompt" />
      )}
    </Dialog>
  );
}
