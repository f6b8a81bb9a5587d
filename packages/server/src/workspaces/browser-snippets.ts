import type { Snippet } from '@halo/wire/dashboard/install.ts';

interface Ids {
  orgId: string;
  widgetKey: string;
  url: string;
}

/** What a developer pastes into a page, for each framework, with the workspace's own ids in it. */
export function browserSnippets(ids: Ids): Snippet[] {
  return [html(ids), react(ids), next(ids), vue(ids)];
}

const scriptOf = ({ url }: Ids) => `${url}/sdk/latest/haloagents.umd.js`;

const initOf = ({ orgId, widgetKey }: Ids, indent: string) =>
  [
    'HaloAgents.init({',
    `  orgId: '${orgId}',`,
    `  apiKey: '${widgetKey}',`,
    '  // Your server signs a token for whoever is logged in; answer nothing for visitors.',
    "  getUserToken: () => fetch('/halo-token').then((answer) => (answer.ok ? answer.text() : undefined)),",
    '});',
  ].join(`\n${indent}`);

const IDENTIFY = `HaloAgents.getInstance()?.identify(user.id, {
  name: user.name,
  email: user.email,
  plan: user.plan,
});`;

function html(ids: Ids): Snippet {
  return {
    id: 'html',
    title: 'HTML',
    language: 'html',
    where: 'Before </body> on every page. Call identify once you know who is logged in.',
    code: `<script src="${scriptOf(ids)}"></script>
<script>
  ${initOf(ids, '  ')}

  // After login:
  // ${IDENTIFY.replaceAll('\n', '\n  // ')}
</script>`,
  };
}

/** What the bindings take, beside what differs from one framework to the next. */
const propsOf = ({ url, orgId, widgetKey }: Ids) => ({ apiUrl: url, orgId, apiKey: widgetKey });

const USER = `interface User {
  id: string;
  name: string;
  email: string;
  plan: string;
}

// Your server signs a token for whoever is logged in.
const getUserToken = () => fetch('/halo-token').then((answer) => (answer.ok ? answer.text() : null));`;

const provider = (ids: Ids) => `import { HaloProvider } from 'haloagents/react';
import type { ReactNode } from 'react';

${USER}

// A user who goes away is logged out.
export function Halo({ user, children }: { user: User | null; children: ReactNode }) {
  return (
    <HaloProvider
${Object.entries(propsOf(ids))
  .map(([name, value]) => `      ${name}="${value}"`)
  .join('\n')}
      userId={user?.id}
      userTraits={user ? { name: user.name, email: user.email, plan: user.plan } : undefined}
      getUserToken={user ? getUserToken : undefined}
    >
      {children}
    </HaloProvider>
  );
}`;

function react(ids: Ids): Snippet {
  return {
    id: 'react',
    title: 'React',
    language: 'tsx',
    where: 'npm install haloagents, then halo.tsx: put it around your app, with your logged-in user.',
    code: provider(ids),
  };
}

function next(ids: Ids): Snippet {
  return {
    id: 'next',
    title: 'Next.js',
    language: 'tsx',
    where:
      'npm install haloagents, then app/halo.tsx: put it around the children of the root layout, with the user of your session.',
    code: `'use client';\n\n${provider(ids)}`,
  };
}

function vue(ids: Ids): Snippet {
  return {
    id: 'vue',
    title: 'Vue',
    language: 'js',
    where: 'npm install haloagents, then main.ts, with a ref of your logged-in user.',
    code: `import { createHalo } from 'haloagents/vue';
import { createApp, ref } from 'vue';
import App from './App.vue';

${USER}

// Set it after login; null logs out.
export const user = ref<User | null>(null);

const halo = createHalo(() => ({
${Object.entries(propsOf(ids))
  .map(([name, value]) => `  ${name}: '${value}',`)
  .join('\n')}
  userId: user.value?.id,
  userTraits: user.value ? { name: user.value.name, email: user.value.email, plan: user.value.plan } : undefined,
  getUserToken: user.value ? getUserToken : undefined,
}));

createApp(App).use(halo).mount('#app');`,
  };
}
