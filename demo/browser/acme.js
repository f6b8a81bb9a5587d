/**
 * All of Acme Forms' Halo integration: who is here, for which company, and what is going on.
 * `tell` calls `HaloAgents` and shows the call in the panel beside the app.
 */
import { showDebug, tell } from './told.js';

const page = JSON.parse(document.getElementById('page')?.textContent ?? '{}');

tell('init', {
  orgId: page.orgId,
  apiKey: page.apiKey,
  // Our backend knows by its own cookie who is logged in. Signed out, it answers 401: a visitor needs no token.
  getUserToken: async () => {
    const answer = await fetch('/demo/api/token');
    if (answer.status === 401) return null;
    if (!answer.ok) throw new Error(await answer.text());
    return answer.text();
  },
});

if (page.user) tell('identify', page.user.id, page.user.traits);
if (page.company) tell('identifyCompany', page.company.id, page.company.traits);
for (const [key, entry] of page.context) tell('setContext', key, entry);

// Logout: Halo forgets the person in this browser before the page does.
const signOut = document.getElementById('sign-out');
if (signOut instanceof HTMLFormElement) {
  signOut.addEventListener('submit', async (event) => {
    event.preventDefault();
    await tell('reset');
    signOut.submit();
  });
}

document.getElementById('debug')?.addEventListener('click', showDebug);
