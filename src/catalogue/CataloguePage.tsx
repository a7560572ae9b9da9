import classes from './CataloguePage.module.css';
import { cancelStories } from './cancel-stories.tsx';
import { detailStories } from './detail-stories.tsx';
import { frameStories } from './frame-stories.tsx';
import { jobStories } from './job-stories.tsx';
import { listStories } from './list-stories.tsx';
import { peopleStories } from './people-stories.tsx';
import { playerStories } from './player-stories.tsx';
import type { StoryGroup } from './story.ts';
import { uiStories } from './ui-stories.tsx';

const folders = [
  { name: 'ui', groups: uiStories },
  { name: 'job', groups: jobStories },
  { name: 'list', groups: listStories },
  { name: 'detail', groups: detailStories },
  { name: 'player', groups: playerStories },
  { name: 'cancel', groups: cancelStories },
  { name: 'frame', groups: frameStories },
  { name: 'people', groups: peopleStories },
];

/**
 * Every component in each of its states, by folder of src/components. Development only: its words are for developers
 * and are not translated, the components' are. The frame switches language and colour scheme.
 */
export function Component() {
  return (
    <>
      <title>Catalogue of components · Dailies</title>
      <h1>Catalogue of components</h1>
      {folders.map(({ name, groups }) => (
        <section key={name} aria-labelledby={name}>
          <h2 id={name}>{name}</h2>
          {groups.map((group) => (
            <ComponentStories key={group.component} group={group} />
          ))}
        </section>
      ))}
    </>
  );
}

function ComponentStories({ group }: { group: StoryGroup }) {
  return (
    <section className={classes.component}>
      <h3>{group.component}</h3>
      {group.stories.map(({ name, content }) => (
        <div key={name} className={classes.story}>
          <h4 className={classes.name}>{name}</h4>
          {content}
        </div>
      ))}
    </section>
  );
}
