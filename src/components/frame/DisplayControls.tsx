import type { ColorScheme } from '../../lib/cookies.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { Language } from '../../lib/languages.ts';
import { useScheme } from '../../lib/preferences.ts';
import { Icon } from '../ui/Icon.tsx';
import { TextButton } from '../ui/TextButton.tsx';
import classes from './DisplayControls.module.css';

const nextScheme: Record<ColorScheme, ColorScheme> = {
  auto: 'light',
  light: 'dark',
  dark: 'auto',
};
const icons = { auto: 'desktop', light: 'sun', dark: 'moon' } as const;

/** Buttons that switch to the other language and to the next colour scheme. */
export function DisplayControls({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { t, language } = useTranslation();
  const { scheme, setScheme } = useScheme();
  const otherLanguage = language === 'en' ? 'zh-CN' : 'en';
  const label = t('layout.theme', { theme: t(`theme.${scheme}`) });
  return (
    <>
      <TextButton
        className={classes.control}
        lang={otherLanguage}
        onClick={() => onLanguage(otherLanguage)}
      >
        {otherLanguage === 'en' ? 'English' : '中文'}
      </TextButton>
      <TextButton
        className={classes.control}
        aria-label={label}
        title={label}
        onClick={() => setScheme(nextScheme[scheme])}
      >
        <Icon name={icons[scheme]} />
      </TextButton>
    </>
  );
}
