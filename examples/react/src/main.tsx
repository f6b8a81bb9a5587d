import { HaloProvider, useHalo, useHaloState } from 'haloagents/react';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../acme.css';
import { PEOPLE, type PersonId } from '../../people.ts';

const HALO = {
  apiUrl: import.meta.env.VITE_HALO_URL ?? 'http://localhost:3000',
  orgId: import.meta.env.VITE_HALO_ORG ?? 'YOUR_ORG',
  apiKey: import.meta.env.VITE_HALO_KEY ?? 'YOUR_WIDGET_KEY',
};

function Help() {
  const halo = useHalo();
  const { unread } = useHaloState();
  return (
    <button type="button" className="primary" onClick={() => halo.openChat()}>
      {unread > 0 ? `Help (${unread} new)` : 'Help'}
    </button>
  );
}

function App() {
  const [id, setId] = useState<PersonId | null>(null);
  const person = id && PEOPLE[id];
  return (
    <HaloProvider {...HALO} userId={id} userTraits={person ?? undefined} companyId={id && 'acme'}>
      <main className="acme">
        <h1>Acme Forms</h1>
        <p>{person ? `${person.name}, on the ${person.plan} plan.` : 'Nobody is signed in.'}</p>
        <div className="card">
          <p>Sign in, and the chat knows who you are.</p>
          <div className="row">
            <button type="button" onClick={() => setId('jane')}>
              Jane
            </button>
            <button type="button" onClick={() => setId('sam')}>
              Sam
            </button>
            <button type="button" onClick={() => setId(null)}>
              Sign out
            </button>
            <Help />
          </div>
        </div>
      </main>
    </HaloProvider>
  );
}

const root = document.querySelector('#app');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
