import { pageSizes } from '../../../contract/job-query.ts';
import { numberText } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { ListView } from '../../lib/list-view.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Select } from '../ui/Select.tsx';
import { viewFormId } from './element-ids.ts';
import classes from './Pager.module.css';

type Props = Pick<ListView, 'page' | 'size'> & {
  total: number;
  onPage: (page: number) => void;
  /** The pointer is on what leads to that page. */
  onIntent: (page: number) => void;
  onSize: (size: ListView['size']) => void;
};

/** Looks disabled but keeps the focus, which `disabled` would drop on the last page; the page number beside it says why. */
const unlessPossible = (isPossible: boolean) =>
  isPossible ? {} : { 'aria-disabled': true, 'aria-describedby': whereId };

const whereId = 'page-number';

/** Page number, previous and next page, and page size. */
export function Pager({ page, size, total, onPage, onIntent, onSize }: Props) {
  const { t, language } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / size));
  const towards = (target: number) => {
    const isThere = target >= 1 && target <= pages;
    const intend = isThere ? () => onIntent(target) : undefined;
    return {
      ...(isThere
        ? { type: 'submit' as const, form: viewFormId, name: 'page', value: target }
        : {}),
      onPointerEnter: intend,
      onPointerDown: intend,
      onClick: isThere ? () => onPage(target) : undefined,
    };
  };
  return (
    <nav className={classes.pager} aria-label={t('pager.label')}>
      <Select
        quiet
        form={viewFormId}
        name="size"
        aria-label={t('pager.size')}
        value={String(size)}
        options={pageSizes.map((value) => ({
          value: String(value),
          label: t('pager.perPage', { size: value }),
        }))}
        onChange={(chosen) => onSize(pageSizes.find((value) => String(value) === chosen) ?? size)}
      />
      <span id={whereId} className={classes.where} role="status">
        {t('pager.where', { page: numberText(page, language), pages: numberText(pages, language) })}
      </span>
      <Button {...unlessPossible(page > 1)} {...towards(Math.min(page - 1, pages))}>
        <Icon name="left" />
        {t('pager.previous')}
      </Button>
      <Button {...unlessPossible(page < pages)} {...towards(page + 1)}>
        {t('pager.next')}
        <Icon name="right" />
      </Button>
    </nav>
  );
}
