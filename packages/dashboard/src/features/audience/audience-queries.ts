import type { InboxCountAnswer, InboxCountBody, InboxFunnel } from '@halo/wire/dashboard/inbox.ts';
import type { TicketKeysAnswer, TicketLabelsAnswer } from '@halo/wire/dashboard/routing.ts';
import type {
  AudienceAnswer,
  AudienceBody,
  ContactSegmentsAnswer,
  SegmentBody,
  SegmentsAnswer,
} from '@halo/wire/dashboard/segments.ts';
import type { Attribute, AttributesAnswer } from '@halo/wire/dashboard/settings.ts';
import type { TeammatesAnswer } from '@halo/wire/dashboard/teammates.ts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ApiError, inWorkspace, read, send } from '../../api.ts';
import { useLists } from '../consents/consent-queries.ts';
import { companyFieldsOf, fieldsOf } from './fields.ts';
import { ticketFieldsOf } from './ticket-fields.ts';

const PAUSE_MS = 250;

/** A value once it has stood still for a moment. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** What a filter is asked of. */
export type Subject = 'contacts' | 'companies' | 'inbox';

const PREVIEWS = { contacts: ['audiences', 'preview'], companies: ['companies', 'preview'], inbox: ['inbox', 'count'] };

/** What can be asked of any subject; each takes its own. */
export type AudienceQuestion = Pick<AudienceBody, 'contactType'> &
  Partial<Pick<InboxCountBody, 'view' | 'search'>> & {
    filter: Record<string, unknown>;
    explain?: boolean;
    contactId?: string;
    companyRowId?: string;
  };

/** A count, with what each condition leaves where that was asked for. */
export type Counted = Omit<AudienceAnswer, 'sample'> & {
  atLeast?: boolean;
  /** Of the inbox: which part of it was counted down. */
  looked?: Omit<InboxFunnel, 'funnel'>;
};

/** Whom a filter means just now and why. A question that is no longer wanted is cancelled. Null asks nothing. */
export function useAudience(workspaceId: string, body: AudienceQuestion | null, of: Subject = 'contacts') {
  return useQuery({
    queryKey: [workspaceId, 'audience', of, body],
    queryFn: async ({ signal }): Promise<Counted> => {
      const path = inWorkspace(workspaceId, ...PREVIEWS[of]);
      if (of !== 'inbox') return send<Counted>('POST', path, body, signal);
      const { why, ...count } = await send<InboxCountAnswer>('POST', path, body, signal);
      const { funnel, ...looked } = why ?? {};
      return { ...count, ...(why && { funnel: why.funnel, looked: looked as Omit<InboxFunnel, 'funnel'> }) };
    },
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: (count, error) => !(error instanceof ApiError && error.status < 500) && count < 2,
  });
}

/** Everything that can be asked of contacts; discovered keys join as they are read. */
export function useFilterFields(workspaceId: string) {
  const user = useAttributes(workspaceId, 'user');
  const company = useAttributes(workspaceId, 'company');
  const lists = useLists(workspaceId).data?.lists;
  return useMemo(() => fieldsOf(user, company, lists), [user, company, lists]);
}

/** Everything that can be asked of companies. */
export function useCompanyFields(workspaceId: string) {
  const company = useAttributes(workspaceId, 'company');
  return useMemo(() => companyFieldsOf(company), [company]);
}

/** Everything that can be asked where tickets are asked about: of themselves first, and of whom they are from. */
export function useTicketFields(workspaceId: string) {
  const ofContacts = useFilterFields(workspaceId);
  const labels = useTicketLabels(workspaceId).data?.labels;
  const teammates = useQuery({
    queryKey: [workspaceId, 'teammates'],
    queryFn: ({ signal }) => read<TeammatesAnswer>(inWorkspace(workspaceId, 'teammates'), {}, signal),
    staleTime: 5 * 60_000,
  }).data?.teammates;
  const keys = useQuery({
    queryKey: [workspaceId, 'ticket-keys'],
    queryFn: ({ signal }) => read<TicketKeysAnswer>(inWorkspace(workspaceId, 'ticket-keys'), {}, signal),
    staleTime: 5 * 60_000,
  }).data?.keys;
  return useMemo(
    () => [...ticketFieldsOf(labels ?? [], teammates ?? [], keys), ...ofContacts],
    [labels, teammates, keys, ofContacts],
  );
}

/** The team inboxes and categories. */
export function useTicketLabels(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'ticket-labels'],
    queryFn: ({ signal }) => read<TicketLabelsAnswer>(inWorkspace(workspaceId, 'ticket-labels'), {}, signal),
  });
}

const NONE: Attribute[] = [];

function useAttributes(workspaceId: string, scope: 'user' | 'company'): Attribute[] {
  const { data } = useQuery({
    queryKey: [workspaceId, 'attributes', scope],
    queryFn: ({ signal }) => read<AttributesAnswer>(inWorkspace(workspaceId, 'attributes'), { scope }, signal),
  });
  return data?.attributes ?? NONE;
}

export function useSegments(workspaceId: string) {
  return useQuery({
    queryKey: [workspaceId, 'segments', 'list'],
    queryFn: ({ signal }) => read<SegmentsAnswer>(inWorkspace(workspaceId, 'segments'), {}, signal),
    // The bell says when building is done; this is for a bell that was lost.
    refetchInterval: ({ state }) => (state.data?.segments.some((one) => one.state === 'building') ? 5_000 : false),
  });
}

export function useContactSegments(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: [workspaceId, 'segments', 'of', contactId],
    queryFn: ({ signal }) =>
      read<ContactSegmentsAnswer>(inWorkspace(workspaceId, 'contacts', contactId, 'segments'), {}, signal),
  });
}

/** Saves a segment; without an id a new one. Answers its id. */
export function useSaveSegment(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: SegmentBody & { id: string | null }) =>
      id === null
        ? send<{ id: string }>('POST', inWorkspace(workspaceId, 'segments'), body)
        : send<{ id: string }>('PATCH', inWorkspace(workspaceId, 'segments', id), body),
    onSuccess: () => client.invalidateQueries({ queryKey: [workspaceId, 'segments'] }),
  });
}

export function useDeleteSegment(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send('DELETE', inWorkspace(workspaceId, 'segments', id)),
    onSuccess: () => client.invalidateQueries({ queryKey: [workspaceId, 'segments'] }),
  });
}
