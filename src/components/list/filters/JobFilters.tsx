import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { jobList } from '../../../api/job-list.ts';
import { focusFirst } from '../../../lib/focus.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import {
  activeFilters,
  isIdSearch,
  isNarrowed,
  type ListView,
  withoutFilters,
} from '../../../lib/list-view.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { searchBoxId, viewFormId } from '../element-ids.ts';
import { type ListIntent, useListIntent } from '../use-list-intent.ts';
import classes from './JobFilters.module.css';
import { RangeFilter } from './RangeFilter.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SortPicker } from './SortPicker.tsx';
import { StateFilter } from './StateFilter.tsx';
import { TypeFilter } from './TypeFilter.tsx';

type Props = { view: ListView; onChange: (change: Partial<ListView>) => void };

/** Every filter of the list, and its sort. A phone shows the search only, until the others are asked for. */
export function JobFilters({ view, onChange }: Props) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const active = activeFilters(view);
  const intend = useListIntent(view);
  return (
    <form
      id={viewFormId}
      action="/"
      className={classes.filters}
      data-closed={!isOpen || undefined}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={classes.fields}>
        <SearchBox
          field={view.searchBy}
          text={view.search}
          onSearch={(searchBy, search) => onChange({ searchBy, search })}
        />
        <Button
          className={classes.toggle}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name="filter" />
          {t('filter.title')}
          {active > 0 && <b className={classes.active}>{active}</b>}
        </Button>
        <TypeFilter type={view.type} onChange={(type) => onChange({ type })} />
        <RangeFilter
          range={view.range}
          since={view.since}
          until={view.until}
          isIdSearch={isIdSearch(view)}
          onChange={onChange}
        />
        <SortPicker sort={view.sort} dir={view.dir} onChange={onChange} />
        {isNarrowed(view) && (
          <Button
            kind="quiet"
            onClick={() => {
              // This button disappears.
              focusFirst(searchBoxId);
              onChange(withoutFilters(view));
            }}
          >
            {t('filter.reset')}
          </Button>
        )}
      </div>
      <ListStates view={view} onIntent={intend} onChange={onChange} />
    </form>
  );
}

/** The states with their counts. A component of its own: the fields above are not rendered again when a count changes. */
function ListStates({ view, onIntent, onChange }: Props & { onIntent: ListIntent }) {
  const { data } = useQuery(jobList(view));
  return (
    <StateFilter
      chosen={view}
      counts={data?.counts}
      late={data?.late}
      onIntent={onIntent}
      onChange={onChange}
    />
  );
}
