import type { RoutingRule } from '@halo/wire/dashboard/routing.ts';
import { GripVertical, Pencil, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useTicketFields, useTicketLabels } from '../audience/audience-queries.ts';
import { readTree } from '../audience/filter-tree.ts';
import { filterWords } from '../audience/filter-words.ts';
import { useAssignees } from '../inbox/inbox-queries.ts';
import { useChangeRouting } from './routing-queries.ts';
import { actionWords } from './routing-words.ts';

interface RuleListProps {
  rules: readonly RoutingRule[];
  /** How many of the tried tickets each would take; null before they were tried. */
  taken: readonly number[] | null;
  onEdit: (rule: RoutingRule) => void;
}

/** The rules in their order, which is dragged or moved by the arrow keys on a handle. */
export function RuleList({ rules, taken, onEdit }: RuleListProps) {
  const workspace = useWorkspace();
  const change = useChangeRouting(workspace.id);
  const fields = useTicketFields(workspace.id);
  const labels = useTicketLabels(workspace.id).data?.labels ?? [];
  const teammates = useAssignees(workspace.id).data?.teammates ?? [];
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const mayEdit = workspace.may('settings');

  const move = (id: string, to: number) => {
    const from = rules.findIndex((rule) => rule.id === id);
    if (from < 0 || to < 0 || to >= rules.length || from === to) return;
    const ids = rules.map((rule) => rule.id).filter((each) => each !== id);
    ids.splice(to, 0, id);
    change.mutate({ order: ids }, { onError: sayFailed });
    setSaid(`${rules[from]!.name} is now number ${to + 1} of ${rules.length}`);
  };
  const onKey = (event: KeyboardEvent, id: string, at: number) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    move(id, event.key === 'ArrowUp' ? at - 1 : at + 1);
    // The handle goes along with its row, and so does whoever holds it.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-handle="${id}"]`)?.focus());
  };
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ol ref={list} aria-label="Routing rules" className="divide-y divide-line rounded-control border border-line">
        {rules.map((rule, at) => (
          <li
            key={rule.id}
            className={classNames('flex items-start gap-2 px-2 py-2.5', dragged === rule.id && 'bg-pressed')}
            onDragOver={(event) => dragged && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged) move(dragged, at);
              setDragged(null);
            }}
          >
            {mayEdit && (
              <button
                type="button"
                draggable
                data-handle={rule.id}
                aria-label={`Move ${rule.name}, number ${at + 1} of ${rules.length}. The arrow keys move it`}
                title="Drag, or press the arrow keys"
                className="inline-flex size-7 shrink-0 cursor-grab items-center justify-center rounded-control text-ink-faint hover:bg-hover pointer-coarse:size-10"
                onKeyDown={(event) => onKey(event, rule.id, at)}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  setDragged(rule.id);
                }}
                onDragEnd={() => setDragged(null)}
              >
                <GripVertical size={16} />
              </button>
            )}
            <div className="min-w-0 flex-1 pt-0.5">
              <p className="flex items-baseline gap-x-2 text-body">
                <span className="text-ink-faint tabular-nums">{at + 1}.</span>
                <span dir="auto" className="min-w-0 flex-1 font-strong break-words text-ink">
                  {rule.name}
                </span>
                {!rule.enabled && <span className="shrink-0 text-note text-ink-faint">Off</span>}
              </p>
              <p dir="auto" className="mt-0.5 text-list break-words text-ink-soft">
                {filterWords(readTree(rule.filter), fields, { none: 'Every new ticket' })}
              </p>
              <p dir="auto" className="text-list break-words text-ink-faint">
                → {actionWords(rule.actions, { labels, teammates })}
                {taken && <span className="text-ink-soft tabular-nums"> · would take {taken[at] ?? 0}</span>}
              </p>
            </div>
            {mayEdit && (
              <div className="flex shrink-0 items-center gap-1">
                <input
                  type="checkbox"
                  aria-label={`${rule.name} is on`}
                  className="mx-1.5 size-4 accent-accent"
                  checked={rule.enabled}
                  onChange={({ target }) => {
                    const { id, ...draft } = rule;
                    change.mutate({ id, save: { ...draft, enabled: target.checked } }, { onError: sayFailed });
                  }}
                />
                <IconButton small label={`Change ${rule.name}`} onClick={() => onEdit(rule)}>
                  <Pencil size={14} />
                </IconButton>
                <IconButton
                  small
                  label={`Remove ${rule.name}`}
                  onClick={() => {
                    const { id: _, ...draft } = rule;
                    change.mutate(
                      { remove: rule.id },
                      {
                        onSuccess: () => sayDone('Rule removed', () => change.mutate({ id: null, save: draft })),
                        onError: sayFailed,
                      },
                    );
                  }}
                >
                  <Trash2 size={14} />
                </IconButton>
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
