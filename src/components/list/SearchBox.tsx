import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import {
  isSearchable,
  looksLikeJobId,
  type SearchField,
  searchFields,
} from '../../lib/list-view.ts';
import classes from './SearchBox.module.css';

type Props = {
  field: SearchField;
  text: string;
  onSearch: (field: SearchField, text: string) => void;
};

/**
 * Searches names by a part and ids whole. What is typed counts on Enter or on leaving the field; a pasted job id is
 * understood as one without choosing the field first.
 */
export function SearchBox({ field, text, onSearch }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(text);
  const [by, setBy] = useState(field);
  // Back, or a filter taken off elsewhere, changes what is searched for; the box follows and keeps the focus.
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    search(by, typed);
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
      <form className={classes.form} onSubmit={submit}>
        <NativeSelect
          className={classes.field}
          aria-label={t('search.field')}
          value={by}
          data={searchFields.map((value) => ({ value, label: t(`search.by.${value}`) }))}
          onChange={(event) => {
            const next = searchFields.find((one) => one === event.currentTarget.value) ?? 'name';
            setBy(next);
            if (typed.trim() !== '') search(next, typed);
          }}
        />
        <TextInput
          className={classes.text}
          type="search"
          aria-label={t('search.label')}
          placeholder={t(`search.placeholder.${by}`)}
          value={typed}
          maxLength={256}
          spellCheck={false}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={
            typed !== '' && (
              <CloseButton
                size="sm"
                aria-label={t('search.clear')}
                // Leaving the field would search for what is about to be cleared.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  setTyped('');
                  search(by, '');
                }}
              />
            )
          }
          error={valid ? undefined : t('search.invalid')}
          onChange={(event) => change(event.currentTarget.value)}
          onBlur={() => search(by, typed)}
        />
      </form>
    </search>
  );
}
