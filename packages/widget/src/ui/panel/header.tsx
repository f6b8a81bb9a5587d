import type { ChatState } from '../../client/chat-state.ts';
import { fill } from '../../words/fill.ts';
import { useWords } from '../../words/use-words.ts';
import { Portrait } from './portrait.tsx';
import { Ring } from './ring.tsx';

interface HeaderProps {
  state: ChatState;
  onPast(): void;
  onBack(): void;
  onClose(): void;
}

function IconButton(props: { label: string; path: string; class?: string; onClick(): void }) {
  return (
    <button type="button" class={`icon ${props.class ?? ''}`} aria-label={props.label} onClick={props.onClick}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path
          d={props.path}
          fill="none"
          stroke="currentColor"
          stroke-width="1.75"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
    </button>
  );
}

/** Who answers here: the agent, or the teammate who has taken over. Among past conversations: the way back. */
export function Header({ state, onPast, onBack, onClose }: HeaderProps) {
  const words = useWords();
  const { look, conversation, loading } = state;
  const taken = conversation?.handled_by === 'teammate' && conversation.status === 'live';
  const name = (taken && conversation.teammate_name) || look.name || words.support;
  const at = look.organization && fill(words.supportAt, { name: <bdi>{look.organization}</bdi> });
  const role = taken ? at || words.support : words.agent;
  const style = look.style.header === 'accent' ? 'head filled' : 'head';
  const close = <IconButton label={words.close} path="M5 5l10 10M15 5L5 15" onClick={onClose} />;
  if (state.past) {
    return (
      <div class={`${style} among`}>
        <IconButton class="back" label={words.back} path="M12 4.5L6.5 10l5.5 5.5" onClick={onBack} />
        <div class="who">
          <h2>{state.past.thread ? words.conversation : words.conversations}</h2>
        </div>
        {close}
      </div>
    );
  }
  return (
    // No header element: inside a dialog it would be a second banner of the customer's page.
    <div class={style}>
      <div class={taken ? 'avatar person' : 'avatar'} aria-hidden="true">
        {taken ? (
          name.trim().slice(0, 1).toUpperCase()
        ) : (
          <Portrait src={look.avatar}>
            <Ring turning={loading} />
          </Portrait>
        )}
      </div>
      <div class="who">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <p>{role}</p>
      </div>
      <IconButton
        class="to-past"
        label={words.conversations}
        path="M10 6v4l2.5 2M3.5 10a6.5 6.5 0 1 0 2-4.7M3.5 3.5v2.8h2.8"
        onClick={onPast}
      />
      {close}
    </div>
  );
}
