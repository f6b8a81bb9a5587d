import { createElement, type ReactElement } from 'react';
import { renderToString as renderReact } from 'react-dom/server';
import { expect, it } from 'vitest';
import { createSSRApp, h } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import { HaloProvider, useHalo, useHaloState } from '../react.ts';
import { createHalo, useHalo as useHaloInVue, useHaloState as useHaloStateInVue } from '../vue.ts';

const options = { orgId: 'org_1', apiKey: 'ab_live_1', userId: 'u1' };

it('renders on a server, where Halo neither runs nor gathers calls', async () => {
  function Help(): ReactElement {
    const { ready } = useHaloState();
    void useHalo().identify('u1');
    useHalo().openChat();
    return createElement('b', null, `ready: ${ready}`);
  }
  expect(renderReact(createElement(HaloProvider, options, createElement(Help)))).toBe('<b>ready: false</b>');

  const app = createSSRApp({
    setup() {
      const state = useHaloStateInVue();
      useHaloInVue().openChat();
      return () => h('b', `ready: ${state.value.ready}`);
    },
  });
  expect(await renderVue(app.use(createHalo(options)))).toBe('<b>ready: false</b>');
});

it('says what is missing where Halo was not put', async () => {
  expect(() => renderReact(createElement(() => createElement('b', null, String(useHalo()))))).toThrow('<HaloProvider>');
  const bare = createSSRApp({ setup: () => () => h('b', String(useHaloInVue())) });
  bare.config.warnHandler = () => {};
  await expect(renderVue(bare)).rejects.toThrow('createHalo');
});
