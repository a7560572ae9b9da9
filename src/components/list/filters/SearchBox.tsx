import { useState } from 'react';
import { maxNameLength } from '../../../../contract/job-query.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import {
  isSearchable,
  looksLikeJobId,
  type SearchField,
  searchFields,
} from '../../../lib/list-view.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { searchBoxId } from '../element-ids.ts';
import classes from './SearchBox.module.css';

type Props = {
  field: SearchField;
  text: string;
  onSearch: (field: SearchField, text: string) => void;
};

/**
 * Searches names by a part and ids as a whole, on Enter and when the text loses the focus. A pasted job id is searched
 * for as one without choosing the field first.
 */
export function SearchBox({ field, text, onSearch }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(text);
  const [by, setBy] = useState(field);
  // The search changes from outside too (Back, "clear filters"). A remount by key would lose the focus.
  const [searched, setSearched] = useState({ field, text });
  if (searched.field !== field || searched.text !== text) {
    setSearched({ field, text });
    setTyped(text);
    setBy(field);
  }
  const valid = isSearchable(by, typed.trim());
  const search = (nextBy: SearchField, next: string) => {
    const trimmed = next.trim();
    if (isSearchable(nextBy, trimmed) && (trimmed !== text || nextBy !== field)) {
      onSearch(nextBy, trimmed);
    }
  };
  const clear = () => {
    setTyped('');
    search(by, '');
  };
  const change = (value: string) => {
    setTyped(value);
    if (looksLikeJobId(value.trim())) {
      setBy('jobId');
      search('jobId', value);
    }
  };
  return (
    <search className={classes.search}>
      <div className={classes.form}>
        <Select
          className={classes.by}
          aria-label={t('search.field')}
          value={by}
          options={searchFields.map((value) => ({ value, label: t(`search.by.${value}`) }))}
          onChange={(next) => {
            setBy(next);
            if (typed.trim() !== '') search(next, typed);
          }}
        />
        {/* The first one of the form is pressed by Enter. */}
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden>
          {t('search.label')}
        </button>
        <span className={classes.place}>
          <TextField
            id={searchBoxId}
            className={classes.text}
            type="search"
            name={by}
            aria-label={t('search.label')}
            placeholder={t(`search.placeholder.${by}`)}
            value={typed}
            maxLength={maxNameLength}
            spellCheck={false}
            error={valid ? null : t('search.invalid')}
            onText={change}
            onBlur={() => search(by, typed)}
            onKeyDown={(event) => {
              // During the composition of Chinese text both keys belong to the input method.
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Enter') search(by, typed);
              if (event.key !== 'Escape') return;
              event.preventDefault();
              clear();
            }}
          />
          <Icon name="search" className={classes.icon} />
          {typed !== '' && (
            <TextButton
              className={classes.clear}
              aria-label={t('search.clear')}
              // Without this the field loses the focus and searches for the text that is about to be cleared.
              onMouseDown={(event) => event.preventDefault()}
              onClick={clear}
            >
              <Icon name="close" />
            </TextButton>
          )}
        </span>
      </div>
    </search>
  );
}
