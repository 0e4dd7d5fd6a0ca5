import { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { addTexts } from './i18n/i18n.ts';
import type { AppTexts, TextLoaders } from './i18n/texts.ts';

/** A screen that is fetched when first wanted, together with the texts that only its part of the app needs. */
export function lazyScreen<N extends Exclude<keyof AppTexts, 'shared'>>(
  page: () => Promise<ComponentType>,
  name: N,
  texts: TextLoaders<N>,
): ReturnType<typeof lazyRouteComponent> {
  return lazyRouteComponent(async () => {
    const [component] = await Promise.all([page(), addTexts(name, texts)]);
    return { default: component };
  });
}
