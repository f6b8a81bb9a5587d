import type { AudienceAnswer, SegmentBody } from '@halo/wire/dashboard/segments.ts';
import { Link } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SelectField } from '../../ui/field.tsx';
import { readableValue } from '../../ui/readable-value.ts';
import { Time } from '../../ui/time.tsx';
import { TRUST_WORDS, TrustMark } from '../../ui/trust-mark.tsx';
import { sourceWords } from '../../ui/trust-words.ts';
import { useWorkspace } from '../../workspace.tsx';
import { useAudience, useCompanyFields, useContactSegments, useFilterFields, useSegments } from './audience-queries.ts';
import { type FilterField, opWords } from './fields.ts';
import type { ContactType } from './filter-bar.tsx';
import type { FilterJson } from './filter-tree.ts';
import { nameOf } from './funnel.tsx';

type Explained = NonNullable<AudienceAnswer['explanation']>['conditions'][number];

/** The segments of a contact, and for any segment why they belong to it or not. */
export function ContactSegments({ contactId, modeOff }: { contactId: string; modeOff: boolean }) {
  const workspace = useWorkspace();
  const mine = useContactSegments(workspace.id, contactId);
  const all = useSegments(workspace.id);
  const fields = useFilterFields(workspace.id);
  const [asked, setAsked] = useState('');
  const segment = all.data?.segments.find(({ id }) => id === asked);
  const audience = useAudience(
    workspace.id,
    segment ? { filter: segment.filter as SegmentBody['filter'], contactType: segment.contactType, contactId } : null,
  );
  if (all.data?.segments.length === 0) {
    return <p className="text-list text-ink-faint">No segment yet. Save a filter of Contacts as one.</p>;
  }
  const answer = audience.isPlaceholderData ? undefined : audience.data?.explanation;
  return (
    <div className="flex flex-col gap-3">
      {mine.data && mine.data.segments.length > 0 ? (
        <ul aria-label="In segments" className="flex flex-wrap gap-1.5">
          {mine.data.segments.map(({ id, name }) => (
            <li key={id} className="min-w-0">
              <Link
                to="/$workspaceId/contacts"
                params={{ workspaceId: workspace.id }}
                search={{ segment: id }}
                dir="auto"
                title={name}
                className="block max-w-full truncate rounded-full border border-line-firm px-2.5 py-0.5 text-note text-ink hover:bg-hover"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        mine.data && <p className="text-list text-ink-faint">In no segment.</p>
      )}
      {all.data && (
        <SelectField
          label="Why in a segment or not"
          value={asked}
          onChange={(event) => setAsked(event.target.value)}
          options={[
            { value: '', label: 'Choose a segment' },
            ...all.data.segments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {audience.error && <ErrorLine error={audience.error} />}
      {segment && answer && <Verdicts of={`"${segment.name}"`} {...{ answer, fields, modeOff }} />}
    </div>
  );
}

/** Why a contact matches the filter of the list it was opened from, or does so no more. */
export function WhyContact(props: { contactId: string; filter: FilterJson; type: ContactType; modeOff: boolean }) {
  const { contactId, filter, type: contactType, modeOff } = props;
  const workspace = useWorkspace();
  const fields = useFilterFields(workspace.id);
  const audience = useAudience(workspace.id, { filter, contactType, contactId });
  return <Why {...{ audience, fields, modeOff }} />;
}

/** The same of a company. */
export function WhyCompany(props: { companyRowId: string; filter: FilterJson; modeOff: boolean }) {
  const { companyRowId, filter, modeOff } = props;
  const workspace = useWorkspace();
  const fields = useCompanyFields(workspace.id);
  const audience = useAudience(workspace.id, { filter, companyRowId }, 'companies');
  return <Why {...{ audience, fields, modeOff }} />;
}

function Why({
  audience,
  ...shown
}: { audience: ReturnType<typeof useAudience> } & Omit<VerdictsProps, 'of' | 'answer'>) {
  if (audience.error) return <ErrorLine error={audience.error} />;
  const answer = audience.isPlaceholderData ? undefined : audience.data?.explanation;
  if (!answer) return audience.isFetching ? <p className="text-list text-ink-faint">Looking…</p> : null;
  return <Verdicts of="the filter" answer={answer} {...shown} />;
}

interface VerdictsProps {
  of: string;
  answer: NonNullable<AudienceAnswer['explanation']>;
  fields: readonly FilterField[];
  modeOff: boolean;
}

function Verdicts({ of, answer, fields, modeOff }: VerdictsProps) {
  return (
    <div className="flex flex-col gap-2 text-list" role="status">
      <p className="font-strong text-ink">{answer.matches ? `Matches ${of}` : `Does not match ${of}`}</p>
      <ul aria-label="Conditions" className="flex flex-col gap-2">
        {answer.conditions.map((condition) => (
          <Verdict key={condition.path} {...{ condition, fields, modeOff }} />
        ))}
      </ul>
    </div>
  );
}

interface VerdictProps {
  condition: Explained;
  fields: readonly FilterField[];
  modeOff: boolean;
}

function Verdict({ condition, fields, modeOff }: VerdictProps) {
  const { field, op, expected, found, source, at, trust, pass } = condition;
  const asked = expected === null || op === 'is_set' || op === 'is_not_set' ? '' : ` ${expectedWords(expected)}`;
  return (
    <li className="flex gap-2">
      {pass ? (
        <Check size={14} aria-label="Passes" className="mt-0.5 shrink-0 text-verified" />
      ) : (
        <X size={14} aria-label="Does not pass" className="mt-0.5 shrink-0 text-danger-ink" />
      )}
      <div className="min-w-0">
        <p className="break-words text-ink">
          {nameOf(fields, field)} {opWords(op)}
          {asked}
        </p>
        <p className="flex flex-wrap items-center gap-x-1.5 text-note break-words text-ink-faint">
          {field !== 'segment' && <span>{found === null ? 'Not set' : `Found: ${readableValue(found)}`}</span>}
          {trust && (
            <span className="inline-flex items-center gap-1">
              <TrustMark level={trust} quiet={modeOff} size={12} />
              {TRUST_WORDS[trust]}
            </span>
          )}
          {source && <span>from {sourceWords(source)}</span>}
          {at && <Time at={at} ago />}
        </p>
      </div>
    </li>
  );
}

function expectedWords(expected: unknown): string {
  if (typeof expected === 'object' && expected !== null && 'amount' in expected && 'unit' in expected) {
    return `${String(expected.amount)} ${String(expected.unit)}`;
  }
  return readableValue(expected);
}
