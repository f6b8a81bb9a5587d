import { Tabs } from '@base-ui/react/tabs';
import type { CustomerPanelAnswer } from '@halo/wire/dashboard/inbox.ts';
import { Link } from '@tanstack/react-router';
import { ArrowLeft, ScanText } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { ContextList } from '../../ui/fact-list.tsx';
import { TextLink } from '../../ui/link-tabs.tsx';
import { personDetail } from '../../ui/person-name.tsx';
import { humanKey } from '../../ui/readable-value.ts';
import { RingLoading } from '../../ui/ring-mark.tsx';
import { useNow } from '../../ui/time.tsx';
import { tenure } from '../../ui/time-words.ts';
import { TrustBadge } from '../../ui/trust-badge.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { ActivityTab, CompaniesTab, Nothing, TraitsTab } from './customer-tabs.tsx';
import { useCustomer } from './inbox-queries.ts';
import { PromptDialog } from './prompt-dialog.tsx';

/** The tab stays as one moves from customer to customer. */
let lastTab = 'traits';

/** Everything a teammate may know of the person of this conversation. */
export function CustomerPanel({ conversationId, onClose }: { conversationId: string; onClose?: () => void }) {
  const workspace = useWorkspace();
  const customer = useCustomer(workspace.id, conversationId);
  return (
    <aside
      aria-label="Customer"
      className="flex min-h-0 w-full flex-1 flex-col overflow-y-auto bg-ground desk:w-75 desk:flex-none desk:border-s desk:border-line"
    >
      {customer.data ? (
        <Panel answer={customer.data} {...(onClose ? { onClose } : {})} conversationId={conversationId} />
      ) : customer.error ? (
        <ErrorState error={customer.error} retry={() => void customer.refetch()} />
      ) : (
        <RingLoading label="Loading the customer" />
      )}
    </aside>
  );
}

function Panel({
  answer,
  conversationId,
  onClose,
}: {
  answer: CustomerPanelAnswer;
  conversationId: string;
  onClose?: () => void;
}) {
  const workspace = useWorkspace();
  const modeOff = workspace.settings.identityMode === 'off';
  const now = useNow();
  const [tab, setTab] = useState(lastTab);
  const [promptOpen, setPromptOpen] = useState(false);
  const { person } = answer;
  const current = answer.companies.find((company) => company.current) ?? answer.companies[0];
  const role = answer.traits.find(({ key }) => key === 'role')?.value;
  const since = answer.signedUpAt ? tenure(answer.signedUpAt, now) : '';
  return (
    <>
      <header className="flex flex-col gap-1.5 border-b border-line px-4 py-4">
        <div className="flex items-start gap-1">
          {onClose && (
            <span className="-ms-2.5 -mt-1.5 desk:hidden">
              <IconButton label="Back to the conversation" onClick={onClose}>
                <ArrowLeft size={18} />
              </IconButton>
            </span>
          )}
          <h2 dir="auto" className="min-w-0 flex-1 text-message font-strong break-words text-ink">
            {person.contactId ? (
              <Link
                to="/$workspaceId/contacts/$contactId"
                params={{ workspaceId: workspace.id, contactId: person.contactId }}
                className="hover:underline"
              >
                {person.displayName}
              </Link>
            ) : (
              person.displayName
            )}
          </h2>
        </div>
        <TrustBadge trust={person.trust} modeOff={modeOff} />
        <p dir="auto" className="truncate text-list text-ink-soft" title={personDetail(person)}>
          {personDetail(person)}
        </p>
        {current && (
          <p className="text-list text-ink-soft">
            {typeof role === 'string' && <span dir="auto">{humanKey(role)} · </span>}
            <TextLink
              to="/$workspaceId/companies/$companyRowId"
              params={{ workspaceId: workspace.id, companyRowId: current.id }}
              dir="auto"
            >
              {current.displayName}
            </TextLink>
            {current.plan && ` (${current.plan})`}
          </p>
        )}
        {since && <p className="text-list text-ink-soft">Customer {since === 'today' ? 'since today' : since}</p>}
      </header>
      <Tabs.Root
        value={tab}
        onValueChange={(next: string) => {
          lastTab = next;
          setTab(next);
        }}
        className="flex flex-1 flex-col"
      >
        <Tabs.List
          aria-label="About the customer"
          className="sticky top-0 z-10 flex gap-1 border-b border-line bg-ground px-2"
        >
          <Tab value="traits">Traits</Tab>
          <Tab value="context">Context</Tab>
          <Tab value="companies">Companies</Tab>
          <Tab value="activity">Activity</Tab>
        </Tabs.List>
        <Tabs.Panel value="traits" className="p-4 outline-none">
          <TraitsTab answer={answer} modeOff={modeOff} />
        </Tabs.Panel>
        <Tabs.Panel value="context" className="p-4 outline-none">
          {answer.context.length > 0 ? (
            <ContextList context={answer.context} modeOff={modeOff} />
          ) : (
            <Nothing>No context. Your app sends it with setContext().</Nothing>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="companies" className="p-4 outline-none">
          <CompaniesTab answer={answer} modeOff={modeOff} />
        </Tabs.Panel>
        <Tabs.Panel value="activity" className="p-4 outline-none">
          <ActivityTab answer={answer} />
        </Tabs.Panel>
      </Tabs.Root>
      {answer.lastPromptId && (
        <div className="sticky bottom-0 border-t border-line bg-ground p-3">
          <Button icon={<ScanText size={14} />} className="w-full" onClick={() => setPromptOpen(true)}>
            What the AI saw
          </Button>
        </div>
      )}
      <PromptDialog
        conversationId={conversationId}
        contactId={answer.person.contactId}
        promptId={promptOpen ? answer.lastPromptId : null}
        onClose={() => setPromptOpen(false)}
      />
    </>
  );
}

function Tab({ value, children }: { value: string; children: string }) {
  return (
    <Tabs.Tab
      value={value}
      className="focus-inset -mb-px border-b-2 border-transparent px-2 py-2.5 text-list text-ink-soft transition-colors duration-[120ms] hover:text-ink data-active:border-accent data-active:font-strong data-active:text-ink"
    >
      {children}
    </Tabs.Tab>
  );
}
