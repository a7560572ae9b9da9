import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { Language } from '../../lib/i18n.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './DisplayControls.module.css';

const next: Record<MantineColorScheme, MantineColorScheme> = {
  auto: 'light',
  light: 'dark',
  dark: 'auto',
};
const icons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };

/** Language and colour scheme: one press each. */
export function DisplayControls({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { t, language } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = icons[colorScheme];
  const other = language === 'en' ? 'zh-CN' : 'en';
  const label = t('layout.theme', { theme: t(`theme.${colorScheme}`) });
  return (
    <>
      <button
        type="button"
        className={classes.control}
        lang={other}
        onClick={() => onLanguage(other)}
      >
        {other === 'en' ? 'English' : '中文'}
      </button>
      <button
        type="button"
        className={classes.control}
        aria-label={label}
        title={label}
        onClick={() => setColorScheme(next[colorScheme])}
      >
        <Icon size={18} stroke={1.8} aria-hidden />
      </button>
    </>
  );
}
