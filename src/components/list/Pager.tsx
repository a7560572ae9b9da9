import { Button, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { pageSizes } from '../../../contract/job-query.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { ListView } from '../../lib/list-view.ts';
import classes from './Pager.module.css';

type Props = Pick<ListView, 'page' | 'size'> & {
  total: number;
  onPage: (page: number) => void;
  onSize: (size: ListView['size']) => void;
};

/** Looks disabled but keeps the focus, which `disabled` would drop on the last page; the page number beside it says why. */
const unlessPossible = (isPossible: boolean) =>
  isPossible ? {} : { 'aria-disabled': true, 'aria-describedby': whereId, 'data-disabled': true };

const whereId = 'page-number';

/** Page number, previous and next page, and page size. */
export function Pager({ page, size, total, onPage, onSize }: Props) {
  const { t, language } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / size));
  const number = new Intl.NumberFormat(language);
  return (
    <nav className={classes.pager} aria-label={t('pager.label')}>
      <NativeSelect
        size="xs"
        aria-label={t('pager.size')}
        value={String(size)}
        data={pageSizes.map((value) => ({
          value: String(value),
          label: t('pager.perPage', { size: value }),
        }))}
        onChange={(event) =>
          onSize(pageSizes.find((value) => String(value) === event.currentTarget.value) ?? size)
        }
      />
      <span id={whereId} className={classes.where} role="status">
        {t('pager.where', { page: number.format(page), pages: number.format(pages) })}
      </span>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconChevronLeft size={15} aria-hidden />}
        {...unlessPossible(page > 1)}
        onClick={() => page > 1 && onPage(Math.min(page - 1, pages))}
      >
        {t('pager.previous')}
      </Button>
      <Button
        size="xs"
        variant="default"
        rightSection={<IconChevronRight size={15} aria-hidden />}
        {...unlessPossible(page < pages)}
        onClick={() => page < pages && onPage(page + 1)}
      >
        {t('pager.next')}
      </Button>
    </nav>
  );
}
