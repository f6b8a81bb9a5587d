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

function react(ids: Ids): Snippet {
  return {
    id: 'react',
    title: 'React',
    language: 'tsx',
    where: 'A component you render once, near the root, with your logged-in user.',
    code: `import { useEffect, useRef } from 'react';

const loaded = new Promise((resolve, reject) => {
  if (typeof document === 'undefined') return;
  const script = Object.assign(document.createElement('script'), {
    src: '${scriptOf(ids)}',
    onload: () => resolve(window.HaloAgents),
    onerror: reject,
  });
  document.head.append(script);
});

export function Halo({ user }) {
  const before = useRef(null);
  useEffect(() => {
    let mounted = true;
    loaded.then((HaloAgents) => {
      if (!mounted) return;
      if (!HaloAgents.getInstance()) {
        ${initOf(ids, '        ')}
      }
      if (user) {
        ${IDENTIFY.replaceAll('\n', '\n        ')}
      } else if (before.current) {
        HaloAgents.getInstance()?.reset();
      }
      before.current = user;
    });
    return () => {
      mounted = false;
    };
  }, [user?.id]);
  return null;
}`,
  };
}

function next(ids: Ids): Snippet {
  return {
    id: 'next',
    title: 'Next.js',
    language: 'tsx',
    where: 'app/halo.tsx, rendered in the root layout with the user of your session.',
    code: `'use client';

import Script from 'next/script';
import { useRef } from 'react';

export function Halo({ user }) {
  const before = useRef(null);
  return (
    <Script
      key={user?.id ?? 'visitor'}
      src="${scriptOf(ids)}"
      onReady={() => {
        const { HaloAgents } = window;
        if (!HaloAgents.getInstance()) {
          ${initOf(ids, '          ')}
        }
        if (user) {
          ${IDENTIFY.replaceAll('\n', '\n          ')}
        } else if (before.current) {
          HaloAgents.getInstance()?.reset();
        }
        before.current = user;
      }}
    />
  );
}`,
  };
}

function vue(ids: Ids): Snippet {
  return {
    id: 'vue',
    title: 'Vue',
    language: 'vue',
    where: 'Halo.vue, placed once in App.vue with your logged-in user.',
    code: `<script setup>
import { onMounted, watch } from 'vue';

const props = defineProps({ user: Object });

onMounted(() => {
  const script = document.createElement('script');
  script.src = '${scriptOf(ids)}';
  script.onload = () => {
    const { HaloAgents } = window;
    ${initOf(ids, '    ')}
    watch(
      () => props.user,
      (user, before) => {
        if (user) {
          ${IDENTIFY.replaceAll('\n', '\n          ')}
        } else if (before) {
          HaloAgents.getInstance()?.reset();
        }
      },
      { immediate: true },
    );
  };
  document.head.append(script);
});
</script>

<template></template>`,
  };
}
