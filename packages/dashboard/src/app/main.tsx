import './compile-nothing.ts';
import '../ui/theme.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { meQuery } from '../features/account/account-queries.ts';
import { Toasts } from '../ui/toasts.tsx';
import { createQueryClient } from './query-client.ts';
import { createDashboardRouter } from './router.tsx';

const client = createQueryClient(() => {
  // The guard of the signed-in pages decides what follows.
  client.removeQueries({ queryKey: meQuery.queryKey });
  void router.invalidate();
});
const router = createDashboardRouter(client);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={client}>
        <Tooltip.Provider delay={350}>
          <RouterProvider router={router} />
          <Toasts />
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
