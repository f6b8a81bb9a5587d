import { Dialog } from '@base-ui/react/dialog';
import type { SearchAnswer } from '@halo/wire/dashboard/search.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Building2, Keyboard, Moon, Search, Sun, Ticket } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDeferredValue, useEffect, useState } from 'react';
import { inWorkspace, kindSentence, read } from '../api.ts';
import { KEYS } from '../keys.ts';
import { showOverlay, useOverlay } from '../overlay.ts';
import { LOWER_PLACES, PLACE_TO, PLACES, TABS } from '../places.ts';
import { chooseTheme } from '../theme.ts';
import { Kbd } from '../ui/kbd.tsx';
import { personDetail } from '../ui/person-name.tsx';
import { TrustMark } from '../ui/trust-mark.tsx';
import { useWorkspace } from '../workspace.tsx';

const ITEM =
  'flex h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 text-list text-ink data-[selected=true]:bg-pressed pointer-coarse:h-11';
const GROUP =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-note [&_[cmdk-group-heading]]:text-ink-faint';

/** Reaches every page, person, company, ticket and action. */
export function Palette() {
  const open = useOverlay() === 'palette';
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && showOverlay(null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity duration-[120ms] data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="floats fixed inset-x-3 top-3 z-40 mx-auto flex max-h-[70dvh] max-w-152 flex-col overflow-hidden desk:top-[14dvh]">
          <Dialog.Title className="sr-only">Find anything, do anything</Dialog.Title>
          <PaletteBody close={() => showOverlay(null)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ close }: { close: () => void }) {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const workspace = useWorkspace();
  const found = useQuery({
    queryKey: [workspace.id, 'search', q],
    queryFn: ({ signal }) => read<SearchAnswer>(inWorkspace(workspace.id, 'search'), { q }, signal),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  });
  const answer = q ? found.data : undefined;
  // What is found stands above the pages: the first of it is what Enter opens.
  const [chosen, setChosen] = useState('');
  const first = answer && firstOf(answer);
  useEffect(() => setChosen(first ?? ''), [first]);
  return (
    <Command
      label="Find anything, do anything"
      loop
      shouldFilter={false}
      value={chosen}
      onValueChange={setChosen}
      className="flex min-h-0 flex-col"
    >
      <div className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line px-4">
        <Search size={16} aria-hidden="true" className="text-ink-faint" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Find a person, company, ticket or page"
          className="h-full min-w-0 flex-1 bg-transparent text-body text-ink outline-none"
        />
        <Kbd keys="escape" />
      </div>
      <Command.List className="min-h-0 flex-1 scroll-py-2 overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-6 text-center text-list text-ink-soft">
          {found.error ? kindSentence(found.error) : found.isFetching ? 'Looking…' : `Nothing matches "${q}"`}
        </Command.Empty>
        {answer && <Found answer={answer} close={close} />}
        <Pages text={q} close={close} />
      </Command.List>
    </Command>
  );
}

function firstOf({ people, companies, tickets }: SearchAnswer): string | undefined {
  if (people[0]) return `person ${people[0].contactId}`;
  if (companies[0]) return `company ${companies[0].id}`;
  return tickets[0] && `ticket ${tickets[0].id}`;
}

function Found({ answer, close }: { answer: SearchAnswer; close: () => void }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const modeOff = workspace.settings.identityMode === 'off';
  return (
    <>
      {answer.people.length > 0 && (
        <Command.Group heading="People" className={GROUP}>
          {answer.people.map((person) => (
            <Item
              key={person.contactId}
              value={`person ${person.contactId}`}
              icon={<TrustMark level={person.trust.level} quiet={modeOff} />}
              aside={person.company ?? personDetail(person)}
              choose={() => {
                close();
                if (person.contactId) {
                  void navigate({
                    to: '/$workspaceId/contacts/$contactId',
                    params: { workspaceId: workspace.id, contactId: person.contactId },
                  });
                }
              }}
            >
              {person.displayName}
            </Item>
          ))}
        </Command.Group>
      )}
      {answer.companies.length > 0 && (
        <Command.Group heading="Companies" className={GROUP}>
          {answer.companies.map((company) => (
            <Item
              key={company.id}
              value={`company ${company.id}`}
              icon={<Building2 size={14} />}
              aside={company.plan ?? company.companyId}
              choose={() => {
                close();
                void navigate({
                  to: '/$workspaceId/companies/$companyRowId',
                  params: { workspaceId: workspace.id, companyRowId: company.id },
                });
              }}
            >
              {company.displayName}
            </Item>
          ))}
        </Command.Group>
      )}
      {answer.tickets.length > 0 && (
        <Command.Group heading="Tickets" className={GROUP}>
          {answer.tickets.map((ticket) => (
            <Item
              key={ticket.id}
              value={`ticket ${ticket.id}`}
              icon={<Ticket size={14} />}
              aside={ticket.displayName}
              choose={() => {
                close();
                void navigate({
                  to: '/$workspaceId/inbox/$view/$conversationId',
                  params: { workspaceId: workspace.id, view: 'all', conversationId: ticket.conversationId },
                  search: { ticket: ticket.id },
                });
              }}
            >
              {ticket.subject}
            </Item>
          ))}
        </Command.Group>
      )}
    </>
  );
}

function Pages({ text, close }: { text: string; close: () => void }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const params = { workspaceId: workspace.id };
  const firsts: string[] = Object.values(PLACE_TO);
  const go = (run: () => void) => () => {
    close();
    run();
  };
  const all: { name: string; icon: ReactNode; keys?: string; choose: () => void }[] = [
    ...[...PLACES, ...LOWER_PLACES]
      .filter(({ needs }) => workspace.may(needs))
      .map(({ id, name, icon: Icon, key }) => ({
        name: id === 'setup' ? 'Setup: Install' : id === 'settings' ? 'Settings: Workspace' : name,
        icon: <Icon size={14} />,
        keys: KEYS[key].keys,
        choose: () =>
          id === 'inbox'
            ? void navigate({ to: PLACE_TO.inbox, params: { ...params, view: 'open' } })
            : void navigate({ to: PLACE_TO[id], params }),
      })),
    ...[...TABS.agent, ...TABS.settings]
      .filter(({ needs, to }) => workspace.may(needs) && !firsts.includes(to))
      .map(({ name, to }) => ({
        name: `${to.includes('/agent/') ? 'AI agent' : 'Settings'}: ${name}`,
        icon: null,
        choose: () => void navigate({ to, params }),
      })),
    { name: 'Light theme', icon: <Sun size={14} />, choose: () => chooseTheme('light') },
    { name: 'Dark theme', icon: <Moon size={14} />, choose: () => chooseTheme('dark') },
    { name: 'Theme like the system', icon: null, choose: () => chooseTheme('system') },
    { name: 'Keys', icon: <Keyboard size={14} />, keys: KEYS.help.keys, choose: () => showOverlay('keys') },
  ];
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = all.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  if (fitting.length === 0) return null;
  return (
    <Command.Group heading="Pages and actions" className={GROUP}>
      {fitting.map(({ name, icon, keys, choose }) => (
        <Item key={name} value={name} icon={icon} aside={keys && <Kbd keys={keys} />} choose={go(choose)}>
          {name}
        </Item>
      ))}
    </Command.Group>
  );
}

interface ItemProps {
  value: string;
  icon: ReactNode;
  aside?: ReactNode;
  choose: () => void;
  children: string;
}

function Item({ value, icon, aside, choose, children }: ItemProps) {
  return (
    <Command.Item value={value} onSelect={choose} className={ITEM}>
      <span className="flex w-4 shrink-0 justify-center text-ink-faint">{icon}</span>
      <span dir="auto" className="min-w-0 flex-1 truncate text-start">
        {children}
      </span>
      {aside && <span className="max-w-2/5 shrink-0 truncate text-note text-ink-faint">{aside}</span>}
    </Command.Item>
  );
}
