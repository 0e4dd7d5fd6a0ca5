import { QueryClientProvider } from '@tanstack/react-query';
import { type AnyRouter, RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { RouterProvider as LinkProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import './styles.css';
import { newQueryClient } from './api/query-client.ts';
import { startI18n } from './i18n/i18n.ts';
import { registerServiceWorker } from './offline/register.ts';
import { applyPreferences } from './preferences/preferences.ts';

/** Starts one of the three apps: preferences, texts, router, cache, service worker. `router` is a TanStack router. */
export async function startApp(router: AnyRouter, texts: Parameters<typeof startI18n>[0]): Promise<void> {
  applyPreferences();
  await startI18n(texts);
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  const navigate = (to: string) => void router.navigate({ to });
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <LinkProvider navigate={navigate}>
          <RouterProvider router={router} />
        </LinkProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  registerServiceWorker();
}
