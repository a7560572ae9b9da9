import { useTranslation } from '../../../lib/i18n.ts';
import { opensHere } from '../../../lib/links.ts';
import { type ListView, writeListView } from '../../../lib/list-view.ts';
import sideScroll from '../../ui/SideScroll.module.css';
import { useListIntent } from '../use-list-intent.ts';
import { builtInViews } from './built-in-views.ts';
import classes from './ViewStrip.module.css';

type Props = { view: ListView; onChange: (view: ListView) => void };

/** The named views of the list, as links: each is a place of its own, and works without the page's code. */
export function ViewStrip({ view, onChange }: Props) {
  const { t } = useTranslation();
  const intend = useListIntent(view);
  const shown = writeListView({ ...view, page: 1 });
  return (
    <nav className={`${sideScroll.line} ${classes.views}`} aria-label={t('views.label')}>
      {builtInViews.map(({ name, view: named }) => {
        const next = { ...named, size: view.size };
        const query = writeListView(next);
        return (
          <a
            key={name}
            className={classes.view}
            href={query === '' ? '/' : `/?${query}`}
            aria-current={query === shown ? 'page' : undefined}
            onPointerEnter={() => intend(next)}
            onPointerDown={() => intend(next)}
            onClick={(event) => {
              if (!opensHere(event)) return;
              event.preventDefault();
              onChange(next);
            }}
          >
            {t(`views.${name}`)}
          </a>
        );
      })}
    </nav>
  );
}
