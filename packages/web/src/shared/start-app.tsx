import { QueryClientProvider } from '@tanstack/react-query';
import { type AnyRouter, RouterProvider } from '@tanstack/react-router';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { RouterProvider as LinkProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import './styles.css';
import { newQueryClient } from './api/query-client.ts';
import { isElsewhere } from './go.ts';
import { startI18n } from './i18n/i18n.ts';
import { WordsOfControls } from './i18n/words-of-controls.tsx';
import type { Area } from './offline/areas.ts';
import { registerServiceWorker } from './offline/register.ts';
import { applyPreferences } from './preferences/preferences.ts';
import { readSession, writeSession } from './session-value.ts';

/** Starts one of the apps: preferences, texts, router, cache, and the service worker of `offline`, its area, if it has one. `router` is a TanStack router. */
export async function startApp(
  router: AnyRouter,
  texts: Parameters<typeof startI18n>[0],
  offline: Area | null,
): Promise<void> {
  applyPreferences();
  reloadAfterDeployment();
  await startI18n(texts);
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  const client = newQueryClient();
  // Reasons and refusals come in the language they were asked in: another language asks for them again.
  i18next.on('languageChanged', () => void client.invalidateQueries());
  const navigate = (to: string) => (isElsewhere(to) ? location.assign(to) : void router.navigate({ to }));
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LinkProvider navigate={navigate}>
          <WordsOfControls>
            <RouterProvider router={router} />
          </WordsOfControls>
        </LinkProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  if (offline !== null) registerServiceWorker(offline);
}

/** A page of an older build asks for a file that a new one replaced: load the new build, once; what was typed is kept. */
function reloadAfterDeployment(): void {
  let leftAt = Number.NEGATIVE_INFINITY;
  window.addEventListener('beforeunload', () => {
    leftAt = Date.now();
  });
  window.addEventListener('vite:preloadError', (event) => {
    // Firefox lets go of what is under way when somebody leaves; a reload would bring them back.
    if (Date.now() - leftAt < 10_000) return;
    const last = readSession<number>('reloaded') ?? 0;
    if (Date.now() - last < 30_000) return;
    event.preventDefault();
    writeSession('reloaded', Date.now());
    window.location.reload();
  });
}
