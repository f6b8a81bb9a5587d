import type { MergeKey, MergePreviewAnswer } from '@halo/wire/dashboard/merges.ts';
import { attributeLabel, readableValue } from '../../ui/readable-value.ts';
import { moveWords, REASONS } from './merge-sentences.ts';

/** What the merge makes of the values: where the two disagree first, then what is filled, then what moves. */
export function MergeOutcome({ preview }: { preview: MergePreviewAnswer }) {
  const keys = [...preview.traits, ...preview.context];
  const conflicts = keys.filter(({ reason }) => ['survivor_has_it', 'survivor_cleared_it', 'no_room'].includes(reason));
  const filled = keys.filter(({ reason }) => reason === 'gap_filled');
  const kept = keys.length - conflicts.length - filled.length;
  const gained = preview.companies.filter(({ from }) => from === 'loser');
  const moves = moveWords(preview.moves);
  return (
    <section aria-label="What happens" className="flex flex-col gap-4">
      {conflicts.length > 0 && (
        <Keys title={`${conflicts.length} ${conflicts.length === 1 ? 'value differs' : 'values differ'}`}>
          {conflicts.map((each) => (
            <Conflict key={each.key} each={each} />
          ))}
        </Keys>
      )}
      {filled.length > 0 && (
        <Keys title={`${filled.length} ${filled.length === 1 ? 'gap is' : 'gaps are'} filled`}>
          {filled.map(({ key, loser }) => (
            <Line key={key} label={attributeLabel(key, null)}>
              {readableValue(loser)}
            </Line>
          ))}
        </Keys>
      )}
      <ul className="flex flex-col gap-1 text-list text-ink-soft">
        {kept > 0 && (
          <li>
            {kept} {kept === 1 ? 'value stays as it is.' : 'values stay as they are.'}
          </li>
        )}
        {gained.length > 0 && (
          <li className="break-words">
            Joins <bdi>{gained.map(({ displayName }) => displayName).join(', ')}</bdi>.
          </li>
        )}
        <li>{moves ? `${moves} move along.` : 'Nothing else hangs on the one who goes.'}</li>
      </ul>
    </section>
  );
}

function Keys({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="pb-1.5 text-list font-strong text-ink">{title}</h3>
      <dl className="flex flex-col">{children}</dl>
    </div>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-3 border-t border-line py-1.5 text-list">
      <dt dir="auto" className="break-words text-ink-faint">
        {label}
      </dt>
      <dd dir="auto" className="min-w-0 break-words text-ink">
        {children}
      </dd>
    </div>
  );
}

function Conflict({ each: { key, survivor, loser, reason } }: { each: MergeKey }) {
  return (
    <Line label={attributeLabel(key, null)}>
      <span className="block">
        {readableValue(survivor)} <span className="text-note text-ink-faint">{REASONS[reason]}</span>
      </span>
      <span className="block text-ink-faint line-through">{readableValue(loser)}</span>
    </Line>
  );
}
