import type { RehearsalBody } from '@halo/wire/dashboard/playground.ts';
import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '../../workspace.tsx';
import { rehearse } from './rehearse.ts';
import { newTurn, type RehearsedTurn, talkOf, withEvent } from './rehearsed-turn.ts';

/** A talk in the playground. It lives as long as the page shows it; leaving ends what is under way. */
export function useRehearsal() {
  const workspace = useWorkspace();
  const [turns, setTurns] = useState<RehearsedTurn[]>([]);
  const under = useRef<AbortController | null>(null);
  useEffect(() => () => under.current?.abort(), []);
  const change = (id: number, how: (turn: RehearsedTurn) => RehearsedTurn) =>
    setTurns((all) => all.map((turn) => (turn.id === id ? how(turn) : turn)));

  async function ask(question: string, how: Omit<RehearsalBody, 'message' | 'talk'>) {
    const id = (turns.at(-1)?.id ?? 0) + 1;
    const aborter = new AbortController();
    under.current = aborter;
    setTurns((all) => [...all, newTurn(id, question)]);
    try {
      const body = { ...how, message: question, talk: talkOf(turns) };
      for await (const event of rehearse(workspace.id, body, aborter.signal))
        change(id, (turn) => withEvent(turn, event));
      change(id, (turn) => ({ ...turn, state: 'ended' }));
    } catch (error) {
      const stopped = aborter.signal.aborted;
      change(id, (turn) => ({ ...turn, state: stopped ? 'stopped' : 'ended', error: stopped ? null : error }));
    }
  }

  return {
    turns,
    isAsking: turns.at(-1)?.state === 'asking',
    ask,
    stop: () => under.current?.abort(),
    startOver: () => {
      under.current?.abort();
      setTurns([]);
    },
  };
}
