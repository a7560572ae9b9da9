import { useQuery } from '@tanstack/react-query';
import { jobList } from '../../../api/job-list.ts';
import { focusFirst } from '../../../lib/focus.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { isIdSearch, isNarrowed, type ListView, withoutFilters } from '../../../lib/list-view.ts';
import { Button } from '../../ui/Button.tsx';
import { searchBoxId } from '../element-ids.ts';
import classes from './JobFilters.module.css';
import { RangeFilter } from './RangeFilter.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SortPicker } from './SortPicker.tsx';
import { StateFilter } from './StateFilter.tsx';
import { TypeFilter } from './TypeFilter.tsx';

type Props = { view: ListView; onChange: (change: Partial<ListView>) => void };

/** Every filter of the list, and its sort. */
export function JobFilters({ view, onChange }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(jobList(view));
  return (
    <div className={classes.filters}>
      <StateFilter chosen={view} counts={data?.counts} late={data?.late} onChange={onChange} />
      <div className={classes.fields}>
        <SearchBox
          field={view.searchBy}
          text={view.search}
          onSearch={(searchBy, search) => onChange({ searchBy, search })}
        />
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
    </div>
  );
}
