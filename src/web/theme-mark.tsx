import { useComputedColorScheme } from '@mantine/core';
import { useLayoutEffect } from 'react';

/** Tells the tokens which theme Mantine has chosen. */
export function ThemeMark() {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = scheme;
  }, [scheme]);
  return null;
}
