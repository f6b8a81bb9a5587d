import type { ChatState } from '../../client/chat-state.ts';
import { fill } from '../../words/fill.ts';
import { useWords } from '../../words/use-words.ts';
import { Portrait } from './portrait.tsx';
import { Ring } from './ring.tsx';

interface HeaderProps {
  state: ChatState;
  onClose(): void;
}

/** Who answers here: the agent, or the teammate who has taken over. */
export function Header({ state, onClose }: HeaderProps) {
  const words = useWords();
  const { look, conversation, loading } = state;
  const taken = conversation?.handled_by === 'teammate' && conversation.status === 'live';
  const name = (taken && conversation.teammate_name) || look.name || words.support;
  const at = look.organization && fill(words.supportAt, { name: <bdi>{look.organization}</bdi> });
  const role = taken ? at || words.support : words.agent;
  return (
    // No header element: inside a dialog it would be a second banner of the customer's page.
    <div class={look.style.header === 'accent' ? 'head filled' : 'head'}>
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
      <button type="button" class="icon" aria-label={words.close} onClick={onClose}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M5 5l10 10M15 5L5 15" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" />
        </svg>
      </button>
    </div>
  );
}
