import type { Job } from '../../contract/job.ts';
import type { Translate } from './translate.ts';

/** A character that can be seen. U+2800 is a blank that Unicode counts as a symbol. */
const visibleCharacter = /[^\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A job's name, or the word for "unnamed" where the name is missing or nothing of it can be seen. */
export function visibleName({ name }: Pick<Job, 'name'>, t: Translate): string {
  return name !== null && visibleCharacter.test(name) ? name : t('job.unnamed');
}
